"""Random queries, both executors, equal answers: on the real schema and the real store, with and without faults.

`PEERGRAPH_TEST_FUZZ` sets the number of queries of each kind. Neo4j is slow for new statements, so by
default they are few and short.
"""

import os
from random import Random

from graphql import parse, validate
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.random_queries import Query, Writer
from execution.executor import FAST
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from schema.operations import DOCUMENTS
from tests.execution.both import fast, same, slow
from tests.execution.faults import FaultyContext
from tests.measured import executions, total

MANY = int(os.environ.get("PEERGRAPH_TEST_FUZZ", "60"))
SCHEMA = DOCUMENTS.schema
usual = settings(
    max_examples=MANY,
    deadline=None,
    derandomize=MANY <= 60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def random_query(chance: Random) -> Query:
    """A valid query."""
    query = Writer(SCHEMA, chance, 4 if MANY > 60 else 2).query()
    assume(not validate(SCHEMA, parse(query.text)))
    return query


@usual
@given(chance=st.randoms(use_true_random=False))
async def test_answers_are_equal(filled: Store, chance: Random) -> None:
    query = random_query(chance)
    for variables in query.variables:
        one = await fast(Context(filled, Limits()), query.text, variables)
        other = await slow(Context(filled, Limits()), query.text, variables)
        same(one, other)


@usual
@given(chance=st.randoms(use_true_random=False), seed=st.integers(0, 1_000_000))
async def test_answers_with_faults_are_equal(filled: Store, chance: Random, seed: int) -> None:
    query = random_query(chance)
    one = await fast(FaultyContext(filled, seed), query.text, query.variables[0])
    other = await slow(FaultyContext(filled, seed), query.text, query.variables[0])
    same(one, other)


async def test_most_queries_run_in_the_fast_executor(filled: Store) -> None:
    """Otherwise, the tests above would compare graphql-core with itself."""
    before, operations = executions(FAST), total("peergraph_operations_total")
    for seed in range(12):
        query = Writer(SCHEMA, Random(seed), 2).query()  # noqa: S311
        if not validate(SCHEMA, parse(query.text)):
            await fast(Context(filled, Limits()), query.text, query.variables[0])
    assert executions(FAST) - before > (total("peergraph_operations_total") - operations) / 3 > 0
