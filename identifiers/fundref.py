"""Numbers of the Crossref Funder Registry, formerly FundRef: `501100000780`, or the DOI of the funder.

Source: Crossref, "Open Funder Registry": the DOI of a funder is the prefix 10.13039 and its number.
"""

import re
from typing import Final

from identifiers import doi
from identifiers.pasted_text import clean_pasted

PREFIX: Final = "10.13039/"
_NUMBER: Final = re.compile(r"[1-9][0-9]{3,14}")
_ADDRESS: Final = re.compile(
    r"\A(?:fundref(?:\s*id)?|(?:crossref|open)\s*funder(?:\s*registry)?(?:\s*id)?)\s*[:=\s]\s*",
    re.IGNORECASE | re.ASCII,
)


def parse(text: str) -> str | None:
    """The number. Reads `fundref:` and the number, and a DOI in any form; a bare number is None."""
    cleaned = clean_pasted(text)
    number = _ADDRESS.sub("", cleaned, count=1)
    if number == cleaned:
        name = doi.parse(cleaned)
        number = name.removeprefix(PREFIX) if name is not None and name.startswith(PREFIX) else ""
    return number if _NUMBER.fullmatch(number) else None
