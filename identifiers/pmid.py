"""PubMed ids: digits, at most nine, no leading zero."""

import re
from typing import Final

from identifiers.numeric import number

_ID: Final = re.compile(r"0{0,8}([1-9][0-9]{0,8})")
_PREFIX: Final = re.compile(
    r"\A(?:info\s*:\s*)?(?:pmid|pubmed|med)(?:\s*id)?\s*(?:[:=/\s]|(?<=pmid)(?=[0-9]))\s*", re.IGNORECASE | re.ASCII
)
_ADDRESS: Final = re.compile(r"/(?:.{0,40}/)?pmid:([0-9]+)", re.IGNORECASE | re.ASCII)
PAGES: Final = {
    "pubmed.ncbi.nlm.nih.gov": re.compile(r"/(?:pubmed/)?([0-9]+)/?"),
    "ncbi.nlm.nih.gov": re.compile(r"/(?:m/)?pubmed/([0-9]+)/?"),
    "europepmc.org": re.compile(r"/(?:article|abstract)/med/([0-9]+)/?", re.IGNORECASE | re.ASCII),
    "semanticscholar.org": _ADDRESS,
    "api.semanticscholar.org": _ADDRESS,
    "api.openalex.org": _ADDRESS,
}


def parse(text: str) -> str | None:
    """The PubMed id. Reads bare digits, `PMID:` and the digits, and pages of PubMed and Europe PMC."""
    return number(text, _PREFIX, PAGES, _ID)
