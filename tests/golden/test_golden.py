"""Golden files: each query of `queries/` with its response and all its statements. A change in either changes a file.
`PEERGRAPH_TEST_WRITE_GOLDEN=1` rewrites the files."""

import os
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio

from graphdb.store import Store
from ingest.demo import load_demo
from loaders.context import Context
from loaders.cost import Limits
from schema.operations import execute
from tests.statements import record_statements

QUERIES = sorted((Path(__file__).parent / "queries").glob("*.graphql"))


@pytest_asyncio.fixture(scope="module")
async def demo(graph: Store) -> Store:
    await load_demo(graph)
    return graph


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
async def test_answer_and_statements_are_the_ones_on_file(demo: Store, query: Path) -> None:
    data, ran = await run(demo, query.read_text())  # noqa: ASYNC240
    same(query.with_suffix(".json"), orjson.dumps(data, option=orjson.OPT_INDENT_2).decode() + "\n")
    same(query.with_suffix(".cypher"), "\n".join(sorted(ran)))


async def run(store: Store, query: str) -> tuple[Any, list[str]]:
    """The response of a query and its statements."""
    with record_statements(store) as ran:
        result = await execute(Context(store, Limits()), query)
    assert result.errors is None
    return result.data, [f"{readable(text)}\n// {orjson.dumps(parameters).decode()}\n" for text, parameters in ran]


def readable(statement: str) -> str:
    """The statement with a line break before each clause, indented by depth."""
    statement = " ".join(statement.split())
    lines = re.sub(
        r" (?=(?:OPTIONAL MATCH|(?<!OPTIONAL )MATCH|UNWIND|WITH|WHERE|ORDER BY|RETURN|CALL|UNION|COLLECT)\b)",
        "\n",
        statement,
    )
    depth, indented = 0, list[str]()
    for line in lines.split("\n"):
        indented.append("  " * depth + line)
        depth += line.count("{") - line.count("}")
    return "\n".join(indented)


def same(file: Path, text: str) -> None:
    if os.environ.get("PEERGRAPH_TEST_WRITE_GOLDEN"):
        file.write_text(text)
    assert file.read_text() == text
