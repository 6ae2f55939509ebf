"""Web addresses as keys: two addresses of one page give one key.

The key of an address is its normal form (`identifiers.url.normal`) without the scheme, `www.` and a final slash:
`http://www.example.org/paper/` and `https://example.org/paper` give `example.org/paper`. `Location.key` and
`Location.pdfKey` hold keys of this form.
"""

from typing import Final

from identifiers.pasted import LIMIT, clean
from identifiers.url import normal

#: UTF-8 bytes of a key: Neo4j has no longer ones in a range index.
_LONGEST: Final = 8_000


def key(text: str) -> str | None:
    """The key of an http(s) address, pasted or from a record. None for a text that is no such address."""
    if len(text) > LIMIT:
        return None
    address = normal(text.strip()) or normal(clean(text))
    if address is None:
        return None
    short = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return short if "." in short.partition("/")[0] and len(short.encode(errors="replace")) <= _LONGEST else None
