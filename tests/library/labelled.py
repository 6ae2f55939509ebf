"""Entries with the paper that each must match: papers of the graph as people write them, and works outside the graph
with similar titles.

All are derived from the papers of the graph and a seed: the same graph gives the same set.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from exports.bibtex import bibtex
from exports.names import Name
from exports.reference import Reference
from ingest.library.entry import Entry
from ingest.library.formats import LibraryFormat, read

#: Letters with an accent → LaTeX.
_LATEX: Final = {
    "é": r"{\'e}", "è": r"{\`e}", "ü": r'{\"u}', "ö": r'{\"o}', "ä": r'{\"a}', "ç": r"{\c c}", "ñ": r"{\~n}",
    "ø": r"{\o}", "á": r"{\'a}", "í": r"{\'{\i}}", "ó": r"{\'o}", "Ö": r'{\"O}', "š": r"{\v s}", "ł": r"{\l}",
}  # fmt: skip
_WORD: Final = re.compile(r"[A-Za-z]{6,}")
_NUMBER: Final = re.compile(r"\b[0-9]+\b")
_OPPOSITES: Final = (
    ("hyper", "hypo"), ("female", "male"), ("mother", "father"), ("intra", "inter"), ("post", "pre"),
    ("without", "with"), ("systolic", "diastolic"), ("supervised", "unsupervised"), ("child", "adult"),
    ("acute", "chronic"),
)  # fmt: skip
Change = Callable[[Reference, random.Random], Reference | None]


@dataclass(frozen=True)
class Labelled:
    """An entry, the change that it was made by, and the id of its paper; None if that is not in the graph."""

    change_name: str
    entry: Entry
    paper: str | None


def anonymous(reference: Reference) -> Reference:
    """The paper without identifiers."""
    return replace(reference, id="paper", doi="", arxiv="", pmid="", pmcid="", url="", open_access_url="", abstract="")


def _typing_error(text: str, chance: random.Random) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    index = chance.randrange(word.start() + 1, word.end() - 1)
    match chance.randrange(4):
        case 0:
            return text[:index] + text[index + 1 :]
        case 1:
            return text[:index] + text[index + 1] + text[index] + text[index + 2 :]
        case 2:
            return text[:index] + text[index] + text[index:]
        case _:
            return text[:index] + chance.choice("aeiounrst") + text[index + 1 :]


def _mistyped(reference: Reference, chance: random.Random) -> Reference:
    return replace(reference, title=_typing_error(reference.title, chance))


def _mistyped_twice(reference: Reference, chance: random.Random) -> Reference:
    return _mistyped(_mistyped(reference, chance), chance)


def _beside(reference: Reference, chance: random.Random) -> Reference | None:
    return replace(reference, year=reference.year + chance.choice((-1, 1))) if reference.year else None


def _initials(reference: Reference, _chance: random.Random) -> Reference:
    return replace(reference, authors=tuple(map(_abbreviated, reference.authors)))


def _abbreviated(name: Name) -> Name:
    return replace(name, given=" ".join(f"{part[0]}." for part in re.split(r"[\s-]+", name.given) if part))


def _first_alone(reference: Reference, _chance: random.Random) -> Reference:
    return replace(reference, authors=(*reference.authors[:1], Name(family="others")))


def _shortened(reference: Reference, _chance: random.Random) -> Reference | None:
    main, colon, _ = reference.title.partition(": ")
    return replace(reference, title=main) if colon and len(main.split()) > 1 else None


def _wordy_venue(reference: Reference, _chance: random.Random) -> Reference | None:
    return (
        replace(reference, venue=f"Proceedings of the 30th {reference.venue}, Long Papers") if reference.venue else None
    )


def _upper(reference: Reference, _chance: random.Random) -> Reference:
    return replace(reference, title=reference.title.upper())


def _no_venue(reference: Reference, _chance: random.Random) -> Reference:
    return replace(reference, venue="", volume="", issue="", first_page="", last_page="", publisher="")


def _hurried(reference: Reference, chance: random.Random) -> Reference | None:
    """As typed from memory: a typing error, initials, no venue."""
    return _no_venue(_initials(_mistyped(reference, chance), chance), chance)


#: Changes that leave enough evidence for a match.
MATCHING: Final[dict[str, Change]] = {
    "without identifiers": lambda reference, _: reference,
    "a typing error": _mistyped,
    "two typing errors": _mistyped_twice,
    "capitals": _upper,
    "initials": _initials,
    "et al.": _first_alone,
    "the year beside": _beside,
    "without the subtitle": _shortened,
    "a wordy venue": _wordy_venue,
    "without venue and pages": _no_venue,
    "typing error, initials, no venue": _hurried,
}  # fmt: skip


def _retitled(form: str, *, doi: bool) -> Change:
    def change(reference: Reference, chance: random.Random) -> Reference:
        new_doi = f"10.99999/{chance.randrange(10**9)}" if doi else ""
        return replace(
            reference, title=form.format(reference.title), doi=new_doi, volume="", first_page="", last_page=""
        )

    return change


def _another_number(reference: Reference, chance: random.Random) -> Reference | None:
    numbers = list(_NUMBER.finditer(reference.title))
    if not numbers:
        return None
    number = chance.choice(numbers)
    return replace(
        reference, title=f"{reference.title[: number.start()]}{int(number[0]) + 1}{reference.title[number.end() :]}"
    )


def _book(reference: Reference, _chance: random.Random) -> Reference:
    authors = (Name(family="Goodfellow", given="Ian"), Name(family="Bengio", given="Yoshua"))
    return replace(_no_venue(reference, _chance), kind="BOOK", authors=authors, publisher="MIT Press")


def _other_authors(reference: Reference, _chance: random.Random) -> Reference:
    authors = (Name(family="Quixley", given="Oswald"), Name(family="Zambrano", given="Perpetua"))
    return replace(_no_venue(reference, _chance), authors=authors)


def _other_version(reference: Reference, chance: random.Random) -> Reference:
    return replace(reference, doi=f"10.99999/{chance.randrange(10**9)}")


def _survey(reference: Reference, chance: random.Random) -> Reference:
    title = f"{reference.title.partition(': ')[0]}: A Survey of Dental Radiography"
    return replace(_other_authors(reference, chance), title=title, doi=f"10.99999/{chance.randrange(10**9)}")


def _sibling(reference: Reference, chance: random.Random) -> Reference | None:
    """Another work of the same authors and year, with one other word in the title."""
    words = list(_WORD.finditer(reference.title))
    if not words:
        return None
    word = chance.choice(words)
    second = chance.choice(("kidney", "ferret", "granite", "Portuguese", "quarterly", "nineteenth"))
    title = f"{reference.title[: word.start()]}{second}{reference.title[word.end() :]}"
    return replace(_no_venue(reference, chance), title=title)


def _opposite(reference: Reference, chance: random.Random) -> Reference | None:
    """A companion study by the same authors in the same year."""
    for first, second in _OPPOSITES:
        if first in reference.title.lower():
            title = re.sub(first, second, reference.title, flags=re.IGNORECASE)
            return replace(_no_venue(reference, chance), title=title)
    return None


#: Changes that give a work outside the graph.
NOT_MATCHING: Final[dict[str, Change]] = {
    "a book of the same title": _book,
    "the same title by others": _other_authors,
    "the same title with another DOI": _other_version,
    "a survey of that name": _survey,
    "Part II": _retitled("{}: Part II", doi=False),
    "II": _retitled("{} II", doi=True),
    "Reply to": _retitled("Reply to: {}", doi=False),
    "Correction to": _retitled("Correction to: {}", doi=False),
    "Erratum": _retitled("Erratum: {}", doi=True),
    "the second edition": _retitled("{}, Second Edition", doi=False),
    "the next of a series": _another_number,
    "a sibling": _sibling,
    "an opposite": _opposite,
}  # fmt: skip


def labelled(references: Sequence[Reference], seed: int) -> Iterator[Labelled]:
    """Every change of every paper to which it applies."""
    chance = random.Random(seed)  # noqa: S311
    for reference in references:
        without_ids = anonymous(reference)
        for change_name, change in MATCHING.items():
            if (changed := change(without_ids, chance)) is not None:
                yield Labelled(change_name, entry_of(changed, latex=chance.random() < 0.5), reference.id)
        for change_name, change in NOT_MATCHING.items():
            # An entry with a DOI may be a paper whose record has none.
            if (changed := change(without_ids, chance)) is not None and (reference.doi or not changed.doi):
                yield Labelled(change_name, entry_of(changed, latex=False), None)


def entry_of(reference: Reference, *, latex: bool) -> Entry:
    """The entry, read from the BibTeX of the paper."""
    text = bibtex(reference)
    if latex:
        text = "".join(_LATEX.get(char, char) for char in text)
    (entry,) = read(text, LibraryFormat.BIBTEX)
    return entry
