"""PubMed Central ids: `PMC123456`, without the version of the manuscript."""

import re
from typing import Final

from identifiers.pasted_text import clean_pasted, decoded, location

_ID: Final = re.compile(r"PMC0{0,8}([1-9][0-9]{0,8})(?:\.[0-9]{1,3})?", re.IGNORECASE | re.ASCII)
_PREFIX: Final = re.compile(r"\A(?:pmc\s?id\s*[:=\s]|pmc\s*[:=\s])\s*(?:pmc)?", re.IGNORECASE | re.ASCII)
# OpenAlex links to PubMed Central by the number alone.
_NCBI: Final = re.compile(r"/(?:pmc/)?articles/(?:pmc)?([0-9]+(?:\.[0-9]+)?)(?:/.*)?", re.IGNORECASE | re.ASCII)
_ACCESSION: Final = re.compile(r"\baccid=(pmc[0-9]+)", re.IGNORECASE | re.ASCII)
_ADDRESS: Final = re.compile(r"/(?:.{0,40}/)?pmcid:(?:pmc)?([0-9]+)", re.IGNORECASE | re.ASCII)
PAGES: Final = {
    "ncbi.nlm.nih.gov": _NCBI,
    "pmc.ncbi.nlm.nih.gov": _NCBI,
    "europepmc.org": re.compile(
        r"/(?:articles|article/pmc|abstract/pmc|backend/ptpmcrender\.fcgi|api/fulltextrepo)/(?:pmc)?([0-9]+)(?:/.*)?",
        re.IGNORECASE | re.ASCII,
    ),
    "semanticscholar.org": _ADDRESS,
    "api.semanticscholar.org": _ADDRESS,
    "api.openalex.org": _ADDRESS,
}


def parse(text: str) -> str | None:
    """The PubMed Central id. Reads `PMC123`, `PMCID:` and the id, and pages of NCBI and Europe PMC."""
    value = _PREFIX.sub("PMC", clean_pasted(text), count=1)
    parts = location(value)
    if parts is not None:
        # One service of Europe PMC has the id in the query: `?accid=PMC123`.
        path = decoded(parts.path + (f"/{accession[1]}" if (accession := _ACCESSION.search(parts.query)) else ""))
        page = PAGES[parts.host].fullmatch(path) if parts.host in PAGES else None
        value = f"PMC{page[1]}" if page else ""
    match = _ID.fullmatch(clean_pasted(value))
    return f"PMC{match[1]}" if match else None
