"""The rules that combine records of several sources into one paper, and the table that documents them."""

import re
from pathlib import Path
from typing import Final

import pytest

from graphdb.ingest.claims import LISTS
from graphdb.ingest.newest_mention import MENTIONED_FACTS
from graphdb.ingest.precedence import INSTITUTION, PAPER, Fields, Part, combine, titles
from graphdb.model import INSTITUTION as INSTITUTION_NODE
from graphdb.model import PAPER as NODE
from graphdb.node_kinds import NodeKind
from graphdb.sources import SOURCES, rank

_DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "openalex.md"
PAGE: Final = _DOCUMENT.read_text(encoding="utf-8").partition("## When sources disagree")[2].partition("\n## ")[0]


@pytest.mark.parametrize(("section", "parts"), [("Papers", PAPER), ("Institutions", INSTITUTION)])
def test_the_documentation_has_every_part_with_its_rule_and_fields(section: str, parts: tuple[Part, ...]) -> None:
    text = PAGE.partition(f"### {section}\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| (?!part)([^|]+) \| ([^|]+) \| (`[^|]+`) \|$", text, re.MULTILINE)
    documented = [(title, rule, tuple(re.findall(r"`(\w+)`", fields))) for title, rule, fields in rows]
    assert documented == [(part.title, part.rule.value, part.fields) for part in parts]


def test_the_documentation_has_the_facts_of_mentions() -> None:
    rows = re.findall(r"^\| ([A-Z][a-z]+) \| (`[^|]+`) \|$", PAGE, re.MULTILINE)
    assert {label: tuple(re.findall(r"`(\w+)`", facts)) for label, facts in rows} == MENTIONED_FACTS


def test_the_documentation_lists_the_sources_in_their_order() -> None:
    positions = [PAGE.index(source.title, PAGE.index("in order of precedence: ")) for source in SOURCES]
    assert positions == sorted(positions)
    names = ["demo", "a library", "openalex", "ror"]
    assert sorted(names, key=rank) == ["ror", "openalex", "a library", "demo"]


@pytest.mark.parametrize(("kind", "parts"), [(NODE, PAPER), (INSTITUTION_NODE, INSTITUTION)])
def test_every_field_of_a_part_is_a_property_or_a_list(kind: NodeKind, parts: tuple[Part, ...]) -> None:
    fields = [name for part in parts for name in part.fields]
    assert len(fields) == len(set(fields))
    assert not set(fields) - {*kind.types, *(LISTS if kind is NODE else ())}


CASES: Final[list[tuple[list[Fields], Fields]]] = [
    ([{"title": "A"}, {"title": "B", "titleKey": "b"}], {"title": "A"}),
    ([{"year": 2001}, {"year": 2000, "publishedOn": "2000-01-01"}], {"year": 2001}),
    ([{"kind": "ARTICLE"}, {"kind": "BOOK", "pmid": "7"}], {"kind": "ARTICLE", "pmid": "7"}),
    ([{"isOpen": False}, {"isOpen": True, "oaUrl": "https://example.org"}], {"isOpen": False}),
    ([{"retracted": False}, {"retracted": True}], {"retracted": True}),
    ([{"references": ["W1", "W2"]}, {"references": ["W3", "W1"]}], {"references": ["W1", "W2", "W3"]}),
    ([{"topics": []}, {"topics": [["T1", 1.0, True]]}], {"topics": [["T1", 1.0, True]]}),
    (
        [{"abstract": "Ours", "abstractKind": "SUMMARY"}, {"abstract": "Theirs", "abstractKind": "ORIGINAL"}],
        {"abstract": "Theirs", "abstractKind": "ORIGINAL"},
    ),
    ([{"bylines": [1], "truncated": True}, {"bylines": [2, 3]}], {"bylines": [2, 3]}),
    ([{"bylines": [1], "truncated": True}, {"bylines": [2]}], {"bylines": [1], "truncated": True}),
    ([{"bylines": [1]}, {"bylines": [2, 3], "credits": "Two"}], {"bylines": [1]}),
    ([{"credits": "2001"}, {"bylines": [2], "credits": "Two, 2001"}], {"bylines": [2], "credits": "Two, 2001"}),
]


@pytest.mark.parametrize(("records", "expected"), CASES)
def test_the_rule_of_each_part_decides(records: list[Fields], expected: Fields) -> None:
    assert combine(PAPER, records)[0] == expected


def test_each_record_has_the_parts_that_come_from_it() -> None:
    records: list[Fields] = [{"title": "A", "references": ["W1"]}, {"title": "B", "references": ["W2"], "arxiv": "1"}]
    assert combine(PAPER, records)[1] == [["title", "references"], ["references", "arxiv"]]


def test_parallel_lists_come_from_one_source() -> None:
    """An entry is the values at one index of several properties (`graphdb.indicators`, `Funding`)."""
    part_of_field = {name: part.title for part in PAPER for name in part.fields}
    for prefix in ("funding", "mesh", "sdg", "apcList", "apcPaid", "keyword", "yearPercentile"):
        names = [name for name in NODE.types if name.startswith(prefix)]
        assert names
        assert len({part_of_field.get(name) for name in names}) == 1, prefix


def test_titles_of_fields_are_in_the_order_of_the_table() -> None:
    fields = ["title", "sortTitle", "updated", "citationPercentile", "oaUrl", "references", "doi"]
    assert titles(PAPER, fields) == ["title", "open access", "references", "citation percentile", "doi"]
