"""Authors, institutions and topics of a topic, a venue or an institution, with any filter and order, and how many of
its papers each has, are what plain Python computes."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.client import Client
from tests.reading.test_entity_lists import KINDS, Case, Kind, Sorted, cases
from tests.reading.walking import PAGE, walk
from tests.reading.world import Paper, World


@dataclass(frozen=True, slots=True)
class Nested:
    """A list below a node: its type and field, the papers of a node, and nodes with many, few and no entries."""

    type: str
    field: str
    kind: Kind
    holds: Callable[[World, Paper, str], bool]
    parents: Sequence[str]
    is_counted: bool = True


_KINDS: Final = {kind.list: kind for kind in KINDS}


def _about(world: World, paper: Paper, topic: str) -> bool:
    return topic in world.topics_of(paper)


def _published(_: World, paper: Paper, venue: str) -> bool:
    return paper.venue == venue


def _from(_: World, paper: Paper, institution: str) -> bool:
    return institution in paper.institutions


LISTS: Final = (
    Nested("Topic", "authors", _KINDS["authors"], _about, ("T1", "T2", "T18")),
    Nested("Topic", "institutions", _KINDS["institutions"], _about, ("T1", "T2", "T18")),
    Nested("Venue", "authors", _KINDS["authors"], _published, ("S1", "S2", "S7")),
    Nested("Venue", "topics", _KINDS["topics"], _published, ("S1", "S2", "S7")),
    Nested("Institution", "authors", _KINDS["authors"], _from, ("I1", "I2", "I14"), is_counted=False),
)


def _entries(world: World, nested: Nested, parent: str) -> Counter[str]:
    """The entries of a list, with their papers."""
    papers = [paper for paper in world.papers.values() if nested.holds(world, paper, parent)]
    if not nested.is_counted:
        return Counter({by.author for paper in papers for by in paper.bylines if parent in by.institutions})
    if nested.field == "topics":
        return Counter(topic for paper in papers for topic, *_ in paper.topics)
    return Counter(entry for paper in papers for entry in nested.kind.of(world, paper))


def _expected(world: World, nested: Nested, parent: str, case: Case) -> tuple[list[str], Counter[str]]:
    counts = _entries(world, nested, parent)
    listed = [entry for entry in Sorted(world, nested.kind).expected(case) if entry in counts]
    if nested.is_counted and not case.orders:
        listed.sort(key=lambda entry: (counts[entry], entry), reverse=True)
    return listed, counts


_CASES: Final = st.sampled_from(LISTS).flatmap(
    lambda nested: st.tuples(st.just(nested), st.sampled_from(nested.parents), cases(nested.kind))
)


@given(drawn=_CASES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_a_list_below_a_node_is_what_the_oracle_says(
    client: Client, world: World, drawn: tuple[Nested, str, Case]
) -> None:
    nested, parent, case = drawn
    expected, counts = _expected(world, nested, parent, case)
    kind = nested.kind.type
    text = f"""query(
      $of: ID!, $filter: {kind}Filter, $orderBy: [{kind}Order!],
      $first: Int, $after: String, $last: Int, $before: String
    ) {{
      node(id: $of) {{ ... on {nested.type} {{ list: {nested.field}(
        filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before
      ) {PAGE} }} }}
    }}"""
    variables: dict[str, Any] = {"of": parent, "filter": case.filter, "orderBy": case.orders}
    size = max(1, -(-len(expected) // case.pages))
    await walk(client, text, variables, expected, size=size, backwards=case.backwards)
    if nested.is_counted:
        counted = text.replace(PAGE, "{ edges { paperCount node { id } } }")
        edges = (await client.ask(counted, {**variables, "first": 100}))["node"]["list"]["edges"]
        assert [edge["paperCount"] for edge in edges] == [counts[edge["node"]["id"]] for edge in edges]
