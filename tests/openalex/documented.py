"""Records with every field that the documentation of OpenAlex names, as its API serves them in 2026."""

from typing import Any, Final

from tests.ingest.records import SITE, authorship, ids, topic, venue, work

Record = dict[str, Any]

KEYWORDS: Final = [
    {"id": f"{SITE}keywords/machine-learning", "display_name": "Machine learning", "score": 0.75},
    {"id": f"{SITE}keywords/c-100", "display_name": "C₁₀₀ <i>rings</i>", "score": 0.5},
    {"id": f"{SITE}keywords/machine-learning", "display_name": "Machine learning", "score": 0.75},
]
MESH: Final = [
    {
        "descriptor_ui": "D015415", "descriptor_name": "Biomarkers", "qualifier_ui": "Q000097",
        "qualifier_name": "blood", "is_major_topic": True,
    },
    {
        "descriptor_ui": "D000818", "descriptor_name": "Animals", "qualifier_ui": "", "qualifier_name": None,
        "is_major_topic": False,
    },
]  # fmt: skip


def location(page: str | None, **fields: Any) -> Record:
    """A location object."""
    return {
        "is_oa": True, "landing_page_url": page, "pdf_url": None, "source": None, "license": None, "version": None,
        "is_accepted": False, "is_published": False, "raw_source_name": None, "raw_type": None, **fields,
    }  # fmt: skip


def full_work(number: int = 1, **fields: Any) -> Record:
    """A work of the schema of 2026 with every field."""
    return work(
        number,
        **{
            "ids": {
                "openalex": f"{SITE}W{number}", "doi": f"https://doi.org/10.5555/w{number}", "mag": 2100000000 + number,
                "pmid": f"https://pubmed.ncbi.nlm.nih.gov/{9000 + number}",
                "pmcid": f"https://www.ncbi.nlm.nih.gov/pmc/articles/{7000 + number}",
            },
            "type_crossref": "journal-article",
            "indexed_in": ["crossref", "pubmed", "crossref"],
            "is_paratext": False,
            "is_xpac": True,
            "has_fulltext": True,
            "created_date": "2016-06-24T00:00:00",
            "keywords": KEYWORDS,
            "mesh": MESH,
            "sustainable_development_goals": [
                {"id": "https://metadata.un.org/sdg/3", "display_name": "Good health and well-being", "score": 0.91},
                {"id": "https://metadata.un.org/sdg/17", "display_name": "Partnerships for the goals", "score": "0.4"},
            ],
            "fwci": 12.5,
            "citation_normalized_percentile": {
                "value": 0.995, "is_in_top_1_percent": True, "is_in_top_10_percent": True,
            },
            "cited_by_percentile_year": {"min": 98, "max": 99},
            "counts_by_year": [{"year": 2024, "cited_by_count": 3}, {"year": 2025, "cited_by_count": 1}],
            "apc_list": {"value": 5000, "currency": "EUR", "value_usd": 5392, "provenance": "doaj"},
            "apc_paid": {"value": 0, "currency": "USD", "value_usd": 0, "provenance": "openapc"},
            "primary_location": location(
                "https://doi.org/10.5555/w1", source=venue(1), version="publishedVersion", license="cc-by",
                pdf_url="https://www.example.org/w1.pdf", raw_source_name="J. One", raw_type="journal-article",
            ),
            "best_oa_location": location("https://arxiv.org/abs/2101.00001", version="submittedVersion"),
            "locations": [
                location(
                    "https://doi.org/10.5555/w1", source=venue(1), version="publishedVersion", license="cc-by",
                    pdf_url="https://www.example.org/w1.pdf", raw_source_name="J. One", raw_type="journal-article",
                ),
                location("https://arxiv.org/abs/2101.00001", version="submittedVersion"),
                location(None, source={"id": None, "display_name": "A <i>repository</i>"}, is_oa=True),
                location(None),
            ],
            "referenced_works": ids(2, 3, 900, 901),
            "referenced_works_count": 5,
            **fields,
        },
    )  # fmt: skip


def records() -> list[Record]:
    """A small graph of such records."""
    return [full_work(), work(2, topics=[topic(11, 0.5)]), work(3, authorships=[authorship(8)])]
