"""Known-item queries, generated from the graph and a seed: what people remember of a paper, person or topic.

- `dropped`: a paper's title without two of its words; `typo`: a paper's title with one letter wrong, missing, doubled
  or swapped with the next; `author`: the family name of a paper's first author and the year; `topic`: a topic's name.

A query can have several right answers: papers of one title, all papers of an author of that name in that year, topics
of one name.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.store import Store
from identifiers.title import title_key

#: Papers with titles of at least four words, as two of them are dropped, and their first authors.
PAPERS: Final = cypher("""\
MATCH (paper:Paper)
WHERE size(split(paper.titleKey, ' ')) >= 4
WITH paper, COLLECT { MATCH (paper)<-[by:AUTHORED]-(a) RETURN a.name ORDER BY by.position LIMIT 1 }[0] AS author
ORDER BY paper.id
RETURN collect([paper.id, paper.title, paper.titleKey, author, paper.year])""")
BYLINES: Final = cypher("""\
MATCH (a:Author)-[:AUTHORED]->(paper:Paper)
WHERE paper.year IS NOT NULL
RETURN collect([a.name, paper.year, paper.id])""")
TOPICS: Final = cypher(
    "MATCH (t:Topic) WHERE t.papers > 0 WITH t ORDER BY t.id RETURN collect([t.id, t.name, t.nameKey])"
)
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Item:
    """A query, and the ids of its right answers."""

    kind: str
    text: str
    right: frozenset[str]


async def items(store: Store, number: int, seed: int) -> list[Item]:
    """`number` queries, the four kinds in turn; the same for the same graph and seed."""
    chance = random.Random(seed)
    papers: list[Any] = await store.read(PAPERS, {}, within=60)
    bylines: list[Any] = await store.read(BYLINES, {}, within=60)
    topics: list[Any] = await store.read(TOPICS, {}, within=60)
    titles = _grouped([(key, paper) for paper, _, key, *_ in papers])
    years = _grouped([((_family(name), year), paper) for name, year, paper in bylines])
    names = _grouped([(key, topic) for topic, _, key in topics])
    by_author = [paper for paper in papers if paper[3] and paper[4]]
    makers: tuple[Callable[[], Item], ...] = (
        lambda: _titled("dropped", _dropped, chance.choice(papers), titles, chance),
        lambda: _titled("typo", mistyped, chance.choice(papers), titles, chance),
        lambda: _authored(chance.choice(by_author), years),
        lambda: _named(chance.choice(topics), names),
    )
    return [makers[index % len(makers)]() for index in range(number)]


def _grouped(pairs: list[tuple[Any, str]]) -> dict[Any, frozenset[str]]:
    groups: dict[Any, set[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in groups.items()}


def _titled(
    kind: str,
    spoil: Callable[[str, random.Random], str],
    paper: Any,
    titles: dict[Any, frozenset[str]],
    chance: random.Random,
) -> Item:
    _, title, key, *_ = paper
    return Item(kind, spoil(title, chance), titles[key])


def _dropped(title: str, chance: random.Random) -> str:
    words = title.split()
    dropped = set(chance.sample(range(len(words)), min(2, len(words) - 1)))
    return " ".join(word for index, word in enumerate(words) if index not in dropped)


def mistyped(title: str, chance: random.Random) -> str:
    """One typing error (Damerau 1964: substitution, omission, insertion, transposition) in a word of at least 4
    letters."""
    words = title.split()
    index = chance.choice([index for index, word in enumerate(words) if len(word) > 3] or [0])
    word = words[index]
    at = chance.randrange(len(word) - 1)
    wrong = chance.choice(LETTERS)
    words[index] = chance.choice((
        word[:at] + wrong + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + wrong + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))  # fmt: skip
    return " ".join(words)


def _authored(paper: Any, years: dict[Any, frozenset[str]]) -> Item:
    *_, author, year = paper
    return Item("author", f"{author.split()[-1]} {year}", years[_family(author), year])


def _family(name: str) -> str:
    """The last word of a name, folded for comparison."""
    return title_key(name).rpartition(" ")[2]


def _named(topic: Any, names: dict[Any, frozenset[str]]) -> Item:
    _, name, key = topic
    return Item("topic", name, names[key])
