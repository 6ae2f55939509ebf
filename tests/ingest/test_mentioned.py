"""Facts of authors, institutions, topics and venues: the same in whatever order records come, and however batched."""

from collections.abc import Sequence
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.ingest import describe, registry_claims
from graphdb.ingest.rows import Claim, EntityRow, Properties, merge_rows
from graphdb.ingest.state import StoredEntity

DATES: Final = ("", "2023-05-01", "2024-05-01T10:00:00", "2025-01-01")
NAMES: Final = st.sampled_from([None, "A", "Ab", "Ba", "A long name"])
KINDS: Final = st.sampled_from([None, "education", "company"])


def mention(date: str, name: str | None, ror: str | None, kind: str | None) -> EntityRow:
    """An institution as a work of that date names it."""
    row = EntityRow("Institution", "I1", {"name": name, "ror": ror, "country": None, "kind": kind})
    return row._replace(dates=dict.fromkeys(row.facts, date))


def own(date: str, name: str, kind: str | None, city: str) -> EntityRow:
    """OpenAlex's record of the institution."""
    properties: Properties = {"name": name, "ror": "r1", "kind": kind, "city": city, "updated": date}
    return EntityRow("Institution", "I1", properties, own=True, updated=date)


def registry(name: str, kind: str | None) -> Claim:
    """The registry's record of it."""
    return Claim(
        "ror", "r1", "2025-01-01", None, registry_claims.facts_of({"name": name, "kind": kind, "ror": "r1"}), {}
    )


class Node:
    """An institution as the store would hold it."""

    def __init__(self) -> None:
        self.stored: StoredEntity | None = None

    def describe(self, row: EntityRow, other: EntityRow | None) -> bool:
        """Store what the records of one batch say; whether something changed."""
        description = describe.described(row, other, self.stored)
        changes = description.changes if self.stored else describe.initial_properties(row, description.changes)
        return self._store(changes, description.claims)

    def register(self, claim: Claim) -> bool:
        """Store what the registry says."""
        assert self.stored is not None
        claims = self.stored.claims
        before = next((each for each in claims if each.source == "ror"), None)
        new = (
            claim
            if before is None
            else registry_claims.restated(before._replace(record=claim.record), claim.content, claim.updated)
        )
        return self._store(*describe.registered_by("I1", new, self.stored.properties, claims))

    def _store(self, changes: Properties, claims: Sequence[Claim]) -> bool:
        properties, near = (dict(self.stored.properties), list(self.stored.near)) if self.stored else ({}, [])
        merged = {**properties, **changes}
        kept = [each for each in near if each["source"] not in {claim.source for claim in claims}]
        kept += [{**claim.properties, "readAt": "now"} for claim in claims]
        self.stored = StoredEntity({name: value for name, value in merged.items() if value is not None}, kept)
        return bool(changes or claims)

    @property
    def shown(self) -> dict[str, Any]:
        """What people see, and what decides later."""
        assert self.stored is not None
        claims = sorted(((each["source"], each["content"], each["gave"]) for each in self.stored.near), key=repr)
        return {**self.stored.properties, "claims": claims}


MENTIONS: Final = st.builds(mention, st.sampled_from(DATES), NAMES, st.sampled_from([None, "r1"]), KINDS)
OWN: Final = st.lists(
    st.builds(own, st.sampled_from(DATES[1:]), st.sampled_from(["One", "Two"]), KINDS, st.sampled_from(["X", "Y"])),
    max_size=3, unique_by=lambda row: row.updated,
)  # fmt: skip


def stored(steps: Sequence[EntityRow], cuts: set[int]) -> Node:
    """The node after these records, of which those between two cuts are one batch."""
    node = Node()
    batches: list[list[EntityRow]] = [[]]
    for place, step in enumerate(steps):
        if place in cuts or (step.own and any(row.own for row in batches[-1])):
            batches.append([])
        batches[-1].append(step)
    for batch in filter(None, batches):
        record = next((row for row in batch if row.own), None)
        named: EntityRow | None = None
        for row in batch:
            if not row.own:
                named = row if named is None else merge_rows(named, row)
        first = record or named
        assert first is not None
        node.describe(first, named)
    return node


@given(st.data(), st.lists(MENTIONS, max_size=4), OWN)
def test_the_order_and_the_batches_of_records_do_not_matter(
    data: st.DataObject, mentions: list[EntityRow], records: list[EntityRow]
) -> None:
    steps = [*mentions, *records]
    if not steps:
        return
    expected = stored(steps, set(range(len(steps))))
    order = data.draw(st.permutations(steps))
    cuts = data.draw(st.sets(st.integers(0, len(steps))))
    node = stored(order, cuts)
    assert node.shown == expected.shown
    for row in order:
        assert not node.describe(row, None), "the same record again changes nothing"


@given(st.data(), st.lists(MENTIONS, max_size=3), OWN, st.sampled_from(["R", "A long name"]), KINDS)
def test_a_registry_stands_above_all_whenever_it_comes(
    data: st.DataObject, mentions: list[EntityRow], records: list[EntityRow], name: str, kind: str | None
) -> None:
    steps = [mention("2023-01-01", "Z", "r1", None), *mentions, *records]
    claim = registry(name, kind)
    node = stored(steps, set())
    node.register(claim)
    order = data.draw(st.permutations(steps))
    place = data.draw(st.integers(1, len(steps)))
    other = stored(order[:place], set())
    other.register(claim)
    for row in order[place:]:
        other.describe(row, None)
    assert other.shown == node.shown
    assert node.shown["name"] == name
    assert not other.register(claim)
    # What the registry takes back is given by OpenAlex again.
    plain = stored(steps, set()).shown
    other.register(Claim("ror", "r1", None, None, {}, {}))
    for field in ("name", "sortName", "ror", "kind", "city", "updated", "source"):
        assert other.shown.get(field) == plain.get(field), field


def test_the_newest_work_names_a_thing_however_short_the_name() -> None:
    node = stored([mention("2023-05-01", "A long name", "r1", "company"), mention("2025-01-01", "A", None, None)], {1})
    shown = node.shown
    assert (shown["name"], shown["sortName"], shown["ror"], shown["kind"]) == ("A", "a", "r1", "company")


def test_what_its_own_record_drops_is_what_works_say() -> None:
    node = stored([mention("2024-05-01", "A", "r1", "company"), own("2023-05-01", "One", "education", "X")], {1})
    assert (node.shown["name"], node.shown["kind"]) == ("One", "education")
    node.describe(own("2025-01-01", "One", None, "X"), None)
    assert node.shown["kind"] == "company"


def test_another_organisation_than_the_registry_described_is_not_described_by_it() -> None:
    node = stored([own("2023-05-01", "One", "education", "X")], set())
    node.register(registry("Registered", "company"))
    later = own("2025-01-01", "Two", "education", "X")
    node.describe(later._replace(properties={**later.properties, "ror": "r2"}), None)
    shown = node.shown
    assert (shown["name"], shown["ror"], shown["kind"], shown["sources"]) == ("Two", "r2", "education", ["openalex"])


@pytest.mark.parametrize("label", ["Author", "Venue", "Topic", "Institution"])
def test_a_graph_of_before_takes_the_newest_work(label: Any) -> None:
    before = StoredEntity({"name": "A much longer name", "sortName": "a"}, None)
    row = EntityRow(label, "x", {"name": "New"}, dates={"name": "2023-01-01"})
    assert describe.described(row, None, before).changes["name"] == "New"
