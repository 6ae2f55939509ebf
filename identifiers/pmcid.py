"""PubMed Central ids: `PMC123456`, without the version of the manuscript."""

import re
from typing import Final

from identifiers.pasted import clean_pasted, decoded, location

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
    """The PubMed Central id that the text is: `PMC123`, after `PMCID:`, or as a page of NCBI or Europe PMC."""
    rest = _PREFIX.sub("PMC", clean_pasted(text), count=1)
    place = location(rest)
    if place is not None:
        # One service of Europe PMC names the paper in the query: `?accid=PMC123`.
        path = decoded(place.path + (f"/{accession[1]}" if (accession := _ACCESSION.search(place.query)) else ""))
        page = PAGES[place.host].fullmatch(path) if place.host in PAGES else None
        rest = f"PMC{page[1]}" if page else ""
    match = _ID.fullmatch(clean_pasted(rest))
    return f"PMC{match[1]}" if match else None
