"""A whole research graph, made up from a seed, as arrays: as uneven as real ones, with a hub, a survey and a crowd.

Nodes are places, 0 to n - 1, of each kind; edges are pairs of places. `benchmarks.importing` writes it into a Neo4j.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from graphdb.denormalized import CROWDED, TOP

Places = npt.NDArray[np.int64]

#: Papers of a kind of their own, by place: cited by a sixth of all (50,000 of 300,000), citing 500, by 1,000 authors.
#: Small places are cited much; the last two are not among them, so that they do not stand on every other page.
HUB, SURVEY, CROWD = 0, 1_000, 1_001
SURVEY_REFERENCES: Final = 500
CROWD_AUTHORS: Final = 1_000
YEARS: Final = (1990, 2026)
#: Levels of topics from the lowest; the graph holds those of each level after those of the one below.
LEVELS: Final = ("TOPIC", "SUBFIELD", "FIELD", "DOMAIN")
FIELDS: Final = 26
DOMAINS: Final = 4
#: The broader topic of a domain.
NOTHING: Final = -1


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of places, each once."""

    source: Places
    target: Places

    @classmethod
    def once(cls, source: Places, target: Places, targets: int) -> "Edges":
        """Without pairs that are there twice."""
        pairs = np.unique(source * targets + target)
        return cls(pairs // targets, pairs % targets)


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph. `home` is the institution of each author; `place` on the byline and the years of affiliations come
    from there. `broader` is the topic above each topic, and `level` an index of `LEVELS`."""

    papers: int
    authors: int
    institutions: int
    topics: int
    venues: int
    broader: Places
    level: Places
    year: Places
    home: Places
    venue: Places
    cites: Edges
    authored: Edges
    about: Edges

    @property
    def citations(self) -> Places:
        """How often each paper is cited."""
        return np.bincount(self.cites.target, minlength=self.papers)

    @property
    def within(self) -> Edges:
        """Papers and the topics above theirs, as `graphdb.rollup` would derive them."""
        source, target = self.about.source, self.about.target
        direct, found = np.unique(source * self.topics + target), list[Places]()
        while len(source):
            target = self.broader[target]
            source, target = source[target != NOTHING], target[target != NOTHING]
            pairs = np.unique(source * self.topics + target)
            found.append(pairs)
            source, target = pairs // self.topics, pairs % self.topics
        pairs = np.setdiff1d(np.concatenate(found), direct)
        return Edges(pairs // self.topics, pairs % self.topics)

    @property
    def gathered(self) -> Edges:
        """Papers and the topics that list them: `about` and `within`."""
        about, within = self.about, self.within
        return Edges(np.concatenate((about.source, within.source)), np.concatenate((about.target, within.target)))

    @property
    def origins(self) -> Edges:
        """Papers and the institutions of their authors."""
        return Edges.once(self.authored.target, self.home[self.authored.source], self.institutions)


def graph(papers: int = 300_000, seed: int = 1) -> Graph:
    """A graph of so many papers, ten citations, four authors and three topics each; the same for the same seed."""
    chance = np.random.default_rng(seed)
    authors, institutions, topics, venues = papers * 3 // 2, max(50, papers // 30), max(100, papers // 66), papers // 60
    broader, level = _hierarchy(topics)
    return Graph(
        papers, authors, institutions, len(broader), venues,
        broader=broader,
        level=level,
        year=chance.integers(*YEARS, papers, endpoint=True),
        home=_uneven(chance, authors, institutions),
        venue=_uneven(chance, papers, venues),
        cites=_cites(chance, papers),
        authored=_authored(chance, papers, authors),
        about=Edges.once(np.repeat(np.arange(papers), 3), _uneven(chance, 3 * papers, topics), topics),
    )  # fmt: skip


def tops(owner: Places, paper: Places, citations: Places, owners: int) -> dict[int, Places]:
    """The stored top lists, as `graphdb.denormalized` would write them: owner → its first papers, most cited first."""
    order = np.lexsort((-paper, -citations[paper], owner))
    sizes = np.bincount(owner, minlength=owners)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    listed = paper[order]
    return {int(one): listed[starts[one] : starts[one] + TOP] for one in np.flatnonzero(sizes > CROWDED)}


def _hierarchy(topics: int) -> tuple[Places, Places]:
    """The topic above each, and its level: the first sixteenth of the topics are subfields of the others."""
    subfields = topics // 16
    below, places = np.arange(subfields, topics), np.arange(subfields)
    fields, domains = topics + np.arange(FIELDS), topics + FIELDS + np.arange(DOMAINS)
    above = fields[places % FIELDS], below % subfields, domains[np.arange(FIELDS) % DOMAINS], np.full(DOMAINS, NOTHING)
    sizes = (subfields, len(below), FIELDS, DOMAINS)
    return np.concatenate(above), np.repeat((1, 0, 2, 3), sizes)


def _uneven(chance: np.random.Generator, number: int, below: int) -> Places:
    """Places below a number, the small ones far more often: a power law."""
    return (below * chance.random(number) ** 2.5).astype(np.int64)


def _cites(chance: np.random.Generator, papers: int) -> Edges:
    source = np.repeat(np.arange(papers), chance.poisson(10, papers))
    source = source[source != SURVEY]
    target = 1 + _uneven(chance, len(source), papers - 1)
    fans = chance.choice(np.arange(1, papers), papers // 6, replace=False)
    read = chance.choice(np.arange(CROWD + 1, papers), SURVEY_REFERENCES, replace=False)
    fans = fans[fans != SURVEY]
    source = np.concatenate((source, fans, np.full(SURVEY_REFERENCES, SURVEY)))
    target = np.concatenate((target, np.full(len(fans), HUB), read))
    kept = source != target
    return Edges.once(source[kept], target[kept], papers)


def _authored(chance: np.random.Generator, papers: int, authors: int) -> Edges:
    target = np.repeat(np.arange(papers), 1 + chance.poisson(3, papers))
    source = _uneven(chance, len(target), authors)
    crowd = chance.choice(authors, CROWD_AUTHORS, replace=False)
    kept = target != CROWD
    pairs = Edges.once(
        np.concatenate((target[kept], np.full(CROWD_AUTHORS, CROWD))), np.concatenate((source[kept], crowd)), authors
    )
    return Edges(pairs.target, pairs.source)
