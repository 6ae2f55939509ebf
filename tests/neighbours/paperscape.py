"""Paperscape's arXiv papers of 1991 to 1996, a closed real citation graph, written to the store directly.

Lines: `id;categories;found references;references;their ids;authors;title`. Categories count as topics of score 1.
"""

import gzip
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from graphdb.cypher import Cypher, cypher
from graphdb.store import Store

DATA: Final = Path(os.environ.get("PEERGRAPH_TEST_DATA", Path(__file__).parents[3] / "shared" / "data")) / "paperscape"
BATCH: Final = 5_000

PAPERS: Final = cypher("UNWIND $rows AS id CREATE (:Paper {id: id, citations: 0}) RETURN count(*)")
AUTHORS: Final = cypher("UNWIND $rows AS id CREATE (:Author {id: id}) RETURN count(*)")
TOPICS: Final = cypher("UNWIND $rows AS id CREATE (:Topic {id: id}) RETURN count(*)")
CITES: Final = cypher("""\
UNWIND $rows AS row MATCH (p:Paper {id: row[0]}) MATCH (q:Paper {id: row[1]}) CREATE (p)-[:CITES]->(q)
RETURN count(*)""")
AUTHORED: Final = cypher("""\
UNWIND $rows AS row MATCH (p:Paper {id: row[0]}) MATCH (a:Author {id: row[1]}) CREATE (a)-[:AUTHORED]->(p)
RETURN count(*)""")
ABOUT: Final = cypher("""\
UNWIND $rows AS row MATCH (p:Paper {id: row[0]}) MATCH (t:Topic {id: row[1]}) CREATE (p)-[:ABOUT {score: 1.0}]->(t)
RETURN count(*)""")
ADVANCE: Final = cypher("""\
MERGE (graph:Meta {id: 'graph'}) SET graph.epoch = coalesce(graph.epoch, 0) + 1 RETURN true""")


async def load(store: Store, paths: Sequence[Path]) -> tuple[int, int]:
    """Writes the files to an empty store; the numbers of papers and citations."""
    lines = [line.split(";", 6) for path in paths for line in _lines(path)]
    papers = {f"arxiv:{line[0]}": line for line in lines}
    cites = [(one, f"arxiv:{other}") for one, line in papers.items() for other in _listed(line[4])
             if f"arxiv:{other}" in papers]  # fmt: skip
    wrote = [(one, f"author:{name}") for one, line in papers.items() for name in _listed(line[5])]
    about = [(one, f"topic:{name}") for one, line in papers.items() for name in _listed(line[1])]
    for statement, rows in (
        (PAPERS, list(papers)),
        (AUTHORS, sorted({far for _, far in wrote})), (TOPICS, sorted({far for _, far in about})),
        (CITES, cites), (AUTHORED, wrote), (ABOUT, about),
    ):  # fmt: skip
        await _write(store, statement, rows)
    await store.write(ADVANCE, {})
    return len(papers), len(cites)


def _lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return [line.rstrip("\n") for line in file if not line.startswith("#")]


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(each for each in text.split(",") if each))


async def _write(store: Store, statement: Cypher, rows: Sequence[Any]) -> None:
    for first in range(0, len(rows), BATCH):
        await store.write(statement, {"rows": rows[first : first + BATCH]}, within=120)
