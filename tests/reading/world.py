"""A small research graph generated from a seed, as plain Python objects: the expected answers are computed from it.

It has what real graphs have: hubs with more edges than a stored top list holds, ties in every order, fields that are
not there, papers that OpenAlex does not know, titles in several scripts.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from schema.enums import PaperKind

#: More than a stored top list holds (`graphdb.denormalized.TOP`), so that pages end inside and outside of it.
PAPERS: Final = 260
AUTHORS: Final = 60
INSTITUTIONS: Final = 14
TOPICS: Final = 18
VENUES: Final = 7
FUNDERS: Final = 6
PUBLISHERS: Final = 6
LANGUAGES: Final = ("en", "de", "zh", None)
LEVELS: Final = ("FIELD", "SUBFIELD", "TOPIC", "TOPIC")
COUNTRIES: Final = ("CH", "NO", "JP", None)
KEYWORDS: Final = ("Deep learning", "Graph (abstract data type)", "Ökologie")
#: The last two differ in which of them comes first by UTF-16 units and by code points.
NAME_PARTS: Final = (
    "Graphs",
    "graphs",
    "Ärzte",
    "aerzte",
    "Über",
    "Ünder",
    "注意",
    "Γράφος",
    "zeta",
    "x\ufd3e",
    "x\U0001f701",
)


@dataclass(slots=True)
class Byline:
    """An author on a paper."""

    author: str
    institutions: list[str]
    corresponding: bool


@dataclass(slots=True)
class Paper:
    """A paper and what belongs to it, by id."""

    id: str
    title: str
    kind: PaperKind
    year: int | None
    published_on: str | None
    language: str | None
    is_open: bool | None
    retracted: bool | None
    abstract: str | None
    identifiers: dict[str, str]
    bylines: list[Byline]
    topics: list[tuple[str, float, bool]]
    venue: str | None
    references: list[str] = field(default_factory=list[str])
    resources: list[str] = field(default_factory=list[str])
    reviews: int = 0
    comments: int = 0
    saves: int = 0
    likes: int = 0
    funders: list[str] = field(default_factory=list[str])
    open_status: str | None = None
    reported: int | None = None
    read_at: str = ""
    keywords: list[str] = field(default_factory=list[str])

    @property
    def licence(self) -> str | None:
        """The licence of open papers, if it is known."""
        return {"GOLD": "cc-by", "GREEN": "cc0"}.get(self.open_status or "")

    @property
    def institutions(self) -> set[str]:
        """All institutions of the byline."""
        return {institution for by in self.bylines for institution in by.institutions}

    @property
    def authors(self) -> set[str]:
        """All authors."""
        return {by.author for by in self.bylines}


@dataclass(slots=True)
class Entity:
    """An author, an institution, a topic, a venue, a funder or a publisher. `above`: a venue's publisher, and what a
    publisher is part of; `level`: that of a topic."""

    id: str
    name: str
    country: str | None = None
    broader: str | None = None
    above: str | None = None
    level: str = "TOPIC"
    keys: dict[str, str] = field(default_factory=dict[str, str])


class World:
    """The whole graph, and ids that were merged away: old id → successor. No dataclass: failing examples would show
    all of it."""

    def __init__(self, chance: random.Random) -> None:
        self.authors = _entities("A", AUTHORS, chance)
        self.institutions = _entities("I", INSTITUTIONS, chance)
        self.topics = _entities("T", TOPICS, chance)
        for index, topic in enumerate(self.topics.values()):
            topic.broader = f"T{1 + index // 4}" if index >= 4 else None
        self.venues = _entities("S", VENUES, chance)
        self.papers = {paper.id: paper for paper in (_paper(index, chance) for index in range(1, PAPERS + 1))}
        _cite(list(self.papers), self.papers, chance)
        self.papers["W5"].resources = ["CODE"]
        self.authors["A1"].keys["orcid"] = "0000-0002-1825-0097"
        self.institutions["I1"].keys["ror"] = "05a28rw58"
        self.venues["S1"].keys["issn"] = "0028-0836"
        self.merged = {
            "W900": "W5", "W901": "W1", "A900": "A1", "A901": "A7", "T900": "T2", "I900": "I3", "S900": "S1",
            "F900": "F2", "P900": "P3",
        }  # fmt: skip
        # By a chance of its own, so that the rest of the world stays what it was.
        self._organisations(random.Random(5))  # noqa: S311
        self._reports(random.Random(6))  # noqa: S311

    def _organisations(self, chance: random.Random) -> None:
        self.funders = _entities("F", FUNDERS, chance)
        self.publishers = _entities("P", PUBLISHERS, chance)
        for index, publisher in enumerate(self.publishers.values(), start=1):
            publisher.above = f"P{index // 2}" if index > 1 and index != PUBLISHERS else None
        for venue in self.venues.values():
            venue.above = chance.choice((None, *(f"P{each}" for each in range(1, PUBLISHERS))))
        for paper in self.papers.values():
            paper.funders = [f"F{each}" for each in chance.sample(range(1, FUNDERS), chance.choice((0, 0, 1, 3)))]
        for index, paper in enumerate(self.papers.values()):
            paper.funders = sorted({*paper.funders, *(["F1"] if index % 2 else [])})

    def _reports(self, chance: random.Random) -> None:
        for index, topic in enumerate(self.topics.values()):
            topic.level = chance.choice(LEVELS) if index else "DOMAIN"
        for paper in self.papers.values():
            paper.open_status = chance.choice((None, "GOLD", "GREEN", "CLOSED"))
            paper.reported = chance.choice((None, 0, 5, 5, 40))
            paper.keywords = chance.sample(KEYWORDS, chance.choice((0, 0, 1, 2)))
            paper.read_at = f"2026-0{chance.randint(1, 3)}-01T0{chance.randint(0, 2)}:00:00.000Z"

    def countries_of(self, paper: Paper) -> set[str | None]:
        """The countries of a paper's institutions."""
        return {self.institutions[institution].country for institution in paper.institutions}

    def publishers_of(self, paper: Paper) -> set[str]:
        """The publisher of a paper's venue, and all that it is part of."""
        above = self.venues[paper.venue].above if paper.venue else None
        reached = set[str]()
        while above is not None:
            reached.add(above)
            above = self.publishers[above].above
        return reached

    def topics_of(self, paper: Paper) -> set[str]:
        """The topics of a paper, and all that are above them."""
        reached = set[str]()
        waiting = [topic for topic, *_ in paper.topics]
        while waiting:
            topic = waiting.pop()
            if topic not in reached:
                reached.add(topic)
                above = self.topics[topic].broader
                waiting += [above] if above else []
        return reached

    @property
    def citations(self) -> Counter[str]:
        """How often each paper is cited."""
        return Counter(cited for paper in self.papers.values() for cited in paper.references)


