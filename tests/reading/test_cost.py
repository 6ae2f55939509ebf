"""The cost of operations: everything that is work adds to it, and every resolver declares its own."""

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final, cast

import pytest
from graphql import (
    GraphQLField,
    OperationDefinitionNode,
    get_introspection_query,
    get_nullable_type,  # pyright: ignore[reportUnknownVariableType]
    is_object_type,
    type_from_ast,  # pyright: ignore[reportUnknownVariableType]
)

from benchmarks.hostile import HOSTILE, USUAL, aliases
from benchmarks.random_queries import Writer
from execution.documents import Document
from execution.prepare import GraphQLParams, RequestError
from loaders.cost import TEXT, WHOLE_SCAN, Cost, Limits, TooExpensive
from loaders.field_spec import FieldSpec
from loaders.statement_cost import STATEMENT
from pages.page_request import text
from schema.operations import DOCUMENTS, prepare

ROOT: Final = Path(__file__).parents[2]
UNLIMITED: Final = Limits(cost=10**12)
LIMIT: Final = Limits().cost
#: Hostile queries that are refused; all others have a cost of at least so much.
REFUSED: Final = {
    "50 exports of a map", "300 aliases of `cite`", "100 aliases of `abstract`", "100 introspections",
}  # fmt: skip
PRICED: Final = LIMIT / 100
PAPER: Final = 'paper(by: {id: "W1"})'


def cost(query: str, variables: Mapping[str, Any] | None = None) -> Cost:
    """The cost of a query, however expensive."""
    return prepare(GraphQLParams(query, variables), UNLIMITED).cost


def work(query: str, variables: Mapping[str, Any] | None = None) -> int:
    """The work of a query."""
    return cost(query, variables).work


def resolvers() -> Iterator[tuple[str, GraphQLField]]:
    """The fields whose resolver waits for something, by coordinate."""
    for kind in filter(is_object_type, DOCUMENTS.schema.type_map.values()):
        for name, field in kind.fields.items():
            definition = field.extensions.get("strawberry-definition")
            resolver = getattr(definition, "base_resolver", None)
            function = getattr(resolver, "wrapped_func", None)
            if function is not None and (inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)):
                yield f"{kind.name}.{name}", field


def test_every_resolver_declares_its_weight() -> None:
    fields = dict(resolvers())
    assert len(fields) > 60
    missing = [
        name for name, field in fields.items() if not FieldSpec.of(field).stored and not FieldSpec.of(field).weight
    ]
    assert not missing, f"Declare `FieldSpec(weight=…)` of {missing}: see `loaders/field_spec.py`."


@pytest.mark.parametrize(("name", "query", "variables"), USUAL, ids=[name for name, *_ in USUAL])
def test_usual_queries_are_far_below_the_limit(name: str, query: str, variables: dict[str, Any]) -> None:
    stated = cost(query, variables)
    assert stated.work + stated.planning < LIMIT / 2, stated.most_expensive


@pytest.mark.parametrize(("name", "query", "variables"), HOSTILE, ids=[name for name, *_ in HOSTILE])
def test_hostile_queries_are_refused_or_have_a_cost(name: str, query: str, variables: dict[str, Any]) -> None:
    stated = cost(query, variables)
    assert stated.work + stated.planning > (LIMIT if name in REFUSED else PRICED), stated.most_expensive


def own_queries() -> dict[str, str]:
    """The examples of the playground, the golden queries and the documents of pages, by file name."""
    files = [file for folder in ("web/src/playground/examples", "tests/golden/queries")
             for file in sorted((ROOT / folder).glob("*.graphql"))]  # fmt: skip
    pages = [file.stem for file in sorted((ROOT / "pages/documents").glob("[a-z]*.graphql"))]
    return {file.stem: file.read_text(encoding="utf-8") for file in files} | {name: text(name) for name in pages}


