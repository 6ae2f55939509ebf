"""Evidence for and against a match of an entry with a paper.

Each kind of evidence is weighed separately; `ingest.library.verdict` decides on all of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from identifiers.title import title_key
from ingest.library.candidate import Candidate
from ingest.library.entry import Entry
from ingest.library.people import Person, overlap
from ingest.library.titles import Relation, compare


class EvidenceKind(Enum):
    """The compared part of entry and paper."""

    DOI = "DOI"
    OPENALEX = "OPENALEX"
    ARXIV = "ARXIV"
    PMID = "PMID"
    PMCID = "PMCID"
    MAG = "MAG"
    URL = "URL"
    TITLE = "TITLE"
    AUTHORS = "AUTHORS"
    YEAR = "YEAR"
    VENUE = "VENUE"
    VOLUME = "VOLUME"
    PAGES = "PAGES"
    TYPE = "TYPE"


#: Identifiers of which a paper has one: another value means another paper, or another version of it.
EXCLUSIVE: Final = ("doi", "openalex", "arxiv", "pmid", "pmcid")
#: Minimum share of an entry's authors that are on the paper, if its first author is among them, and if not.
_MIN_SHARE_WITH_FIRST: Final = 0.6
_MIN_SHARE: Final = 0.8
#: Maximum years between a preprint and its publication.
MAX_YEARS_APART: Final = 1
#: Entry types of books and theses in BibTeX, RIS and CSL, and of articles in journals and proceedings; below the same
#: for kinds of papers. Other types match both.
_BOOKS: Final = frozenset(("book", "mvbook", "booklet", "edbook", "ebook", "collection", "phdthesis", "mastersthesis",
                           "thesis", "thes", "proceedings"))  # fmt: skip
_ARTICLES: Final = frozenset(("article", "jour", "ejour", "article-journal", "inproceedings", "conference", "cpaper",
                              "paper-conference", "conf", "mgzn", "article-magazine"))  # fmt: skip
_BOOK_KINDS: Final = frozenset(("BOOK", "DISSERTATION", "CHAPTER"))
_ARTICLE_KINDS: Final = frozenset(("ARTICLE", "PREPRINT", "REVIEW_ARTICLE", "EDITORIAL", "LETTER", "ERRATUM"))
_REPOSITORIES: Final = re.compile(r"\b(?:arxiv|corr|biorxiv|medrxiv|ssrn|zenodo|hal|repository|preprint|pubmed)\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """`weight` is positive where entry and paper agree. `detail` explains it in a sentence."""

    kind: EvidenceKind
    weight: float
    detail: str

    @property
    def agrees(self) -> bool:
        """Whether it is evidence for the match."""
        return self.weight > 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with all its evidence."""

    paper: Candidate
    relation: Relation | None
    words: int
    evidence: tuple[Evidence, ...]

    def says(self, kind: EvidenceKind) -> bool | None:
        """Whether the evidence of a kind agrees; None where there is none."""
        return next((entry.agrees for entry in self.evidence if entry.kind is kind), None)

    def weight(self, kind: EvidenceKind) -> float:
        """The weight of a kind, 0 where there is none."""
        return next((entry.weight for entry in self.evidence if entry.kind is kind), 0.0)

    @property
    def total(self) -> float:
        """All weights together."""
        return sum(entry.weight for entry in self.evidence)


def weigh(entry: Entry, paper: Candidate) -> Weighed:
    """Compare the parts that both have."""
    compared = compare(entry.full_title, paper.title)
    if compared is not None and entry.subtitle and compared.relation is not Relation.SAME:
        # Catalogues often have no subtitle, or have it in another field.
        main = compare(entry.title, paper.title)
        if main is not None and main.relation is Relation.SAME:
            compared = type(main)(Relation.SHORTENED, 0.9, main.words)
    relation, words = (compared.relation, compared.words) if compared else (None, 0)
    title = [_title(compared.relation, compared.words, paper)] if compared else []
    comparisons = (_authors, _year, _venue, _volume, _pages, _type)
    evidence = (item for comparison in comparisons if (item := comparison(entry, paper)))
    return Weighed(paper, relation, words, (*_identifiers(entry, paper), *title, *evidence))


def _identifiers(entry: Entry, paper: Candidate) -> Iterator[Evidence]:
    for scheme, value in entry.identifiers.items():
        kind, stored = EvidenceKind(scheme.upper()), getattr(paper, scheme)
        if scheme in paper.schemes:
            yield Evidence(kind, 5.0 if scheme in EXCLUSIVE else 4.0, f"{value} names the paper.")
        elif stored and scheme in EXCLUSIVE:
            yield Evidence(kind, -5.0, f"The entry has {value}, the paper {stored}.")


