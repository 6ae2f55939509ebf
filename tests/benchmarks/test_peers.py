"""What the measurement against peers rests on: documents that are valid, answers compared rightly, trips counted."""

import asyncio

import orjson
import pytest
from graphql import build_schema, parse, validate
from graphql.type import GraphQLSchema

from benchmarks.peers.answers import difference, plain
from benchmarks.peers.installing import SOURCES
from benchmarks.peers.questions import DOCUMENTS, OPTIONAL, QUESTIONS, document, unseen
from benchmarks.peers.services import STOCK
from benchmarks.peers.stock.app import SCHEMA as STOCK_SCHEMA
from benchmarks.peers.trips import Trips
from schema.schema import SCHEMA

OURS = build_schema(SCHEMA.as_str())
NAMES = sorted(path.stem for path in (DOCUMENTS / "peergraph").iterdir())
CASES = [
    *((name, OURS) for name in NAMES),
    *((name, build_schema(STOCK_SCHEMA.as_str())) for name in sorted(STOCK.answers or ())),
    ("nested", build_schema((SOURCES / "memory.graphql").read_text(encoding="utf-8"))),
]


@pytest.mark.parametrize(("name", "schema"), CASES)
def test_documents_are_valid(name: str, schema: GraphQLSchema) -> None:
    text = document("peergraph", name)
    assert text is not None
    assert validate(schema, parse(text)) == []


def test_every_question_has_a_document_for_peergraph() -> None:
    assert [question.name for question in QUESTIONS if document("peergraph", question.document) is None] == []


def test_unseen_documents_differ_and_are_valid() -> None:
    text = document("peergraph", "page")
    assert text is not None
    made = unseen(text, 20)
    assert len({*made, text}) == 21
    assert all(validate(OURS, parse(each)) == [] for each in made)


def test_both_pages_leave_out_the_same_fields() -> None:
    for folder in ("peergraph", "neo4j"):
        lines = (document(folder, "page") or "").splitlines()
        assert set(OPTIONAL) <= {line.strip() for line in lines}


def test_answers_in_other_forms_are_the_same() -> None:
    ours = """{"paper": {"id": "W1", "identifiers": {"doi": "10.5555/1"}, "venue": null,
      "authors": {"nodes": [{"id": "A1"}]}, "topics": {"edges": [{"score": 0.5, "node": {"id": "T1"}}]}}}"""
    theirs = """{"paper": [{"id": "W1", "doi": "10.5555/1", "venue": [],
      "authors": {"edges": [{"node": {"id": "A1"}}]},
      "topics": {"edges": [{"properties": {"score": 0.5}, "node": {"id": "T1"}}]}}]}"""
    assert difference(plain(orjson.loads(ours)), plain(orjson.loads(theirs))) is None


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ({"a": [1, 2]}, {"a": [1]}, "data.a: 2 and 1 entries"),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, "data.a[1].b: 2 and 3"),
        ({"a": 1}, {"b": 1}, "data: ['a'] and ['b']"),
        ({"a": None}, {"a": {}}, "data.a: None and {}"),
    ],
)
def test_the_first_difference_is_told(one: object, other: object, where: str) -> None:
    assert difference(one, other) == where


async def test_messages_that_go_together_are_one_trip() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            if line == b"now\n":
                writer.write(b"yes\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server, Trips(server.sockets[0].getsockname()[1]) as trips:
        reader, writer = await asyncio.open_connection("127.0.0.1", trips.port)
        for expected in (1, 2, 3):
            writer.write(b"first\n")
            await asyncio.sleep(0.01)
            writer.write(b"now\n")
            assert await reader.readline() == b"yes\n"
            assert trips.count == expected
        writer.close()
        await writer.wait_closed()
