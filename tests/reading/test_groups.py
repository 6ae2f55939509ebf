"""Groups and measures of every list of papers, with any keys, filter and order, are what plain Python computes: with
tables of the whole graph and without."""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import pytest
import pytest_asyncio
from graphql import GraphQLObjectType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.keys import KEYS as DECLARED
from analytics.refresher import TablesRefresher
from errors import NotReady
from graphdb.store import Store
from loaders.cost import Limits
from loaders.graphql_core import graphql_schema
from schema.schema import SCHEMA
from tests.reading.cases import CASES, NESTED, Case
from tests.reading.client import Client
from tests.reading.group_oracle import KEYS, SINGLE, GroupOracle, Values
from tests.reading.oracle import Oracle
from tests.reading.world import PAPERS, World

UNLIMITED: Final = Limits(cost=10**12)
MEASURES: Final = " ".join(cast("GraphQLObjectType", graphql_schema(SCHEMA).type_map["PaperMeasures"]).fields)
GROUP: Final = f"keys {{ value }} count measures {{ {MEASURES} }} papers(first: 3) {{ totalCount nodes {{ id }} }}"
_ARGUMENTS: Final = "by: $by, orderBy: {field: $field, direction: $direction}"
_VARIABLES: Final = "$by: [PaperGroupKey!]!, $field: PaperGroupOrderField!, $direction: Direction!"
ORDERS: Final = st.tuples(
    st.sampled_from(["COUNT", "CITATIONS", "MEAN_CITATIONS", "H_INDEX", "KEY"]), st.sampled_from(["ASC", "DESC"])
)
BY: Final = st.lists(st.sampled_from(list(KEYS)), min_size=1, max_size=2, unique=True)


