"""Facts of authors, institutions, topics and venues do not depend on the order and the batches of records."""

from collections.abc import Sequence
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.ingest import description, registry_claims
from graphdb.ingest.rows import Claim, EntityRow, Properties, merge_rows
from graphdb.ingest.state import StoredEntity

DATES: Final = ("", "2023-05-01", "2024-05-01T10:00:00", "2025-01-01")
NAMES: Final = st.sampled_from([None, "A", "Ab", "Ba", "A long name"])
KINDS: Final = st.sampled_from([None, "education", "company"])


def mention(date: str, name: str | None, ror: str | None, kind: str | None) -> EntityRow:
    """A mention of an institution by a work of this date."""
    row = EntityRow("Institution", "I1", {"name": name, "ror": ror, "country": None, "kind": kind})
    return row._replace(dates=dict.fromkeys(row.facts, date))


def openalex_row(date: str, name: str, kind: str | None, city: str) -> EntityRow:
    """OpenAlex's record of the institution."""
    properties: Properties = {"name": name, "ror": "r1", "kind": kind, "city": city, "updated": date}
    return EntityRow("Institution", "I1", properties, is_record=True, updated=date)


def registry_claim(name: str, kind: str | None) -> Claim:
    """The registry's record of the institution."""
    return Claim(
        "ror", "r1", "2025-01-01", None, registry_claims.facts_of({"name": name, "kind": kind, "ror": "r1"}), {}
    )


class Node:
    """An institution as the store has it."""

    def __init__(self) -> None:
        self.stored: StoredEntity | None = None

    def describe(self, row: EntityRow, other: EntityRow | None) -> bool:
        """Store the records of one batch; returns whether something changed."""
        update = description.describe(row, other, self.stored)
        changes = update.changes if self.stored else description.initial_properties(row, update.changes)
        return self._store(changes, update.claims)

    def register(self, claim: Claim) -> bool:
        """Store the registry's record."""
        assert self.stored is not None
        claims = self.stored.claims
        existing = next((current for current in claims if current.source == "ror"), None)
        new = (
            claim
            if existing is None
            else registry_claims.restate(existing._replace(record=claim.record), claim.content, claim.updated)
        )
        return self._store(*description.describe_from_registry("I1", new, self.stored.properties, claims))

    def _store(self, changes: Properties, claims: Sequence[Claim]) -> bool:
        properties, existing = (dict(self.stored.properties), list(self.stored.near)) if self.stored else ({}, [])
        merged = {**properties, **changes}
        remaining = [row for row in existing if row["source"] not in {claim.source for claim in claims}]
        remaining += [{**claim.properties, "readAt": "now"} for claim in claims]
        self.stored = StoredEntity({name: value for name, value in merged.items() if value is not None}, remaining)
        return bool(changes or claims)

    @property
    def state(self) -> dict[str, Any]:
        """The properties and claims."""
        assert self.stored is not None
        claims = sorted(((row["source"], row["content"], row["gave"]) for row in self.stored.near), key=repr)
        return {**self.stored.properties, "claims": claims}


MENTIONS: Final = st.builds(mention, st.sampled_from(DATES), NAMES, st.sampled_from([None, "r1"]), KINDS)
RECORDS: Final = st.lists(
    st.builds(
        openalex_row, st.sampled_from(DATES[1:]), st.sampled_from(["One", "Two"]), KINDS, st.sampled_from(["X", "Y"])
    ),
    max_size=3, unique_by=lambda row: row.updated,
)  # fmt: skip


def node_after(steps: Sequence[EntityRow], cuts: set[int]) -> Node:
    """The node after these records; records between two cuts are one batch."""
    node = Node()
    batches: list[list[EntityRow]] = [[]]
    for index, step in enumerate(steps):
        if index in cuts or (step.is_record and any(row.is_record for row in batches[-1])):
            batches.append([])
        batches[-1].append(step)
    for batch in filter(None, batches):
        record = next((row for row in batch if row.is_record), None)
        mentioned: EntityRow | None = None
        for row in batch:
            if not row.is_record:
                mentioned = row if mentioned is None else merge_rows(mentioned, row)
        first = record or mentioned
        assert first is not None
        node.describe(first, mentioned)
    return node


@given(st.data(), st.lists(MENTIONS, max_size=4), RECORDS)
def test_the_order_and_the_batches_of_records_do_not_matter(
    data: st.DataObject, mentions: list[EntityRow], records: list[EntityRow]
) -> None:
    steps = [*mentions, *records]
    if not steps:
        return
    expected = node_after(steps, set(range(len(steps))))
    order = data.draw(st.permutations(steps))
    cuts = data.draw(st.sets(st.integers(0, len(steps))))
    node = node_after(order, cuts)
    assert node.state == expected.state
    for row in order:
        assert not node.describe(row, None), "the same record again changes nothing"


@given(st.data(), st.lists(MENTIONS, max_size=3), RECORDS, st.sampled_from(["R", "A long name"]), KINDS)
def test_the_registry_takes_precedence_in_any_order(
    data: st.DataObject, mentions: list[EntityRow], records: list[EntityRow], name: str, kind: str | None
) -> None:
    steps = [mention("2023-01-01", "Z", "r1", None), *mentions, *records]
    claim = registry_claim(name, kind)
    node = node_after(steps, set())
    node.register(claim)
    order = data.draw(st.permutations(steps))
    cut = data.draw(st.integers(1, len(steps)))
    other = node_after(order[:cut], set())
    other.register(claim)
    for row in order[cut:]:
        other.describe(row, None)
    assert other.state == node.state
    assert node.state["name"] == name
    assert not other.register(claim)
    # Values that the registry drops come from OpenAlex again.
    plain = node_after(steps, set()).state
    other.register(Claim("ror", "r1", None, None, {}, {}))
    for field in ("name", "sortName", "ror", "kind", "city", "updated", "source"):
        assert other.state.get(field) == plain.get(field), field


def test_the_name_is_that_of_the_newest_work() -> None:
    node = node_after(
        [mention("2023-05-01", "A long name", "r1", "company"), mention("2025-01-01", "A", None, None)], {1}
    )
    state = node.state
    assert (state["name"], state["sortName"], state["ror"], state["kind"]) == ("A", "a", "r1", "company")


def test_a_value_that_the_record_drops_comes_from_works() -> None:
    node = node_after(
        [mention("2024-05-01", "A", "r1", "company"), openalex_row("2023-05-01", "One", "education", "X")], {1}
    )
    assert (node.state["name"], node.state["kind"]) == ("One", "education")
    node.describe(openalex_row("2025-01-01", "One", None, "X"), None)
    assert node.state["kind"] == "company"


def test_a_changed_ror_id_removes_the_registry_s_values() -> None:
    node = node_after([openalex_row("2023-05-01", "One", "education", "X")], set())
    node.register(registry_claim("Registered", "company"))
    later = openalex_row("2025-01-01", "Two", "education", "X")
    node.describe(later._replace(properties={**later.properties, "ror": "r2"}), None)
    state = node.state
    assert (state["name"], state["ror"], state["kind"], state["sources"]) == ("Two", "r2", "education", ["openalex"])


@pytest.mark.parametrize("label", ["Author", "Venue", "Topic", "Institution"])
def test_a_graph_without_dates_takes_the_newest_work(label: Any) -> None:
    before = StoredEntity({"name": "A much longer name", "sortName": "a"}, None)
    row = EntityRow(label, "x", {"name": "New"}, dates={"name": "2023-01-01"})
    assert description.describe(row, None, before).changes["name"] == "New"
