"""Small records in OpenAlex's form, and reads of the graph for comparison."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.report import Report

SITE = "https://openalex.org/"
Record = dict[str, Any]


def work(number: int, **fields: Any) -> Record:
    """A work of the schema of 2025, with two authors at one institution."""
    return {
        "id": f"{SITE}W{number}",
        "doi": f"https://doi.org/10.5555/w{number}",
        "title": f"Work number {number}",
        "publication_year": 2000 + number % 20,
        "publication_date": f"{2000 + number % 20}-05-04",
        "type": "article",
        "authorships": [authorship(number), authorship(number + 1, institution=7)],
        "primary_location": {"landing_page_url": f"https://example.org/{number}", "source": venue(1)},
        "topics": [topic(10, 0.9)],
        "primary_topic": topic(10, 0.9),
        "referenced_works": [],
        "abstract_inverted_index": {"Short": [0], "abstract": [1]},
        "cited_by_count": number,
        "updated_date": "2025-01-01T00:00:00.000000",
        **fields,
    }


def authorship(number: int, institution: int = 5, **author: Any) -> Record:
    """One place of a byline."""
    person = {"id": f"{SITE}A{number}", "display_name": f"Author {number}", "orcid": None, **author}
    record = {
        "id": f"{SITE}I{institution}",
        "display_name": f"Institute {institution}",
        "country_code": "SE",
        "type": "facility",
    }
    return {"author": person, "institutions": [record], "is_corresponding": institution == 7}


def venue(number: int) -> Record:
    """A source in the form of a location."""
    return {"id": f"{SITE}S{number}", "display_name": f"Journal {number}", "issn_l": "0028-0836", "issn": ["0028-0836"]}


def topic(number: int, score: float) -> Record:
    """A topic with the three levels above it."""
    return {
        "id": f"{SITE}T{number}",
        "display_name": f"Topic {number}",
        "score": score,
        "subfield": {"id": f"{SITE}subfields/1702", "display_name": "Artificial Intelligence"},
        "field": {"id": f"{SITE}fields/17", "display_name": "Computer Science"},
        "domain": {"id": f"{SITE}domains/3", "display_name": "Physical Sciences"},
    }


def ids(*numbers: int) -> list[str]:
    """Works in the form of `referenced_works`."""
    return [f"{SITE}W{number}" for number in numbers]


def write_records(path: Path, *records: Record) -> Path:
    """Write the records as JSON Lines."""
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return path


async def ingest_records(store: Store, folder: Path, *records: Record) -> Report:
    """Ingest the records from a new file."""
    path = write_records(folder / f"{uuid4().hex}.jsonl", *records)
    return await ingest(store, [file_source(path)], rejects=folder / "rejects.jsonl")


NODES = cypher("""\
MATCH (n) WHERE NOT n:Meta AND NOT n:IngestedPart
WITH labels(n) AS labels, n.id AS id, properties(n) AS properties ORDER BY labels, id
RETURN collect([labels, id, properties])""")
EDGES = cypher("""\
MATCH (a)-[r]->(b)
WITH a.id AS a, type(r) AS kind, b.id AS b, properties(r) AS properties
RETURN collect([a, kind, b, properties])""")
EPOCH = cypher("MATCH (graph:Meta {id: 'graph'}) RETURN graph.epoch")


async def read_graph(store: Store) -> tuple[list[Any], list[Any]]:
    """Every node and edge of the graph, sorted, without the times at which records were read."""
    nodes, edges = await store.read(NODES, {}), await store.read(EDGES, {})
    for node in nodes:
        for name in ("readAt", "addedAt"):
            node[2].pop(name, None)
        for key, value in node[2].items():
            # The order of awaited ids is arbitrary.
            node[2][key] = sorted(value) if key == "awaits" else value
    return sorted(nodes, key=repr), sorted(edges, key=repr)


async def epoch(store: Store) -> int:
    """The number of writes to the graph."""
    return await store.read(EPOCH, {})


PAPER = cypher("MATCH (p:Paper|DeletedPaper {id: $id}) RETURN properties(p)")
CITED = cypher("MATCH (p:Paper)-[:CITES]->(q:Paper) WITH p, q ORDER BY p.id, q.id RETURN collect([p.id, q.id])")


async def paper(store: Store, paper_id: str) -> Record:
    """The properties of a paper; empty for a missing paper."""
    return await store.read(PAPER, {"id": paper_id}) or {}


async def read_citations(store: Store) -> list[list[str]]:
    """All citations."""
    return await store.read(CITED, {})
