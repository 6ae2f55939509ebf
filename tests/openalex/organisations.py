"""Invented records of funders, publishers and awards in OpenAlex's form.

Sources of the form: OpenAlex documentation, "Funder object", "Publisher object" and "Award object"; API reference of
2026, `/awards/{id}`.
"""

from typing import Any, Final

from tests.ingest.records import SITE
from tests.openalex.documented import COUNTED

Record = dict[str, Any]

FUNDERS: Final[list[Record]] = [
    {
        **COUNTED, "id": f"{SITE}F1", "display_name": "Fund One of Sweden",
        "alternate_titles": ["FOS", "Fond ett", "FOS"], "country_code": "SE", "description": "Swedish <i>body</i>",
        "homepage_url": "https://one.example.org", "image_url": "https://one.example.org/logo.svg",
        "image_thumbnail_url": None, "awards_count": 12,
        "ids": {
            "openalex": f"{SITE}F1", "ror": "https://ror.org/021nxhr62", "crossref": "501100000001",
            "wikidata": "https://www.wikidata.org/entity/Q7", "doi": "https://doi.org/10.13039/501100000001",
        },
        "roles": [{"role": "funder", "id": f"{SITE}F1", "works_count": 120}],
    },
    # In snapshots of 2023 the number of the registry is a JSON number.
    {
        "id": f"{SITE}F3", "display_name": "Fund Three", "alternate_titles": [], "country_code": "DE",
        "description": None, "homepage_url": None, "grants_count": 3, "works_count": 8, "cited_by_count": 5,
        "ids": {"openalex": f"{SITE}F3", "crossref": 100018613, "doi": "https://doi.org/10.13039/100018613"},
        "updated_date": "2023-09-15T09:42:14.566100", "updated": "2023-09-15T09:42:14.566100",
    },
]  # fmt: skip
PUBLISHERS: Final[list[Record]] = [
    {
        **COUNTED, "id": f"{SITE}P1", "display_name": "One Press", "alternate_titles": ["Presse Eins"],
        "hierarchy_level": 1, "parent_publisher": {"id": f"{SITE}P2", "display_name": "Press Group"},
        "lineage": [f"{SITE}P1", f"{SITE}P2"], "country_codes": ["SE", "DE"], "homepage_url": "https://press.example.org",
        "sources_count": 4, "sources_api_url": "https://api.openalex.org/sources?filter=host_organization.id:P1",
        "ids": {
            "openalex": f"{SITE}P1", "ror": "https://ror.org/0336mm561",
            "wikidata": "https://www.wikidata.org/entity/Q8",
        },
    },
    {
        "id": f"{SITE}P2", "display_name": "Press Group", "alternate_titles": [], "hierarchy_level": 0,
        "parent_publisher": None, "lineage": [f"{SITE}P2"], "country_codes": ["GB"], "homepage_url": None,
        "ids": {"openalex": f"{SITE}P2"}, "works_count": 9, "cited_by_count": 1, "updated_date": "2025-01-01",
    },
]  # fmt: skip
AWARDS: Final[list[Record]] = [
    {
        "id": f"{SITE}G5", "display_name": "Roadmap to Fusion", "description": "How to build it.",
        "funder_award_id": "633053",
        "funder": {"id": f"{SITE}F1", "display_name": "Fund One of Sweden", "ror": "https://ror.org/021nxhr62"},
        "funded_outputs": [f"{SITE}W1"], "funded_outputs_count": 1, "amount": 2500000.5, "currency": "SEK",
        "funding_type": "research", "funder_scheme": "Open Call", "provenance": "crossref",
        "start_date": "2019-03-01", "end_date": "2023-02-28", "start_year": 2019, "end_year": 2023,
        "lead_investigator": {"given_name": "Ada", "family_name": "Björk", "orcid": None, "role_start": None},
        "co_lead_investigator": None, "investigators": [], "landing_page_url": "https://one.example.org/633053",
        "doi": "https://doi.org/10.3030/633053", "works_api_url": "https://api.openalex.org/works?filter=awards.id:G5",
        "created_date": "2025-01-01", "updated_date": "2025-06-01",
    },
    # Without title and funder: its own id is all that there is.
    {"id": f"{SITE}G6", "display_name": None, "funder_award_id": "X-6", "funder": None, "updated_date": "2025-06-01"},
]  # fmt: skip


def organisations() -> list[Record]:
    """All of them."""
    return [*FUNDERS, *PUBLISHERS, *AWARDS]