@pytest.mark.parametrize(("name", "query"), own_queries().items(), ids=own_queries())
def test_own_queries_are_below_the_limit(name: str, query: str) -> None:
    document = DOCUMENTS.read(query)
    assert isinstance(document, Document)
    for node in document.node.definitions:
        if isinstance(node, OperationDefinitionNode):
            variables = {
                each.variable.name.value: variable(each.variable.name.value, type_from_ast(DOCUMENTS.schema, each.type))
                for each in node.variable_definitions or ()
                if not any(word in each.variable.name.value.lower() for word in ("after", "filter"))
            }
            operation = node.name.value if node.name else None
            stated = prepare(GraphQLParams(query, variables, operation), UNLIMITED).cost
            assert stated.work + stated.planning < 0.7 * LIMIT, (name, stated.most_expensive)


def variable(name: str, kind: object) -> Any:
    """A value of a variable; an ordinary page size for a number, and a day for a date."""
    if str(cast("Any", get_nullable_type)(kind)) == "Date":
        return "2024-07-15"
    value = Writer(DOCUMENTS.schema, Random(1)).present(name, cast("Any", get_nullable_type)(kind))  # noqa: S311
    return 50 if isinstance(value, int) and not isinstance(value, bool) else value


def test_aliases_pages_and_texts_add_up() -> None:
    title = cost(f"{{ {PAPER} {{ title }} }}").by_field["Paper.title"]
    assert cost(f"{{ {PAPER} {{ {aliases(100, 'title')} }} }}").by_field["Paper.title"] == 100 * title
    pages = [work(f"{{ papers(first: {first}) {{ nodes {{ title }} }} }}") for first in (100, 200, 300)]
    assert pages[2] - pages[1] == pages[1] - pages[0] > 0
    abstracts = cost("{ papers(first: 100) { nodes { title abstract } } }").by_field
    assert abstracts["Paper.abstract"] > 10 * abstracts["Paper.title"]


def test_a_query_costs_the_same_with_its_values_in_variables() -> None:
    for declared, values, field in (
        ("$f: CitationFormat!", {"f": "TEXT"}, f"{PAPER} {{ cite(format: %s) }}"),
        ("$t: String!", {"t": "a b c"}, "search(text: %s) { totalCount }"),
        ("$t: Markdown!", {"t": "x" * 9_000}, "renderMarkdown(text: %s)"),
        ("$n: Int", {"n": 10}, 'connectionsBetween(from: "W1", to: "W2", maxLength: %s) { length }'),
        ("$n: Int", {"n": 500}, f"{PAPER} {{ map(options: {{nodes: %s}}) {{ complete }} }}"),
    ):
        ((name, value),) = values.items()
        literal = value if name == "f" or isinstance(value, int) else f'"{value}"'
        assert work(f"query({declared}) {{ {field % f'${name}'} }}", values) == work(f"{{ {field % literal} }}")


def test_requests_that_share_a_plan_have_costs_of_their_own() -> None:
    query = "query($t: Markdown!) { renderMarkdown(text: $t) }"
    assert work(query, {"t": "x" * 20_000}) > 5 * work(query, {"t": "x"})


def test_an_interface_costs_as_much_as_its_most_expensive_type() -> None:
    paper = work('{ node(id: "W1") { ... on Paper { title abstract citations { nodes { title } } } } }')
    both = '{ node(id: "W1") { ... on Paper { title abstract citations { nodes { title } } } ... on Author { name } } }'
    assert work(both) == paper
    assert work('{ node(id: "W1") { id } }') < 2 * work(f"{{ {PAPER} {{ id }} }}")


def test_a_connection_of_a_resolver_counts_once_and_its_nodes_by_the_page() -> None:
    one, many = (cost(f"{{ {PAPER} {{ neighbours(first: {first}, filter: {{year: {{from: 2000}}}})"
                      " { totalCount nodes { title } } } }").by_field for first in (1, 100))  # fmt: skip
    assert one["NeighbourConnection.totalCount"] == many["NeighbourConnection.totalCount"]
    assert many["Paper.title"] == 100 * one["Paper.title"]


def test_the_file_of_a_map_costs_by_its_nodes() -> None:
    small, large = (cost(f"{{ {PAPER} {{ map(options: {{nodes: {nodes}}}) {{ export(format: SVG) }} }} }}").by_field
                    for nodes in (50, 500))  # fmt: skip
    assert large["ResearchMap.export"] == pytest.approx(10 * small["ResearchMap.export"], rel=0.01)