@pytest_asyncio.fixture(scope="module")
async def clients(graph: Store, world: World, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[list[Client]]:
    """A client with tables of the whole graph, and one without."""
    assert world.papers
    folder: Path = tmp_path_factory.mktemp("tables")
    refresher = TablesRefresher(graph, folder)
    await refresher.refresh()
    assert refresher.tables is not None
    yield [Client(graph, UNLIMITED, [refresher]), Client(graph, UNLIMITED)]
    refresher.tables.connection.close()


def _query(case: Case, selection: str, variables: str = "") -> str:
    listed = f"(filter: $filter) {{ totalCount {selection} }}"
    if case.of is None:
        return f"query($filter: PaperFilter{variables}) {{ list: papers{listed} }}"
    kind, field = case.list.split(".")
    parameters = f"$of: ID!, $filter: PaperFilter{variables}"
    return f"query({parameters}) {{ node(id: $of) {{ ... on {kind} {{ list: {field}{listed} }} }} }}"


async def _ask(client: Client, case: Case, selection: str, values: Mapping[str, Any] | None = None) -> Any:
    variables = f", {_VARIABLES}" if values else ""
    given_values = {"filter": case.filter, **({"of": case.of} if case.of else {}), **(values or {})}
    data = await client.ask(_query(case, selection, variables), given_values)
    return data["list"] if case.of is None else data["node"]["list"]


def _papers(world: World, case: Case) -> list[str]:
    return Oracle(world).papers(case.filter, [], None if case.of is None else NESTED[case.list](world, case.of))


def _close(answer: Any, expected: Any) -> bool:
    return answer == (pytest.approx(expected) if isinstance(expected, float) else expected)


def _differences(answer: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (answer[name], value) for name, value in expected.items() if not _close(answer[name], value)}


def _expected(oracle: GroupOracle, papers: Sequence[str], values: Values) -> dict[str, Any]:
    first = [{"id": paper} for paper in oracle.most_cited(papers)[:3]]
    return {
        "keys": [{"value": value} for value in values], "count": len(papers),
        "papers": {"totalCount": len(papers), "nodes": first},
    }  # fmt: skip


def test_the_oracle_has_every_key() -> None:
    assert [key.value for key in DECLARED] == list(KEYS)


@given(case=CASES, by=BY, order=ORDERS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_groups_are_what_the_oracle_says(
    clients: list[Client], world: World, case: Case, by: list[str], order: tuple[str, str]
) -> None:
    oracle = GroupOracle(world)
    groups = oracle.groups(_papers(world, case), by)
    expected = oracle.ordered(groups, *order)
    values = {"by": by, "field": order[0], "direction": order[1]}
    for client in clients:
        selection = f"groups({_ARGUMENTS}, first: 30) {{ totalCount multiValued exact nodes {{ {GROUP} }} }}"
        answer = await _ask(client, case, selection, values)
        listed = answer["groups"]
        assert listed["totalCount"] == len(groups)
        assert listed["multiValued"] is (not {*by} <= SINGLE)
        assert listed["exact"] is True
        assert [tuple(key["value"] for key in group["keys"]) for group in listed["nodes"]] == expected[:30]
        for group, each in zip(listed["nodes"], expected, strict=False):
            measures = group.pop("measures")
            assert group == _expected(oracle, groups[each], each)
            assert _differences(measures, oracle.measures(groups[each])) == {}


@given(case=CASES)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_measures_of_a_list_are_what_the_oracle_says(clients: list[Client], world: World, case: Case) -> None:
    expected = GroupOracle(world).measures(_papers(world, case))
    for client in clients:
        answer = await _ask(client, case, f"measures {{ {MEASURES} }}")
        assert _differences(answer["measures"], expected) == {}


@pytest.mark.parametrize("key", sorted(SINGLE))
async def test_groups_of_a_key_with_single_values_add_up(clients: list[Client], key: str) -> None:
    for client in clients:
        for case in (
            Case("papers", None, {}, [], backwards=False, pages=1),
            Case("Topic.papers", "T1", {}, [], False, 1),
        ):
            answer = await _ask(client, case, f"groups(by: {key}, first: 1000) {{ nodes {{ count }} }}")
            assert sum(group["count"] for group in answer["groups"]["nodes"]) == answer["totalCount"]


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("order", [("COUNT", "DESC"), ("MEAN_CITATIONS", "ASC"), ("KEY", "DESC")])
async def test_pages_of_groups_are_parts_of_the_whole(
    clients: list[Client], world: World, order: tuple[str, str], backwards: bool
) -> None:
    oracle = GroupOracle(world)
    by = ["COUNTRY", "YEAR"]
    remaining = oracle.ordered(oracle.groups(world.papers, by), *order)
    text = f"""query($size: Int, $at: String) {{ papers {{ groups(
      by: [COUNTRY, YEAR], orderBy: {{field: {order[0]}, direction: {order[1]}}},
      {"last: $size, before: $at" if backwards else "first: $size, after: $at"}
    ) {{
      pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} edges {{ node {{ keys {{ value }} }} }}
    }} }} }}"""
    cursor: str | None = None
    while remaining:
        page = (await clients[0].ask(text, {"size": 4, "at": cursor}))["papers"]["groups"]
        listed = [tuple(key["value"] for key in edge["node"]["keys"]) for edge in page["edges"]]
        assert listed == (remaining[-4:] if backwards else remaining[:4])
        remaining = remaining[:-4] if backwards else remaining[4:]
        assert page["pageInfo"]["hasPreviousPage" if backwards else "hasNextPage"] is bool(remaining)
        cursor = page["pageInfo"]["startCursor" if backwards else "endCursor"]


async def test_pages_of_the_papers_of_a_group_are_parts_of_the_whole(clients: list[Client], world: World) -> None:
    oracle = GroupOracle(world)
    expected = oracle.most_cited(oracle.groups(world.papers, ["RETRACTED"])["false",])
    text = """query($after: String) { papers { groups(by: RETRACTED, first: 1) { nodes {
      papers(first: 70, after: $after) { pageInfo { hasNextPage endCursor } nodes { id } edges { node { id } } }
    } } } }"""
    listed, cursor, more = list[str](), None, True
    while more:
        page = (await clients[0].ask(text, {"after": cursor}))["papers"]["groups"]["nodes"][0]["papers"]
        assert page["nodes"] == [edge["node"] for edge in page["edges"]]
        listed += [node["id"] for node in page["nodes"]]
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert listed == expected


async def test_a_key_is_a_node_below_which_everything_can_be_selected(clients: list[Client], world: World) -> None:
    text = """{ papers { groups(by: [TOPIC, YEAR], first: 100) {
      nodes { keys { key value node { id ... on Topic { name paperCount } } } }
    } } }"""
    for client in clients:
        for group in (await client.ask(text))["papers"]["groups"]["nodes"]:
            topic, year = group["keys"]
            assert (topic["key"], year["key"], year["node"]) == ("TOPIC", "YEAR", None)
            if topic["value"] is not None:
                assert topic["node"]["name"] == world.topics[topic["value"]].name
                assert topic["node"]["id"] == topic["value"]


async def test_years_of_nodes_are_what_the_oracle_says(clients: list[Client], world: World) -> None:
    oracle = GroupOracle(world)
    text = """{
      W1: node(id: "W1") { ... on Paper { countsByYear { year papers citations } } }
      A1: node(id: "A1") { ... on Author { hIndex i10Index countsByYear { year papers citations } } }
      I1: node(id: "I1") { ... on Institution { hIndex i10Index countsByYear { year papers citations } } }
      T1: node(id: "T1") { ... on Topic { countsByYear { year papers citations } } }
      S1: node(id: "S1") { ... on Venue { countsByYear { year papers citations } } }
    }"""
    lists = {"A1": "Author.papers", "I1": "Institution.papers", "T1": "Topic.papers", "S1": "Venue.papers"}
    for client in clients:
        data = await client.ask(text)
        assert data["W1"]["countsByYear"] == oracle.by_year(["W1"])
        for node, name in lists.items():
            papers = list(NESTED[name](world, node))
            assert data[node]["countsByYear"] == oracle.by_year(papers), node
            measures = oracle.measures(papers)
            for measure in ("hIndex", "i10Index"):
                assert data[node].get(measure, measures[measure]) == measures[measure]


async def test_groups_below_many_nodes_are_read_together(clients: list[Client], world: World) -> None:
    text = """{ topics(first: 18) { nodes { id papers { groups(by: YEAR) { nodes { keys { value } count } } } } } }"""
    oracle = GroupOracle(world)
    for client, most in zip(clients, (1, 3), strict=True):
        nodes = (await client.ask(text))["topics"]["nodes"]
        assert len(nodes) == len(world.topics)
        assert len(client.statements) <= most
        for node in nodes:
            groups = oracle.groups(NESTED["Topic.papers"](world, node["id"]), ["YEAR"])
            listed = {group["keys"][0]["value"]: group["count"] for group in node["papers"]["groups"]["nodes"]}
            assert listed == {values[0]: len(papers) for values, papers in groups.items()}


async def test_equal_lists_and_groups_of_several_aliases_are_equal(clients: list[Client]) -> None:
    groups = "groups(by: YEAR, first: 2) { totalCount nodes { count papers(first: 1) { totalCount } } }"
    text = f"""{{ papers {{
      totalCount a: {groups} b: {groups} c: groups(by: YEAR, first: 2) {{ nodes {{ count }} }}
      one: measures {{ papers hIndex }} two: measures {{ papers }}
    }} }}"""
    for client in clients:
        papers = (await client.ask(text))["papers"]
        assert papers["a"] == papers["b"]
        assert (
            [each["count"] for each in papers["c"]["nodes"]] == [each["count"] for each in papers["a"]["nodes"]] != []
        )
        assert papers["one"]["papers"] == papers["two"]["papers"] == papers["totalCount"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("by: NOTHING", "NOTHING"),
        ("by: []", "one or 2"),
        ("by: [YEAR, TOPIC, KIND]", "3 keys"),
        ("by: [YEAR, YEAR]", "twice"),
        ("by: YEAR, first: 1001", "between 0 and 1000"),
        ("by: YEAR, first: -1", "between 0 and 1000"),
        ("by: YEAR, first: 1, last: 1", "not both"),
        ('by: YEAR, after: "x"', "not a cursor"),
    ],
)
async def test_bad_arguments_are_refused(client: Client, arguments: str, message: str) -> None:
    error = await client.refusal(f"{{ papers {{ groups({arguments}) {{ totalCount }} }} }}")
    assert message in error.message


async def test_a_cursor_of_other_groups_is_refused(client: Client) -> None:
    text = "{ papers { groups(by: YEAR, first: 1) { pageInfo { endCursor } } } }"
    cursor = (await client.ask(text))["papers"]["groups"]["pageInfo"]["endCursor"]
    error = await client.refusal(f'{{ papers {{ groups(by: KIND, after: "{cursor}") {{ totalCount }} }} }}')
    assert "different `by`, `orderBy` or `unknown`" in error.message
    error = await client.refusal(
        f'{{ papers {{ groups(by: YEAR, unknown: false, after: "{cursor}") {{ totalCount }} }} }}'
    )
    assert "different `by`, `orderBy` or `unknown`" in error.message


async def test_groups_of_unknown_values_can_be_left_out(clients: list[Client], world: World) -> None:
    oracle = GroupOracle(world)
    for by in (["VENUE"], ["COUNTRY", "YEAR"], ["KIND"]):
        every = oracle.ordered(oracle.groups(world.papers, by), "COUNT", "DESC")
        expected = [values for values in every if None not in values]
        assert (len(expected) < len(every)) is (by != ["KIND"])
        selection = "totalCount nodes { keys { value } }"
        text = f"{{ papers {{ groups(by: [{', '.join(by)}], unknown: false, first: 1000) {{ {selection} }} }} }}"
        for client in clients:
            groups = (await client.ask(text))["papers"]["groups"]
            assert [tuple(key["value"] for key in each["keys"]) for each in groups["nodes"]] == expected
            assert groups["totalCount"] == len(expected)


async def test_a_list_without_tables_is_bounded(graph: Store, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resolvers.paper_sources.MAX_PAPERS", PAPERS - 1)
    data, errors = await Client(graph).answer("{ papers { totalCount groups(by: YEAR) { totalCount } } }")
    assert data["papers"] == {"totalCount": len(world.papers), "groups": None}
    assert [type(error.original_error) for error in errors] == [NotReady]
