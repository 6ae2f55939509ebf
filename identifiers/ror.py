"""ROR ids: `05dxps055`: a zero, six characters of Crockford's base 32, two check digits (ISO 7064 MOD 97-10).

Source: ROR, "ROR identifier pattern"; Crockford, "Base 32".
"""

import re
from typing import Final

from identifiers.pasted_text import clean_pasted, decoded, location

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_ID: Final = re.compile(rf"0[{_ALPHABET}]{{6}}[0-9]{{2}}")
_PREFIX: Final = re.compile(r"\Aror(?:\s*id)?\s*[:=\s]\s*", re.IGNORECASE | re.ASCII)
_HOSTS: Final = frozenset({"ror.org", "api.ror.org"})


def parse(text: str) -> str | None:
    """A ROR id with valid check digits. Reads the bare id, `ror:` and the id, and an address."""
    value = _PREFIX.sub("", clean_pasted(text), count=1)
    parts = location(value)
    if parts is not None:
        value = decoded(parts.path).rstrip("/").rpartition("/")[2] if parts.host in _HOSTS else ""
    name = clean_pasted(value).lower()
    return name if _ID.fullmatch(name) and name[7:] == check_digits(name[:7]) else None


def check_digits(encoded: str) -> str:
    """The two check digits of a number in base 32 (ISO 7064 MOD 97-10)."""
    number = 0
    for char in encoded:
        number = number * 32 + _ALPHABET.index(char)
    return f"{98 - number * 100 % 97:02d}"
