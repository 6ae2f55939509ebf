"""The demo graph as plain records: one TypedDict per kind of node and edge, with the names of `graphdb.model`."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict


class Paper(TypedDict):
    """`abstract` is a summary written for the demo, as `abstractKind` states."""

    id: str
    title: str
    abstract: str
    abstractKind: str
    kind: str
    year: int
    publishedOn: NotRequired[str]
    language: str
    arxiv: NotRequired[str]
    doi: NotRequired[str]
    url: str
    isOpen: NotRequired[bool]
    oaStatus: NotRequired[str]
    oaUrl: NotRequired[str]
    retracted: bool
    source: str


class Author(TypedDict):
    id: str
    name: str
    source: str


class Institution(TypedDict):
    """`country` is an ISO 3166-1 alpha-2 code."""

    id: str
    name: str
    country: str
    city: str
    kind: str
    homepage: NotRequired[str]
    ror: NotRequired[str]
    source: str


class Topic(TypedDict):
    """`level` is DOMAIN, FIELD, SUBFIELD or TOPIC."""

    id: str
    name: str
    level: str
    description: str
    source: str


class Venue(TypedDict):
    id: str
    name: str
    kind: str
    homepage: NotRequired[str]
    source: str


class Resource(TypedDict):
    """A resource of the paper with the id `paper`, such as its code."""

    id: str
    paper: str
    kind: str
    url: str
    title: str


class Citation(TypedDict):
    """`citing` cites `cited`."""

    citing: str
    cited: str


class Authorship(TypedDict):
    """`position` counts from 1; `institutions` are those of the author on this byline, empty where unknown."""

    author: str
    paper: str
    position: int
    institutions: list[str]


class Origin(TypedDict):
    """An institution on the paper's byline."""

    paper: str
    institution: str


class Affiliation(TypedDict):
    """The first and last year in which a byline of the demo has the author at the institution."""

    author: str
    institution: str
    firstYear: int
    lastYear: int


class About(TypedDict):
    """`score` is 1 for the paper's primary topic, 0.5 for the others."""

    paper: str
    topic: str
    score: float
    primary: bool


class Broader(TypedDict):
    narrower: str
    broader: str


class PublishedIn(TypedDict):
    paper: str
    venue: str


@dataclass(frozen=True)
class Demo:
    """All nodes and edges; the ends of every edge are among the nodes."""

    papers: list[Paper]
    authors: list[Author]
    institutions: list[Institution]
    topics: list[Topic]
    venues: list[Venue]
    resources: list[Resource]
    citations: list[Citation]
    authorships: list[Authorship]
    origins: list[Origin]
    affiliations: list[Affiliation]
    about: list[About]
    broader: list[Broader]
    published_in: list[PublishedIn]
