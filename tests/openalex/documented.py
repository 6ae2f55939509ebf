"""Records with every field in the documentation of OpenAlex, in the form of its API in 2026."""

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
            "grants": [{"funder": f"{SITE}F3", "funder_display_name": "Fund Three", "award_id": "DE-AT06"}],
            "awards": [{
                "id": f"{SITE}G5", "display_name": "Roadmap to Fusion", "funder_award_id": "633053",
                "funder_id": f"{SITE}F1", "funder_display_name": "Fund One", "doi": "https://doi.org/10.3030/633053",
            }],
            "funders": [
                {"id": f"{SITE}F1", "display_name": "Fund One", "ror": "https://ror.org/021nxhr62"},
                {"id": f"{SITE}F2", "display_name": "Fund Two", "ror": None},
            ],
            "corresponding_institution_ids": [f"{SITE}I7"],
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
            "open_access": {
                "is_oa": True, "oa_status": "gold", "oa_url": "https://doi.org/10.5555/w1",
                "any_repository_has_fulltext": True,
            },
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


COUNTED: Final[Record] = {
    "works_count": 120, "cited_by_count": 3400, "updated_date": "2025-03-03", "created_date": "2016-06-24",
    "summary_stats": {"2yr_mean_citedness": 2.5, "h_index": 30, "i10_index": 44},
    "counts_by_year": [{"year": 2024, "works_count": 5, "oa_works_count": 3, "cited_by_count": 90}],
}  # fmt: skip
PROFILES: Final[list[Record]] = [
    {
        **COUNTED, "id": f"{SITE}A1", "display_name": "Author 1",
        "display_name_alternatives": ["A. One", "Author Primus"],
        "ids": {
            "scopus": "http://www.scopus.com/inward/authorDetails.url?authorID=5&partnerID=M",
            "twitter": "http://twitter.com/one", "wikipedia": "http://en.wikipedia.org/wiki/One",
        },
        "last_known_institution": {"id": f"{SITE}I5", "display_name": "Institute 5"},
    },
    {
        **COUNTED, "id": f"{SITE}I5", "display_name": "Institute 5", "display_name_acronyms": ["QXV"],
        "display_name_alternatives": ["Fifth Institute"], "international": {"display_name": {"de": "Fünftes Institut"}},
        "geo": {"city": "Uppsala", "region": "Uppland", "geonames_city_id": "2666199"},
        "ids": {"grid": "grid.1.5", "wikidata": "https://www.wikidata.org/wiki/Q5", "wikipedia": None},
        "lineage": [f"{SITE}I5", f"{SITE}I7"], "is_super_system": True, "status": "active",
        "associated_institutions": [
            {"id": f"{SITE}I7", "display_name": "Institute of Seven", "relationship": "parent"},
            {"id": f"{SITE}I99", "display_name": "Institute 99", "relationship": "child"},
        ],
    },
    {
        **COUNTED, "id": f"{SITE}S1", "display_name": "Journal 1", "issn_l": "0028-0836", "issn": ["0028-0836"],
        "alternate_titles": ["Zeitschrift Eins"], "abbreviated_title": "J. One", "country_code": "SE",
        "host_organization": f"{SITE}P1", "host_organization_name": "One Press", "is_oa": True, "is_in_doaj": True,
        "is_core": False, "is_indexed_in_scopus": True, "apc_usd": 1200,
        "apc_prices": [{"price": 1000, "currency": "EUR"}, {"price": 1200, "currency": "USD"}],
        "societies": [{"url": "https://example.org", "organization": "Society of One"}],
        "ids": {
            "wikidata": "https://www.wikidata.org/entity/Q9", "fatcat": "https://fatcat.wiki/container/1",
            "wikipedia": "https://en.wikipedia.org/wiki/Journal",
        },
        "is_in_doaj_since_year": 2004, "is_high_oa_rate": True, "is_high_oa_rate_since_year": 2010,
        "is_in_jstage": False, "is_in_jstage_since_year": None, "is_in_scielo": True, "is_ojs": True,
        "is_preprint_repository": False, "oa_flip_year": 2003, "oa_works_count": 77,
        "first_publication_year": 1900, "last_publication_year": 2025,
    },
    {
        **COUNTED, "id": f"{SITE}T10", "display_name": "Topic 10", "description": "It is about ten.",
        "display_name_alternatives": ["The tenth subject"], "keywords": ["Ten", "Tenth"], "ids": {"wikipedia": "https://en.wikipedia.org/wiki/10"},
    },
]  # fmt: skip


def records() -> list[Record]:
    """A small graph of these records."""
    nowhere = location("https://example.org/4", raw_source_name="Annals of Nowhere")
    return [
        *PROFILES, full_work(), work(2, topics=[topic(11, 0.5)]), work(3, authorships=[authorship(8)]),
        work(4, primary_location=nowhere, locations=[nowhere]),
    ]  # fmt: skip
