"""Numbers of the Crossref Funder Registry, once FundRef: `501100000780`, or the DOI that it gives each funder.

Source: Crossref, "Open Funder Registry": the DOI of a funder is its number behind the prefix 10.13039.
"""

import re
from typing import Final

from identifiers import doi
from identifiers.pasted import clean_pasted

PREFIX: Final = "10.13039/"
_NUMBER: Final = re.compile(r"[1-9][0-9]{3,14}")
_ADDRESS: Final = re.compile(
    r"\A(?:fundref(?:\s*id)?|(?:crossref|open)\s*funder(?:\s*registry)?(?:\s*id)?)\s*[:=\s]\s*",
    re.IGNORECASE | re.ASCII,
)


def parse(text: str) -> str | None:
    """The number that the text is, bare only behind `fundref:`, or as a DOI in any form."""
    cleaned = clean_pasted(text)
    number = _ADDRESS.sub("", cleaned, count=1)
    if number == cleaned:
        name = doi.parse(cleaned)
        number = name.removeprefix(PREFIX) if name is not None and name.startswith(PREFIX) else ""
    return number if _NUMBER.fullmatch(number) else None
