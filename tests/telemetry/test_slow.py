"""Slow operations in the log: their shape has no value and no name of the client, and the log has each shape once."""

import asyncio
import io
import logging
from typing import Final

import orjson
import pytest

from errors import Overloaded
from execution import slow
from execution.admission import LIGHT, Admission
from execution.prepare import GraphQLParams
from execution.prepared_operation import PreparedOperation
from execution.slow import MAX_SHAPE, SlowLog, shape
from loaders.cost import Limits
from schema.operations import prepare
from telemetry.logs import configure
from tests.measured import measured


def prepared(query: str) -> PreparedOperation:
    return prepare(GraphQLParams(query), Limits())


PAPERS: Final = """query Zq7Name($Zq7Variable: Int = 77) {
  Zq7alias: papers(first: $Zq7Variable, filter: {topics: ["T77"]}) { nodes { ...Zq7Fragment } }
}
fragment Zq7Fragment on Paper { Zq7other: title references(first: 77) { nodes { id } } }"""


def test_a_shape_has_no_value_and_no_name_of_the_client() -> None:
    text = shape(prepared(PAPERS).parsed)
    assert "Zq7" not in text
    assert "77" not in text
    assert text == (
        "query ($v0: Int = 0) { papers(first: $v0, filter: { }) { nodes { ...F0 } } }"
        " fragment F0 on Paper { title references(first: 0) { nodes { id } } }"
    )


def test_equal_shapes_are_equal_and_long_ones_are_cut() -> None:
    one = prepared(PAPERS)
    other = prepared(PAPERS.replace("77", "5").replace("Zq7", "Other"))
    assert shape(one.parsed) == shape(other.parsed)
    long = prepared(f"{{ {' '.join(f'a{number}: papers(first: 1) {{ totalCount }}' for number in range(100))} }}")
    assert len(shape(long.parsed)) == MAX_SHAPE + 2


@pytest.mark.parametrize("seconds", [0.5, 2.0])
def test_only_slow_operations_are_logged_each_shape_once(seconds: float) -> None:
    stream = io.StringIO()
    handler = configure("json", stream=stream)
    before = measured("peergraph_slow_operations_total", kind="query")
    try:
        operation = prepared(PAPERS)
        for _ in range(3):
            SlowLog(1.0).observe(operation.parsed, operation.plan, operation.cost, seconds)
    finally:
        logging.getLogger().removeHandler(handler)
    lines = [orjson.loads(line) for line in stream.getvalue().splitlines()]
    handler.close()
    assert measured("peergraph_slow_operations_total", kind="query") - before == (3 if seconds > 1 else 0)
    assert len(lines) == (1 if seconds > 1 else 0)
    for line in lines:
        assert line["logger"] == slow.SLOW
        assert (line["kind"], line["field"], line["seconds"]) == ("query", "papers", seconds)
        assert line["cost"] == operation.cost.work
        assert line["plan"]
        assert line["expensive"]
        assert "Zq7" not in str(line)


async def test_operations_that_wait_are_measured_and_refused_ones_are_not() -> None:
    def waiting() -> float:
        return measured("peergraph_operations_waiting", lane="heavy")

    admission, ended = Admission(1), asyncio.Event()

    async def run() -> None:
        async with admission.turn(2 * LIGHT, Admission):  # any object stands for the plan
            await ended.wait()

    before = waiting()
    tasks = [asyncio.create_task(run()) for _ in range(20)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert waiting() - before == admission.heavy.waiting > 0
    ended.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert any(isinstance(result, Overloaded) for result in results)
    assert waiting() == before
