"""The verdict on a candidate: certainly, possibly or not the paper of an entry.

A match is certain by an uncontradicted identifier, or by a title and at least one other independent kind of evidence. A
contradiction (another identifier, other authors, another page, a book for an article) prevents a certain match; then
the user decides.
"""

from enum import Enum
from typing import Final

from ingest.library.evidence import DISTINCTIVE, EXCLUSIVE, MAX_YEARS_APART, EvidenceKind, Weighed
from ingest.library.titles import MARKERS, Relation

#: Minimum number of words of a title that, with the year, suffices for an entry without authors.
_MIN_LONG_TITLE: Final = 5
#: Weights that make a full score.
FULL_SCORE: Final = 9.0
_IDENTIFIERS: Final = tuple(EvidenceKind(scheme.upper()) for scheme in (*EXCLUSIVE, "mag", "url"))
#: Kinds of evidence that prevent a certain match by title if they disagree.
_VETOES: Final = (EvidenceKind.AUTHORS, EvidenceKind.PAGES, EvidenceKind.TYPE)
_NEAR_TITLES: Final = frozenset({Relation.SAME, Relation.MISTYPED, Relation.SHORTENED, Relation.CONTINUED})


class Verdict(Enum):
    """Whether a candidate is the paper of an entry."""

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
    """Whether an identifier of the entry differs from the paper's."""
    return any(weighed.says(kind) is False for kind in _IDENTIFIERS)


def _by_identifier(weighed: Weighed) -> bool:
    """Whether title, authors and year do not contradict the identifier."""
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
    same_place = weighed.says(EvidenceKind.PAGES) is True or (
        weighed.says(EvidenceKind.VENUE) is True and weighed.says(EvidenceKind.VOLUME) is not False
    )
    authors = weighed.says(EvidenceKind.AUTHORS) is True
    return _suffices(weighed, same_year=year == 1.0, same_place=same_place, authors=authors, year=year > 0)


def _suffices(weighed: Weighed, *, same_year: bool, same_place: bool, authors: bool, year: bool) -> bool:
    """Whether the evidence beside the title suffices; a less distinctive title needs more."""
    distinctive = weighed.words >= DISTINCTIVE
    match weighed.relation:
        case Relation.SAME if _is_generic(weighed):
            return same_year and same_place and (authors or weighed.says(EvidenceKind.PAGES) is True)
        case Relation.SAME if not distinctive:
            return (authors and (same_year or (year and same_place))) or (same_year and same_place)
        case Relation.CONTINUED:
            return authors and same_year and weighed.says(EvidenceKind.PAGES) is True
        case Relation.SAME:
            return (
                authors
                or (
                    same_year
                    and (same_place or (weighed.words >= _MIN_LONG_TITLE and not weighed.says(EvidenceKind.AUTHORS)))
                )
                or (year and weighed.says(EvidenceKind.PAGES) is True)
            )
        case _:
            return (authors and (same_year or (year and same_place))) or (same_year and same_place and distinctive)


def _is_generic(weighed: Weighed) -> bool:
    """Whether thousands of works have the title: one word, or a few with the sort of text ("Preface")."""
    words = weighed.paper.title.lower().split()
    return weighed.words <= 1 or (weighed.words <= DISTINCTIVE and any(word.strip(":.,") in MARKERS for word in words))


def _possible(weighed: Weighed, year: int | None) -> bool:
    """Whether to offer the candidate to the user."""
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
        and apart <= MAX_YEARS_APART
    )
