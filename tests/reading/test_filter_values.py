"""Values of filters are brought into the stored form; values that nothing can match are refused."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from errors import BadInput
from graphdb import author, funder, institution, paper, publisher, topic, venue
from graphdb.fragments import PagedList
from loaders import filters
from loaders.graphql_core import graphql_schema
from resolvers.search import search_request
from schema.schema import SCHEMA

LISTS: Final[Mapping[str, PagedList]] = {
    "PaperFilter": paper.ALL,
    "AuthorFilter": author.ALL,
    "InstitutionFilter": institution.ALL,
    "TopicFilter": topic.ALL,
    "VenueFilter": venue.ALL,
    "FunderFilter": funder.ALL,
    "PublisherFilter": publisher.ALL,
}
NORMAL: Final[list[tuple[str, dict[str, Any], dict[str, Any]]]] = [
    ("PaperFilter", {"language": " EN "}, {"language": "en"}),
    ("PaperFilter", {"language": "zh-CN"}, {"language": "zh-cn"}),
    ("PaperFilter", {"indexedIn": ["PubMed"]}, {"indexedIn": ["pubmed"]}),
    ("PaperFilter", {"keywords": ["Deep Learning"]}, {"keywords": ["deep learning"]}),
    (
        "PaperFilter",
        {"or": [{"language": "DE"}, {"not": {"goals": [17]}}]},
        {"or": [{"language": "de"}, {"not": {"goals": [17]}}]},
    ),
    ("InstitutionFilter", {"countries": ["ch", " No"]}, {"countries": ["CH", "NO"]}),
    ("FunderFilter", {"countries": ["ch"]}, {"countries": ["CH"]}),
    ("PublisherFilter", {"countries": ["ch"]}, {"countries": ["CH"]}),
    ("AuthorFilter", {"name": "  ÉMILE "}, {"name": "emile"}),
    ("PaperFilter", {"goals": [1, 17]}, {"goals": [1, 17]}),
    ("PaperFilter", {"publishedOn": {"from": "2024-02-29"}}, {"publishedOn.from": "2024-02-29"}),
    ("PaperFilter", {"updatedSince": "2026-01-01T01:00:00+01:00"}, {"updatedSince": "2026-01-01T00:00:00.000Z"}),
    ("PaperFilter", {"text": "The graphs"}, {"text": '+(title:"graphs"^1 abstract:"graphs"^1)'}),
    ("TopicFilter", {"papers": {"from": 0}}, {"papers.from": 0}),
    # Parts without conditions hold of every paper, however many there are.
    ("PaperFilter", {"and": [{}] * 2_000, "language": "en"}, {"language": "en"}),
    ("PaperFilter", {"and": [{}, {"language": "en"}, {"year": {}}]}, {"and": [{"language": "en"}]}),
    ("PaperFilter", {"or": [{}] * 2_000}, {}),
    ("PaperFilter", {"or": [{"language": "en"}, {"and": [{}]}]}, {}),
]
REFUSED: Final[list[tuple[str, dict[str, Any], str]]] = [
    ("PaperFilter", {"or": []}, "`filter.or` is an empty list"),
    ("PaperFilter", {"and": [{"or": []}]}, "`filter.or` is an empty list"),
    ("PaperFilter", {"not": {}}, "`filter.not` has no condition"),
    ("PaperFilter", {"not": {"year": {"from": None}}}, "`filter.not` has no condition"),
    ("PaperFilter", {"not": {"or": [{}, {"language": "en"}]}}, "`filter.not` has no condition"),
    ("PaperFilter", {"language": ""}, "`filter.language` has an empty text"),
    ("PaperFilter", {"language": "english"}, "two letters, such as `en`"),
    ("PaperFilter", {"goals": [18]}, "the goals are 1 to 17"),
    ("PaperFilter", {"goals": [0]}, "the goals are 1 to 17"),
    ("PaperFilter", {"text": "the"}, "`filter.text` is 'the': it needs a word"),
    ("PaperFilter", {"text": "…"}, "it needs a word"),
    (
        "PaperFilter",
        {"publishedOn": {"from": "2023-02-29"}},
        "`filter.publishedOn.from` is '2023-02-29', which is not a day",
    ),
    ("PaperFilter", {"publishedOn": {"from": "2024-02-01", "to": "2024-01-01"}}, "runs from 2024-02-01 to 2024-01-01"),
    ("PaperFilter", {"updatedSince": "yesterday"}, "`filter.updatedSince` is 'yesterday', which is not"),
    ("PaperFilter", {"countries": ["Norway"]}, "two letters, such as `CH`"),
    ("PaperFilter", {"citations": {"to": -1}}, "`filter.citations.to` is -1"),
    ("PaperFilter", {"keywords": ["…"]}, "a letter or a digit"),
    ("PaperFilter", {"ids": [""]}, "`filter.ids` has an empty text"),
    ("PaperFilter", {"indexedIn": [" "]}, "`filter.indexedIn` has an empty text"),
    *(
        (kind, {name: [text]}, f"`filter.{name}` has {text!r}, which is no id of")
        for kind, many in LISTS.items()
        for name, predicate in many.filters.items()
        if predicate.ids
        for text in ("nope", "12345", "W0", "https://", "usr_ada", "T1" if predicate.ids != "Topic" else "W1")
    ),
    ("PaperFilter", {"not": {"topics": ["nope"]}}, "`filter.topics` has 'nope', which is no id of a topic"),
    ("PaperFilter", {"authors": ["10.5555/one"]}, "which is no id of an author"),
    ("InstitutionFilter", {"countries": ["Switzerland"]}, "two letters, such as `CH`"),
    ("InstitutionFilter", {"countries": ["CHE"]}, "two letters, such as `CH`"),
    *((name, {"name": value}, "`filter.name`") for name in LISTS if name != "PaperFilter" for value in ("", " ", "~!")),
]


@pytest.mark.parametrize(("kind", "value", "expected"), NORMAL)
def test_values_are_brought_into_the_stored_form(kind: str, value: dict[str, Any], expected: dict[str, Any]) -> None:
    assert filters.normalize(LISTS[kind], value) == expected


@pytest.mark.parametrize(("kind", "value", "message"), REFUSED)
def test_values_that_nothing_can_match_are_refused(kind: str, value: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        filters.normalize(LISTS[kind], value)


def list_fields() -> list[tuple[str, str]]:
    """The lists in all filters of the schema."""
    types: Any = graphql_schema(SCHEMA).type_map
    return [
        (name, field)
        for name in LISTS
        for field, definition in types[name].fields.items()
        if str(definition.type).startswith("[")
    ]


@pytest.mark.parametrize(("kind", "field"), list_fields())
def test_an_empty_list_is_refused(kind: str, field: str) -> None:
    with pytest.raises(BadInput, match=f"`filter.{field}` is an empty list"):
        filters.normalize(LISTS[kind], {field: []})


def test_every_filter_of_the_schema_is_here() -> None:
    names = {name for name in graphql_schema(SCHEMA).type_map if name.endswith("Filter")}
    assert names == {*LISTS, "ClaimRequestFilter", "ReportFilter"}


def test_an_empty_list_of_kinds_is_refused() -> None:
    with pytest.raises(BadInput, match="`kinds` is an empty list"):
        search_request("graphs", [], None, {})


def test_a_filter_has_a_limited_number_of_lists_of_ids() -> None:
    lists = [{"ids": ["W1"]}] * filters.MAX_LISTS
    assert filters.normalize(paper.ALL, {"or": lists})
    with pytest.raises(BadInput, match=r"`filter` has 11 lists of ids: it may have 10\."):
        filters.normalize(paper.ALL, {"or": [*lists, {"venues": ["S1"]}]})


def test_conditions_and_their_values_are_counted() -> None:
    nested = {"year": {"from": 1}, "language": None, "or": [{"ids": ["W1", "W2"]}, {}, {"not": {"openAccess": True}}]}
    assert filters.size(nested) == (3, 4)
    assert filters.size({}) == (0, 0)
    assert filters.number(filters.normalize(paper.ALL, nested | {"or": [{"ids": ["W1"]}, {"openAccess": True}]})) == 3
    assert filters.texts(paper.ALL, {"not": {"text": "graphs"}, "text": "a", "language": "en"}) == 2
