"""Ids of no node in arguments are reported in `extensions.warnings`, because they match nothing."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from graphdb import author, funder, institution, paper, publisher, topic, venue
from graphdb.cypher import cypher
from loaders.references import MAX_LISTED
from tests.endpoints.serving import Service

LISTS: Final = {
    "papers": paper.ALL, "authors": author.ALL, "institutions": institution.ALL, "topics": topic.ALL,
    "venues": venue.ALL, "funders": funder.ALL, "publishers": publisher.ALL,
}  # fmt: skip
#: Ids that can name a node of the label, of none in the graph.
ABSENT: Final = {
    "Paper": ["W999", "10.5555/none"], "Author": ["author:nope", "https://orcid.org/0000-0002-1825-0097"],
    "Institution": ["I999", "https://ror.org/05a28rw58"], "Topic": ["topic:nope", "subfield:1702"],
    "Venue": ["S999", "0028-0836"], "Funder": ["F999"], "Publisher": ["P999"], "Award": ["G999"],
}  # fmt: skip
MERGED: Final = cypher("CREATE (a:Alias {id: 'W77', of: 'W1'}), (:DeletedPaper {id: 'W78'}) RETURN a.id")


def conditions() -> Iterator[tuple[str, str, list[str]]]:
    """Each condition of each list that takes ids, with absent ones."""
    for name, many in LISTS.items():
        for condition, predicate in many.filters.items():
            if predicate.ids:
                yield name, condition, ABSENT[predicate.ids]


async def warnings(service: Service, query: str) -> list[Any]:
    """The warnings of an answer without errors."""
    answer = (await service.post({"query": query})).json()
    assert "errors" not in answer, answer
    return answer["extensions"].get("warnings", [])


@pytest.mark.parametrize(("name", "condition", "ids"), [*conditions()])
async def test_every_filter_reports_them(service: Service, name: str, condition: str, ids: list[str]) -> None:
    filter_ = f"{{{condition}: {json.dumps(ids)}}}"
    nested = f"{{or: [{filter_}]}}" if name == "papers" else filter_
    query = f"{{ some: {name}(filter: {nested}) {{ totalCount }} }}"
    (warning,) = await warnings(service, query)
    assert (warning["code"], warning["path"]) == ("NOT_FOUND", ["some"])
    assert len(warning["ids"]) == len(ids)
    assert f"`filter.{condition}` has ids of no node" in warning["message"]


@pytest.mark.parametrize(
    ("query", "path", "ids"),
    [
        ('{ search(text: "graphs", filter: {topics: ["T1"]}) { totalCount } }', ["search"], ["T1"]),
        (
            '{ paper(by: {id: "W1"}) { neighbours(filter: {authors: ["A1", "A2"]}) { nodes { id } } } }',
            ["paper", "neighbours"],
            ["A2"],
        ),
        (
            '{ paper(by: {id: "W1"}) { citations(filter: {ids: ["W9"]}) { totalCount } } }',
            ["paper", "citations"],
            ["W9"],
        ),
        ('{ researchMap(around: ["W1", "A9", "nope"]) { complete } }', ["researchMap"], ["A9", "nope"]),
        ('{ connectionsBetween(from: "A1", to: "topic:nope") { length } }', ["connectionsBetween"], ["topic:nope"]),
    ],
)
async def test_other_arguments_report_them(service: Service, query: str, path: list[str], ids: list[str]) -> None:
    (warning,) = await warnings(service, query)
    assert (warning["path"], warning["ids"]) == (path, ids)


async def test_ids_of_nodes_in_any_form_are_not_reported(service: Service) -> None:
    await service.app.state.store.write(MERGED, {})
    forms = '["W1", "W77", "W78", "https://doi.org/10.5555/ONE", "https://openalex.org/W1"]'
    assert await warnings(service, f"{{ papers(filter: {{ids: {forms}}}) {{ totalCount }} }}") == []
    assert await warnings(service, f"{{ researchMap(around: {forms}) {{ complete }} }}") == []


async def test_a_warning_lists_a_limited_number(service: Service) -> None:
    ids = json.dumps([f"W{number}" for number in range(1_000, 2_000)])
    (warning,) = await warnings(service, f"{{ papers(filter: {{ids: {ids}}}) {{ totalCount }} }}")
    assert len(warning["ids"]) == MAX_LISTED
    assert warning["message"].endswith(f", and {1_000 - MAX_LISTED} more.")


async def test_an_exported_list_has_them_in_a_header(service: Service) -> None:
    answer = await service.http.post("/export/papers.jsonl", json={"filter": {"topics": ["T1"], "authors": ["A1"]}})
    assert (answer.status_code, answer.headers["x-unknown-ids"]) == (200, "T1")
    answer = await service.http.post("/export/papers.jsonl", json={"filter": {"authors": ["A1"]}})
    assert "x-unknown-ids" not in answer.headers
    assert len(answer.text.splitlines()) == 1
