"""A second ingest of the same records does not send them to the store again."""

import re
from pathlib import Path

from graphdb.cypher import cypher
from graphdb.ingest.state import ALIASES
from graphdb.store import Store
from tests.ingest.records import SITE, ingest_records, work
from tests.ingest.test_claims import local_row, store_rows
from tests.statements import RecordedStatement, record_statements


def with_parameters(statements: list[RecordedStatement], *texts: str) -> list[str]:
    """The statements whose parameters contain one of the texts."""
    return [statement.text for statement in statements if any(text in repr(statement.parameters) for text in texts)]


async def test_unchanged_records_are_not_sent(empty_store: Store, tmp_path: Path) -> None:
    records = [work(number, title=f"Title of {number}") for number in range(1, 40)]
    institution = {"id": f"{SITE}I5", "display_name": "The Institute", "updated_date": "2025-01-01"}
    texts = ("Title of", "Short abstract", "Author 1", "Journal 1", "Work no. 1", "Author:One")
    with record_statements(empty_store) as first:
        await ingest_records(empty_store, tmp_path, *records, institution)
        await store_rows(empty_store, local_row())
    assert with_parameters(first, *texts)
    with record_statements(empty_store) as again:
        await ingest_records(empty_store, tmp_path, *records, institution)
        await store_rows(empty_store, local_row())
    assert with_parameters(again, *texts) == []
    # The same number of statements as for a tenth of the records.
    with record_statements(empty_store) as few:
        await ingest_records(empty_store, tmp_path, *records[:4], institution)
        await store_rows(empty_store, local_row())
    assert len(again) == len(few)


#: Empties Neo4j's cache of plans, and says how many it had.
CLEAR = cypher("CALL db.clearQueryCaches() YIELD value RETURN value")


async def plans(store: Store) -> int:
    """The number of plans that Neo4j has made since the last call."""
    return int(re.findall(r"\d+", await store.read(CLEAR, {}))[0])


async def test_a_longer_list_needs_no_further_plan(store: Store) -> None:
    await store.read(ALIASES, {"ids": ["W1"]})
    await plans(store)
    await store.read(ALIASES, {"ids": ["W1"]})
    one = await plans(store)
    for length in (1, 30, 3_000):
        await store.read(ALIASES, {"ids": [f"W{number}" for number in range(length)]})
    assert await plans(store) == one
