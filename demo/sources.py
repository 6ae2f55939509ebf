"""Reads and checks the demo's TOML files; an error states the file's key and the fault in one sentence."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, TypeAlias

from errors import PeergraphError

Table: TypeAlias = dict[str, Any]

_FOLDER: Final = files("demo")
_MARKED: Final = re.compile(r"(?P<name>.*?)(?P<marks>(?: \d+)*)")
_PAPER_FIELDS: Final = frozenset(
    (
        "title",
        "year",
        "published",
        "venue",
        "arxiv",
        "doi",
        "code",
        "authors",
        "institutions",
        "topics",
        "summary",
        "cites",
    )
)


class DemoError(PeergraphError):
    """The demo's files are inconsistent; the message states the key and the fault."""


@dataclass(frozen=True)
class Byline:
    """An author on a byline, with the institutions to which the marks after the name refer."""

    name: str
    institutions: tuple[str, ...]


@dataclass(frozen=True)
class PaperEntry:
    """An entry of a paper file: people, institutions and topics by name, cited papers by key."""

    key: str
    title: str
    year: int
    venue: str
    summary: str
    authors: tuple[Byline, ...]
    topics: tuple[str, ...]
    institutions: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    arxiv: str | None = None
    doi: str | None = None
    code: str | None = None
    published: str | None = None


@dataclass(frozen=True)
class Sources:
    """All files of the demo. `spellings`: other spelling of a person's name → displayed spelling."""

    papers: dict[str, PaperEntry]
    institutions: dict[str, Table]
    topics: dict[str, Table]
    venues: dict[str, Table]
    spellings: dict[str, str] = field(default_factory=dict[str, str])


def read() -> Sources:
    """Read every file. Raises DemoError when two papers share a key or a byline is malformed."""
    people = _table("people.toml")
    return Sources(
        papers=_papers(),
        institutions=_table("institutions.toml"),
        topics=_table("topics.toml"),
        venues=_table("venues.toml"),
        spellings={other: name for name, others in people.items() for other in others},
    )


def _table(name: str) -> Table:
    return tomllib.loads(_FOLDER.joinpath(name).read_text("utf-8"))


def _papers() -> dict[str, PaperEntry]:
    papers: dict[str, PaperEntry] = {}
    for file in _paper_files():
        for key, entry in tomllib.loads(file.read_text("utf-8")).items():
            if key in papers:
                raise DemoError(f"The demo has two papers with the key {key}: rename one, in {file.name}.")
            papers[key] = _paper(key, entry)
    return papers


def _paper_files() -> Iterator[Traversable]:
    folder = _FOLDER.joinpath("papers").iterdir()
    return iter(sorted((file for file in folder if file.name.endswith(".toml")), key=lambda file: file.name))


def _paper(key: str, entry: Table) -> PaperEntry:
    if unknown := entry.keys() - _PAPER_FIELDS:
        raise DemoError(f"The demo's paper {key} has unknown fields: {', '.join(sorted(unknown))}.")
    institutions = tuple(entry.get("institutions", ()))
    return PaperEntry(
        key=key,
        title=entry["title"],
        year=entry["year"],
        venue=entry["venue"],
        summary=entry["summary"],
        authors=_byline(key, entry["authors"], institutions),
        topics=tuple(entry["topics"]),
        institutions=institutions,
        cites=tuple(entry.get("cites", "").split()),
        arxiv=entry.get("arxiv"),
        doi=entry.get("doi"),
        code=entry.get("code"),
        published=entry.get("published"),
    )


def _byline(key: str, text: str, institutions: tuple[str, ...]) -> tuple[Byline, ...]:
    parts = [" ".join(part.split()) for part in text.split(",")]
    return tuple(_author(key, part, institutions) for part in parts)


def _author(key: str, text: str, institutions: tuple[str, ...]) -> Byline:
    """`Danqi Chen 3` is Danqi Chen of the third institution; a single institution is that of all authors."""
    match = _MARKED.fullmatch(text)
    if match is None or not match["name"]:
        raise DemoError(f"The byline of the demo's paper {key} has an author without a name: {text!r}.")
    marks = [int(mark) for mark in match["marks"].split()]
    if any(not 1 <= mark <= len(institutions) for mark in marks):
        raise DemoError(
            f"In the demo's paper {key}, {text!r} has the number of an institution that is not in the list."
        )
    if not marks and len(institutions) == 1:
        return Byline(match["name"], institutions)
    return Byline(match["name"], tuple(institutions[mark - 1] for mark in marks))