def create_world(seed: int = 20261123) -> World:
    """The same world for the same seed."""
    return World(random.Random(seed))  # noqa: S311


def _entities(letter: str, number: int, chance: random.Random) -> dict[str, Entity]:
    return {
        f"{letter}{index}": Entity(f"{letter}{index}", _name(chance), chance.choice(COUNTRIES))
        for index in range(1, number + 1)
    }


def _name(chance: random.Random) -> str:
    return " ".join(chance.choices(NAME_PARTS, k=chance.choice((1, 1, 2, 3))))


def _paper(number: int, chance: random.Random) -> Paper:
    year = chance.choice((None, 1999, 2019, 2020, 2020, 2021, 2022))
    identifiers = {
        **({"doi": f"10.5555/ab{number}"} if number % 3 else {}),
        **({"arxiv": f"2001.{number:05d}"} if number % 4 == 1 else {}),
        **({"pmid": str(31_000_000 + number)} if number % 5 == 0 else {}),
    }
    paper_id = f"doi:10.5555/ab{number}" if number % 31 == 1 and number > 1 and "doi" in identifiers else f"W{number}"
    if paper_id[0] == "W":
        identifiers["openalex"] = paper_id
    return Paper(
        id=paper_id,
        title=_name(chance),
        kind=chance.choice(list(PaperKind)[:5]),
        year=year,
        published_on=f"{year}-0{chance.randint(1, 3)}-01" if year and chance.random() < 0.7 else None,
        language=chance.choice(LANGUAGES),
        is_open=chance.choice((True, False, None)),
        retracted=chance.choice((True, False, False, None)),
        abstract=chance.choice((None, "It is about graphs.")),
        identifiers=identifiers,
        bylines=_bylines(number, chance),
        topics=_topics(chance),
        venue=chance.choice((None, *(f"S{each}" for each in range(1, VENUES)))),
        resources=chance.choice(([], [], ["CODE"], ["DATASET"], ["CODE", "DATASET"])),
        reviews=chance.choice((0, 0, 0, 1, 2)),
        comments=chance.choice((0, 0, 3)),
        saves=chance.choice((0, 0, 1, 2)),
        likes=chance.choice((0, 0, 1, 4)),
    )


def _bylines(number: int, chance: random.Random) -> list[Byline]:
    chosen = chance.sample(range(2, AUTHORS), chance.randint(0, 5))
    listed = ([1] if number % 3 else []) + chosen
    return [
        Byline(
            f"A{author}",
            [f"I{each}" for each in sorted(chance.sample(range(1, INSTITUTIONS), chance.choice((0, 1, 1, 2))))],
            position == 0,
        )
        for position, author in enumerate(listed)
    ]


def _topics(chance: random.Random) -> list[tuple[str, float, bool]]:
    others = chance.sample(range(2, TOPICS), chance.randint(0, 3))
    listed = ([1] if chance.random() < 0.9 else []) + others
    return [(f"T{each}", chance.choice((0.5, 0.5, 0.75, 0.25)), index == 0) for index, each in enumerate(listed)]


def _cite(ids: list[str], papers: dict[str, Paper], chance: random.Random) -> None:
    """The first paper is cited by nearly all, the last cites very many, most others have few citations, often equal."""
    for paper_id, paper in papers.items():
        cited = {ids[0]} if chance.random() < 0.95 else set[str]()
        cited |= {ids[int(len(ids) * chance.random() ** 2)] for _ in range(chance.randint(0, 4))}
        if paper_id == ids[-1]:
            cited |= set(ids[:150])
        paper.references = sorted(cited - {paper_id}, key=ids.index)