_TITLES: Final = {
    Relation.SAME: (3.5, "Both titles are the same."),
    Relation.MISTYPED: (2.5, "The titles differ by typing errors."),
    Relation.SHORTENED: (2.0, "One title is the beginning of the other."),
    Relation.CONTINUED: (1.0, "One title goes on where the other ends."),
    Relation.SIMILAR: (0.5, "The titles are similar."),
    Relation.DIFFERENT: (-2.0, "The titles differ."),
    Relation.OTHER: (-5.0, "The titles have hardly a word in common."),
}
#: Minimum number of words of a distinctive title, and the deduction from the weight of a shorter one.
DISTINCTIVE: Final = 4
_COMMON_TITLE: Final = 1.0


def _title(relation: Relation, words: int, paper: Candidate) -> Evidence:
    weight, detail = _TITLES[relation]
    common = weight > 1 and words < DISTINCTIVE
    stored_title = "" if relation is Relation.SAME else f" The paper's is “{paper.title[:200]}”."
    return Evidence(EvidenceKind.TITLE, weight - _COMMON_TITLE * common, detail + stored_title)


def _authors(entry: Entry, paper: Candidate) -> Evidence | None:
    shared = overlap(entry.authors, paper.authors)
    if shared is None:
        return None
    kind, first = EvidenceKind.AUTHORS, _name(paper.authors[0][0])
    if shared.share >= _MIN_SHARE or (shared.first and shared.share >= _MIN_SHARE_WITH_FIRST):
        return Evidence(
            kind, 3.0 if shared.first else 2.0, f"{shared.share:.0%} of the entry's authors wrote the paper."
        )
    if shared.share == 0:
        return Evidence(kind, -4.0, f"None of the entry's authors wrote the paper, which is by {first}.")
    return Evidence(kind, -1.0, f"Only {shared.share:.0%} of the entry's authors wrote the paper, which is by {first}.")


def _name(person: Person) -> str:
    return f"{person.given} {person.family}".strip()


def _year(entry: Entry, paper: Candidate) -> Evidence | None:
    if entry.year is None or paper.year is None:
        return None
    apart = abs(entry.year - paper.year)
    detail = f"Both are of {entry.year}." if apart == 0 else f"The entry is of {entry.year}, the paper of {paper.year}."
    return Evidence(
        EvidenceKind.YEAR, {0: 1.0, 1: 0.5}.get(apart, -1.0 if apart == MAX_YEARS_APART + 1 else -2.0), detail
    )


def _venue(entry: Entry, paper: Candidate) -> Evidence | None:
    one, other = title_key(entry.venue), title_key(paper.venue or "")
    if not one or not other or _REPOSITORIES.search(one) or _REPOSITORIES.search(other):
        return None
    if _same_venue(one, other):
        return Evidence(EvidenceKind.VENUE, 1.0, f"Both appeared in {paper.venue}.")
    return Evidence(EvidenceKind.VENUE, -0.25, f"The entry appeared in {entry.venue}, the paper in {paper.venue}.")


def _same_venue(one: str, other: str) -> bool:
    """Whether one name contains the other, abbreviates its words, or consists of their initials."""
    shorter, longer = (sorted((one.split(), other.split()), key=len)) if one and other else ([], [])
    short, long = (
        [word for word in words if word not in {"of", "the", "in", "and", "on", "for"}] for words in (shorter, longer)
    )
    if not short or " ".join(short) in " ".join(long):
        return bool(short)
    if len(short) == 1 and short[0] == "".join(word[0] for word in long)[: len(short[0])] and len(short[0]) > 2:
        return True
    return len(short) == len(long) and all(y.startswith(x) or x.startswith(y) for x, y in zip(short, long, strict=True))


def _volume(entry: Entry, paper: Candidate) -> Evidence | None:
    one, other = title_key(entry.volume), title_key(paper.volume or "")
    if not one or not other or not other.isdecimal() or not one.isdecimal():
        return None
    detail = f"Both are in volume {entry.volume}." if one == other else f"Volume {entry.volume}, not {paper.volume}."
    return Evidence(EvidenceKind.VOLUME, 0.5 if one == other else -0.5, detail)


def _pages(entry: Entry, paper: Candidate) -> Evidence | None:
    one, other = entry.page, paper.page
    if not one or not other or "1" in {one, other}:
        return None
    digits, others = one.lstrip("abcdefghijklmnopqrstuvwxyz"), other.lstrip("abcdefghijklmnopqrstuvwxyz")
    if digits == others:
        return Evidence(EvidenceKind.PAGES, 1.5, f"Both begin on page {paper.first_page}.")
    return Evidence(EvidenceKind.PAGES, -2.0, f"The entry begins on page {one}, the paper on page {paper.first_page}.")


def _type(entry: Entry, paper: Candidate) -> Evidence | None:
    book, article = entry.kind in _BOOKS, entry.kind in _ARTICLES
    if (book and paper.kind in _ARTICLE_KINDS) or (article and paper.kind in _BOOK_KINDS - {"CHAPTER"}):
        return Evidence(EvidenceKind.TYPE, -3.0, f"The entry is of the type {entry.kind}, the paper {paper.kind}.")
    return None
