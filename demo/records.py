"""The demo graph as plain records: one TypedDict a node kind and an edge kind, in the words of `graphdb.model`."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict


class Paper(TypedDict):
    """`abstract` is the demo's own summary, and `abstractKind` says so."""

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
    """A thing that the paper with the id `paper` comes with."""

    id: str
    paper: str
    kind: str
    url: str
    title: str


class Citation(TypedDict):
    """The reference list of `citing` holds `cited`."""

    citing: str
    cited: str


class Authorship(TypedDict):
    """`position` counts from 1; `institutions` are those of this author on this byline, empty where not known."""

    author: str
    paper: str
    position: int
    institutions: list[str]


class Origin(TypedDict):
    """An institution that the paper's byline names."""

    paper: str
    institution: str


class Affiliation(TypedDict):
    """The first and last year in which a byline of the demo puts the author at the institution."""

    author: str
    institution: str
    firstYear: int
    lastYear: int


class About(TypedDict):
    """`score` is the demo's own weight, in (0, 1]: 1 for the paper's primary topic, 0.5 for the others."""

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
    """The whole graph; every id that an edge names is that of one of the nodes."""

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
