"""Ids of papers in the Microsoft Academic Graph: digits. It ended in 2021; OpenAlex's records still have the ids."""

import re
from typing import Final

from identifiers.numeric import number

_ID: Final = re.compile(r"0{0,3}([1-9][0-9]{0,14})", re.ASCII)
_PREFIX: Final = re.compile(r"\Amag(?:\s*(?:id|paper))?\s*[:=\s]\s*", re.IGNORECASE | re.ASCII)
_ADDRESS: Final = re.compile(r"/(?:.{0,40}/)?mag:([0-9]+)", re.IGNORECASE | re.ASCII)
PAGES: Final = {
    "academic.microsoft.com": re.compile(r"/(?:paper|detail)/([0-9]+)(?:/.*)?", re.IGNORECASE | re.ASCII),
    "semanticscholar.org": _ADDRESS,
    "api.semanticscholar.org": _ADDRESS,
    "api.openalex.org": _ADDRESS,
    "ma-graph.org": re.compile(r"/entity/([0-9]+)/?"),
    "makg.org": re.compile(r"/entity/([0-9]+)/?"),
}


def parse(text: str) -> str | None:
    """The id of a paper. Reads bare digits, `mag:` and the digits, and a page of Microsoft Academic."""
    return number(text, _PREFIX, PAGES, _ID)
