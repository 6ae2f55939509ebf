"""Whether a candidate is the paper of an entry, may be it, or has nothing to do with it.

A match is certain by an identifier that nothing contradicts, or by a title and at least one more independent kind of
evidence. A contradiction (another identifier, other authors, another page, a book for an article) vetoes: then a person
is asked.
"""

from enum import Enum
from typing import Final

from ingest.library.evidence import DISTINCTIVE, EXCLUSIVE, NEAR, EvidenceKind, Weighed
from ingest.library.titles import MARKERS, Relation

#: Words of a title that, with the year, says enough where an entry has no authors.
_LONG: Final = 5
#: Weights that make a full score.
FULL: Final = 9.0
_IDENTIFIERS: Final = tuple(EvidenceKind(scheme.upper()) for scheme in (*EXCLUSIVE, "mag", "url"))
#: What must not speak against a certain match by title.
_VETOES: Final = (EvidenceKind.AUTHORS, EvidenceKind.PAGES, EvidenceKind.TYPE)
_NEAR_TITLES: Final = frozenset({Relation.SAME, Relation.MISTYPED, Relation.SHORTENED, Relation.CONTINUED})


class Verdict(Enum):
    """What a candidate is to an entry."""

    CERTAIN = "CERTAIN"
    POSSIBLE = "POSSIBLE"
    NONE = "NONE"


def judge(weighed: Weighed, *, year: int | None) -> Verdict:
    """The verdict on one candidate; `year` is the entry's."""
    named = any(weighed.says(kind) for kind in _IDENTIFIERS)
    if not contradicted(weighed) and (_by_identifier(weighed) if named else _by_title(weighed)):
        return Verdict.CERTAIN
    return Verdict.POSSIBLE if named or _possible(weighed, year) else Verdict.NONE


def contradicted(weighed: Weighed) -> bool:
    """Whether an identifier of the entry is not the paper's."""
    return any(weighed.says(kind) is False for kind in _IDENTIFIERS)


def _by_identifier(weighed: Weighed) -> bool:
    """Whether nothing contradicts the identifier: the title has to do with the paper's, or else all the rest has."""
    authors = weighed.says(EvidenceKind.AUTHORS)
    match weighed.relation:
        case Relation.SAME | Relation.MISTYPED | Relation.SHORTENED:
            return True
        case Relation.CONTINUED | Relation.SIMILAR:
            return authors is not False or weighed.weight(EvidenceKind.YEAR) > 0
        case Relation.DIFFERENT:
            return authors is True and weighed.says(EvidenceKind.YEAR) is not False
        case Relation.OTHER:
            return False
        case None:
            return authors is not False


def _by_title(weighed: Weighed) -> bool:
    if weighed.relation not in _NEAR_TITLES or any(weighed.says(kind) is False for kind in _VETOES):
        return False
    year = weighed.weight(EvidenceKind.YEAR)
    if year < 0:
        return False
    place = weighed.says(EvidenceKind.PAGES) is True or (
        weighed.says(EvidenceKind.VENUE) is True and weighed.says(EvidenceKind.VOLUME) is not False
    )
    authors = weighed.says(EvidenceKind.AUTHORS) is True
    return _enough(weighed, same_year=year == 1.0, place=place, authors=authors, year=year > 0)


def _enough(weighed: Weighed, *, same_year: bool, place: bool, authors: bool, year: bool) -> bool:
    """Whether the evidence beside the title suffices; the less the title says, the more is needed."""
    distinctive = weighed.words >= DISTINCTIVE
    match weighed.relation:
        case Relation.SAME if _generic(weighed):
            return same_year and place and (authors or weighed.says(EvidenceKind.PAGES) is True)
        case Relation.SAME if not distinctive:
            return (authors and (same_year or (year and place))) or (same_year and place)
        case Relation.CONTINUED:
            return authors and same_year and weighed.says(EvidenceKind.PAGES) is True
        case Relation.SAME:
            return (
                authors
                or (same_year and (place or (weighed.words >= _LONG and not weighed.says(EvidenceKind.AUTHORS))))
                or (year and weighed.says(EvidenceKind.PAGES) is True)
            )
        case _:
            return (authors and (same_year or (year and place))) or (same_year and place and distinctive)


def _generic(weighed: Weighed) -> bool:
    """Whether works by the thousand have the title: one word, or a few that say what sort of text it is."""
    words = weighed.paper.title.lower().split()
    return weighed.words <= 1 or (weighed.words <= DISTINCTIVE and any(word.strip(":.,") in MARKERS for word in words))


def _possible(weighed: Weighed, year: int | None) -> bool:
    """Whether it is worth a person's look."""
    if weighed.relation is Relation.SAME:
        return True
    authors = weighed.says(EvidenceKind.AUTHORS)
    if contradicted(weighed):
        return weighed.relation in _NEAR_TITLES and authors is True
    if weighed.relation in _NEAR_TITLES - {Relation.CONTINUED}:
        return authors is not False
    apart = 0 if year is None or weighed.paper.year is None else abs(year - weighed.paper.year)
    return (
        weighed.relation in {Relation.CONTINUED, Relation.SIMILAR, Relation.DIFFERENT}
        and authors is True
        and apart <= NEAR
    )
