"""Questions: documents for GraphQL services, and variables from samples of the graph."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson

from benchmarks.graph import HUB
from benchmarks.importing import paper_id
from benchmarks.peers.people import NUMBER
from graphdb.cypher import cypher
from graphdb.store import Store

DOCUMENTS: Final = Path(__file__).with_name("documents")
#: Request bodies of each question; the store does not cache results.
SAMPLE: Final = 500
#: Papers that are voted on: an odd number, so that 32 clients in step come by all votes.
VOTED: Final = 255
VOTED_AT: Final = "2026-01-01T00:00:00.000Z"
SEED: Final = 11
#: Fields of the paper page; each new document omits other ones.
OPTIONAL: Final = (
    "title", "abstract", "kind", "year", "publishedOn", "language", "referenceCount", "authorCount", "institutionCount",
)  # fmt: skip
Variables = Mapping[str, Any]
_PAPERS: Final = cypher("MATCH (p:Paper) WITH p ORDER BY p.id RETURN collect([p.id, p.citations])")
#: Topics without narrower ones, whose papers peers do not add.
_TOPICS: Final = cypher("""\
MATCH (t:Topic) WHERE NOT EXISTS { (t)<-[:BROADER]-() }
WITH t ORDER BY t.id
RETURN collect([t.id, t.papers])""")


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the table: `name` in code, `title` for readers; `document` is a name in the folders of documents."""

    name: str
    title: str
    document: str
    sample: str


QUESTIONS: Final = (
    Question("page", "paper page", "page", "uniform"),
    Question("cited page", "paper page, papers as often as they are cited", "page", "cited"),
    Question("hub", "paper page of the hub", "page", "hub"),
    Question("topic", "25 papers of a topic, people, institutions", "topic", "topics"),
    Question("papers", "1,000 papers, 10 fields", "papers", "thousand"),
    Question("neighbours", "20 neighbours with reasons", "neighbours", "cited"),
    Question("map", "map of 60 nodes with layout", "map", "cited"),
    Question("whole page", "paper page with reviews and neighbours", "whole", "cited"),
    Question("vote", "a vote on a paper", "vote", "votes"),
)


def _votes(papers: Sequence[str]) -> list[Variables]:
    """Each paper is liked by a user, and later disliked by the same user, so that each vote is a change."""
    variables: list[Variables] = []
    for vote, added, removed in (("LIKE", "likedBy", "dislikedBy"), ("DISLIKE", "dislikedBy", "likedBy")):
        for index, paper in enumerate(papers):
            voter = {"where": {"node": {"id": {"eq": (viewer := f"usr_voter{index % NUMBER}")}}}}
            update = {added: {"connect": [{**voter, "edge": {"at": VOTED_AT}}]}, removed: {"disconnect": [voter]}}
            variables.append({"paper": paper, "vote": vote, "viewer": viewer, "update": update})
    return variables


async def samples(store: Store) -> Mapping[str, Sequence[Variables]]:
    """Variables by the name of the sample, the same for the same graph."""
    papers, cited = zip(*await store.read(_PAPERS, {}, within=120), strict=True)
    topics, degrees = zip(*await store.read(_TOPICS, {}, within=120), strict=True)
    chance = np.random.default_rng(SEED)
    weighted = chance.choice(len(papers), SAMPLE, p=np.array(cited) / sum(cited))
    by_degree = chance.choice(len(topics), SAMPLE, p=np.array(degrees) / sum(degrees))
    return {
        "uniform": [{"id": papers[index]} for index in chance.integers(0, len(papers), SAMPLE)],
        "cited": [{"id": papers[index]} for index in weighted],
        "hub": [{"id": paper_id(HUB)}],
        "topics": [{"id": topics[index]} for index in by_degree],
        "thousand": [{"first": 1_000}],
        "votes": _votes([papers[index] for index in chance.choice(len(papers), VOTED, replace=False)]),
    }


def document(folder: str, name: str) -> str | None:
    """The text of a document; None if the services of the folder do not support it."""
    path = DOCUMENTS / folder / f"{name}.graphql"
    return path.read_text(encoding="utf-8") if path.exists() else None


def body(text: str | None, name: str, variables: Variables) -> str:
    """A request body: with the document, or with the name of the question for services without GraphQL."""
    content = {"operation": name} if text is None else {"query": text}
    return orjson.dumps({**content, "variables": variables}).decode()


def unseen(text: str, number: int) -> list[str]:
    """Different documents: the paper page without some of its fields."""
    chance = random.Random(SEED)
    bits = chance.sample(range(1, 2 ** len(OPTIONAL)), number)
    return [_without(text, [name for bit, name in enumerate(OPTIONAL) if one >> bit & 1]) for one in bits]


def _without(text: str, names: Sequence[str]) -> str:
    return re.sub(rf"^ +(?:{'|'.join(names)})\n", "", text, flags=re.MULTILINE)
