"""Characters of records that file formats do not allow."""

import re
from typing import Final

#: Everything but the `Char` of XML 1.0 (section 2.2): most controls, lone surrogates, U+FFFE and U+FFFF.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The start of a cell that a spreadsheet runs as a formula, including full-width forms.
#: Source: OWASP, "CSV Injection".
_FORMULA: Final = re.compile("[\\s]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def xml_text(text: str) -> str:
    """The text without characters that no XML document may hold, not even escaped."""
    return _FORBIDDEN.sub("", text)


def cell(text: str) -> str:
    """The text for a cell of CSV: an apostrophe stands before what a spreadsheet would run as a formula. Quotes,
    commas and line ends are left to the writer."""
    safe = xml_text(text)
    return f"'{safe}" if _FORMULA.match(safe) else safe
