"""The number of a node in tables: an int64 that follows from its id, so that edges need no lookup.

Bits 52 to 55 are the label; Neo4j's import takes no number of more than 56 bits. The rest is exact for ids of OpenAlex
(a letter and a number) and for authors without an id (`author:w123.4`); all other ids are hashed to 51 bits, and
`bulk.global_step` refuses two ids with one number.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from graphdb.ingest.rows import Label, label_of

#: Labels in the order of their codes. Papers are first: their number is that of OpenAlex.
LABELS: Final[tuple[Label, ...]] = (
    "Paper", "Author", "Institution", "Topic", "Venue", "Funder", "Publisher", "Award",
)  # fmt: skip
LABEL_BITS: Final = 52
CODES: Final[dict[str, int]] = {
    label: code << LABEL_BITS for code, label in enumerate((*LABELS, "Location", "Alias", "Deleted"))
}
#: The letters of the ids of OpenAlex; concepts have C.
_LETTERS: Final[dict[Label, str]] = dict(zip(LABELS, "WAITSFPG", strict=True))
_HASHED: Final = 1 << 51
_UNIDENTIFIED: Final = 1 << 50
#: Concepts have the same numbers as topics.
_CONCEPT: Final = 1 << 50
_POSITION_BITS: Final = 16
#: Papers with larger numbers, and places beyond 16 bits, are hashed.
_MAX_PAPER: Final = 1 << 34
_AUTHOR_PLACE: Final = re.compile(r"author:w([0-9]{1,11})\.([0-9]{1,5})")
_CODES_BY_LETTER: Final = {
    **{letter: CODES[label_of(f"{letter}1")] for letter in "WAITSPFG"}, "C": CODES["Topic"] | _CONCEPT,
}  # fmt: skip


def number(node: str) -> int:
    """The number of a node."""
    code = _CODES_BY_LETTER.get(node[0])
    return _other(node) if code is None else code | int(node[1:])


@lru_cache(maxsize=65_536)
def _other(node: str) -> int:
    code = CODES[label_of(node)]
    if (place := _AUTHOR_PLACE.fullmatch(node)) is not None:
        paper, position = int(place[1]), int(place[2])
        if paper < _MAX_PAPER and position >> _POSITION_BITS == 0:
            return code | _UNIDENTIFIED | paper << _POSITION_BITS | position
    digest = blake2b(node.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return code | _HASHED | int.from_bytes(digest, "big") >> 13


#: `number` with a cache, for ids that records repeat: institutions, topics, venues and funders.
repeated_number = lru_cache(maxsize=262_144)(number)


def location_number(paper: int, position: int) -> int:
    """The number of a location of a paper."""
    return CODES["Location"] | paper << _POSITION_BITS | position


def identifier(nid: int) -> str | None:
    """The id of the node with this number; None if the number is a hash of it."""
    label = LABELS[nid >> LABEL_BITS]
    rest = nid & ((1 << LABEL_BITS) - 1)
    if rest & _HASHED:
        return None
    if label == "Author" and rest & _UNIDENTIFIED:
        place = rest ^ _UNIDENTIFIED
        return f"author:w{place >> _POSITION_BITS}.{place & ((1 << _POSITION_BITS) - 1)}"
    return f"C{rest ^ _CONCEPT}" if rest & _CONCEPT else f"{_LETTERS[label]}{rest}"
