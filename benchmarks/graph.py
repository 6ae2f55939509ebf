"""A research graph generated from a seed, as arrays: as skewed as real ones, with a hub, a survey and a crowd.

Nodes of each kind are the indices 0 to n - 1; edges are pairs of indices. `benchmarks.importing` imports it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from graphdb.denormalized import CROWDED, TOP

Indices = npt.NDArray[np.int64]

#: Indices of special papers: cited by a sixth of all (50,000 of 300,000), citing 500, with 1,000 authors. Small indices
#: are cited often; the last two are larger, so that they are not on every page.
HUB, SURVEY, CROWD = 0, 1_000, 1_001
SURVEY_REFERENCES: Final = 500
CROWD_AUTHORS: Final = 1_000
YEARS: Final = (1990, 2026)
#: Levels of topics from the lowest; topics of each level follow those of the level below.
LEVELS: Final = ("TOPIC", "SUBFIELD", "FIELD", "DOMAIN")
FIELDS: Final = 26
DOMAINS: Final = 4
#: The value of `broader` for a domain.
NOTHING: Final = -1


@dataclass(frozen=True, slots=True)
class Edges:
    """Unique pairs of indices."""

    source: Indices
    target: Indices

    @classmethod
    def unique(cls, source: Indices, target: Indices, targets: int) -> "Edges":
        """Removes duplicates."""
        pairs = np.unique(source * targets + target)
        return cls(pairs // targets, pairs % targets)


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph. `home`: the institution of each author, used for bylines and affiliations. `broader`: the topic above
    each topic. `level`: an index of `LEVELS`."""

    papers: int
    authors: int
    institutions: int
    topics: int
    venues: int
    broader: Indices
    level: Indices
    year: Indices
    home: Indices
    venue: Indices
    cites: Edges
    authored: Edges
    about: Edges

    @property
    def citations(self) -> Indices:
        """The number of citations of each paper."""
        return np.bincount(self.cites.target, minlength=self.papers)

    @property
    def within(self) -> Edges:
        """Papers and the topics above theirs, as `graphdb.topic_rollup` derives them."""
        source, target = self.about.source, self.about.target
        direct, groups = np.unique(source * self.topics + target), list[Indices]()
        while len(source):
            target = self.broader[target]
            source, target = source[target != NOTHING], target[target != NOTHING]
            pairs = np.unique(source * self.topics + target)
            groups.append(pairs)
            source, target = pairs // self.topics, pairs % self.topics
        pairs = np.setdiff1d(np.concatenate(groups), direct)
        return Edges(pairs // self.topics, pairs % self.topics)

    @property
    def listed_topics(self) -> Edges:
        """Papers and the topics that list them: `about` and `within`."""
        about, within = self.about, self.within
        return Edges(np.concatenate((about.source, within.source)), np.concatenate((about.target, within.target)))

    @property
    def origins(self) -> Edges:
        """Papers and the institutions of their authors."""
        return Edges.unique(self.authored.target, self.home[self.authored.source], self.institutions)


def generate_graph(papers: int = 300_000, seed: int = 1) -> Graph:
    """A graph with ten citations, four authors and three topics per paper; the same for the same seed."""
    chance = np.random.default_rng(seed)
    authors, institutions, topics, venues = papers * 3 // 2, max(50, papers // 30), max(100, papers // 66), papers // 60
    broader, level = _hierarchy(topics)
    return Graph(
        papers, authors, institutions, len(broader), venues,
        broader=broader,
        level=level,
        year=chance.integers(*YEARS, papers, endpoint=True),
        home=_skewed(chance, authors, institutions),
        venue=_skewed(chance, papers, venues),
        cites=_cites(chance, papers),
        authored=_authored(chance, papers, authors),
        about=Edges.unique(np.repeat(np.arange(papers), 3), _skewed(chance, 3 * papers, topics), topics),
    )  # fmt: skip


def tops(owner: Indices, paper: Indices, citations: Indices, owners: int) -> dict[int, Indices]:
    """The stored top lists, as `graphdb.denormalized` writes them: owner → its most cited papers."""
    order = np.lexsort((-paper, -citations[paper], owner))
    sizes = np.bincount(owner, minlength=owners)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    papers_by_owner = paper[order]
    return {int(key): papers_by_owner[starts[key] : starts[key] + TOP] for key in np.flatnonzero(sizes > CROWDED)}


def _hierarchy(topics: int) -> tuple[Indices, Indices]:
    """The topic above each topic, and its level; the first sixteenth of the topics are subfields of the others."""
    subfields = topics // 16
    below, subfield_numbers = np.arange(subfields, topics), np.arange(subfields)
    fields, domains = topics + np.arange(FIELDS), topics + FIELDS + np.arange(DOMAINS)
    above = (
        fields[subfield_numbers % FIELDS],
        below % subfields,
        domains[np.arange(FIELDS) % DOMAINS],
        np.full(DOMAINS, NOTHING),
    )
    sizes = (subfields, len(below), FIELDS, DOMAINS)
    return np.concatenate(above), np.repeat((1, 0, 2, 3), sizes)


def _skewed(chance: np.random.Generator, number: int, below: int) -> Indices:
    """Random indices below a number by a power law: small ones are far more frequent."""
    return (below * chance.random(number) ** 2.5).astype(np.int64)


def _cites(chance: np.random.Generator, papers: int) -> Edges:
    source = np.repeat(np.arange(papers), chance.poisson(10, papers))
    source = source[source != SURVEY]
    target = 1 + _skewed(chance, len(source), papers - 1)
    citing_hub = chance.choice(np.arange(1, papers), papers // 6, replace=False)
    cited_by_survey = chance.choice(np.arange(CROWD + 1, papers), SURVEY_REFERENCES, replace=False)
    citing_hub = citing_hub[citing_hub != SURVEY]
    source = np.concatenate((source, citing_hub, np.full(SURVEY_REFERENCES, SURVEY)))
    target = np.concatenate((target, np.full(len(citing_hub), HUB), cited_by_survey))
    mask = source != target
    return Edges.unique(source[mask], target[mask], papers)


def _authored(chance: np.random.Generator, papers: int, authors: int) -> Edges:
    target = np.repeat(np.arange(papers), 1 + chance.poisson(3, papers))
    source = _skewed(chance, len(target), authors)
    crowd = chance.choice(authors, CROWD_AUTHORS, replace=False)
    mask = target != CROWD
    pairs = Edges.unique(
        np.concatenate((target[mask], np.full(CROWD_AUTHORS, CROWD))), np.concatenate((source[mask], crowd)), authors
    )
    return Edges(pairs.target, pairs.source)