def test_introspection_costs_by_its_lists_and_aliases() -> None:
    names = work("{ __schema { types { name } } }")
    assert work("{ __schema { types { name fields { name } } } }") > 3 * names
    many = work(f"{{ {aliases(100, '__schema { types { name } }')} }}")
    assert many > 90 * names


@pytest.mark.parametrize("complete", [False, True])
def test_the_introspection_query_of_clients_is_far_below_the_limit(complete: bool) -> None:
    """GraphiQL, Apollo, code generators and gql send it before anything else."""
    query = get_introspection_query(
        specified_by_url=complete, schema_description=complete, input_value_deprecation=complete
    )
    assert LIMIT / 10 < work(query) < LIMIT / 2


def test_a_refusal_names_the_most_expensive_fields() -> None:
    query = (
        f"{{ {PAPER} {{ title {aliases(200, 'cite(format: TEXT)')} map(options: {{nodes: 500}}) {{ complete }} }} }}"
    )
    with pytest.raises(RequestError) as caught:
        prepare(GraphQLParams(query), Limits())
    (error,) = caught.value.errors
    assert isinstance(error.original_error, TooExpensive)
    assert f"the limit is {LIMIT:,}" in error.message
    assert error.message.index("`Paper.cite`") < error.message.index("`Paper.map`")


def test_a_list_that_groups_all_edges_of_its_parent_costs_as_a_filtered_one() -> None:
    plain, grouped = (
        work(f"{{ institutions(first: 100) {{ nodes {{ {field} {{ totalCount }} }} }} }}")
        for field in ("papers", "topics")
    )
    assert grouped > 10 * plain


def test_planning_counts_subqueries_and_each_statement_once() -> None:
    lists = [f"k{size}: citations(first: {size}) {{ totalCount }}" for size in range(100)]
    one, many = (cost(f"{{ {PAPER} {{ {' '.join(lists[:number])} }} }}") for number in (1, 100))
    assert many.planning > 50 * (one.planning - STATEMENT) > 0
    equal = cost(f"{{ {PAPER} {{ {aliases(100, 'citations { totalCount }')} }} }}")
    assert equal.planning < 2 * one.planning  # One subquery reads the list of all aliases.
    paper, author = f"{PAPER} {{ title }}", 'author(by: {id: "A1"}) { name }'
    same, different = cost(f"{{ {aliases(50, paper)} }}"), cost(f"{{ {paper} {author} }}")
    assert same.planning < 2 * STATEMENT < different.planning
    kinds = cost('{ search(text: "a", first: 20) { nodes { id } } }').planning
    assert kinds > 3 * STATEMENT  # Each kind of node has a statement of its own.


@pytest.mark.parametrize("lists", [10, 11])
def test_lists_of_ids_in_a_filter_are_limited(lists: int) -> None:
    conditions = {"f": {"and": [{"not": {"ids": [f"W{number + 1}"]}} for number in range(lists)]}}
    query = "query($f: PaperFilter) { papers(filter: $f) { totalCount } }"
    if lists == 10:
        assert work(query, conditions) > 0
    else:
        with pytest.raises(RequestError, match="`filter` has 11 lists of ids: it may have 10"):
            cost(query, conditions)


@pytest.mark.parametrize("order", ["{field: UPDATED}", "{field: REVIEWS}", "[{field: YEAR}, {field: TITLE}]"])
def test_an_order_that_the_store_does_not_have_reads_all_papers(order: str) -> None:
    query = "{ papers(first: 1, orderBy: %s) { nodes { id } } }"
    stored = work(query % "{field: YEAR, direction: ASC}")
    assert stored == work(query % "[]")
    assert work(query % order) == stored + WHOLE_SCAN


def test_a_text_costs_once_and_null_conditions_nothing() -> None:
    query = "query ($f: PaperFilter) { papers(first: 1, filter: $f) { nodes { id } } }"
    plain, text = ({"f": {"language": "en", "not": None, **more}} for more in ({}, {"text": "graphs"}))
    assert work(query, text) > work(query, plain) + TEXT
    assert work(query, {"f": {"not": None, "and": None, "or": None}}) == work(query, {"f": None})
