"""Queries whose work is known: usual ones, and those that asked for much work at a low cost.

`benchmarks.cost` measures them, and `tests/reading/test_cost.py` expects each hostile one to be refused or to be cheap.
Ids are those of `benchmarks.importing`.
"""

from pathlib import Path
from typing import Any, Final

Named = tuple[str, str, dict[str, Any]]

MISSION: Final = Path(__file__).with_name("mission.graphql").read_text(encoding="utf-8")
_PAPER: Final = 'paper(by: {id: "W1000000"})'
_OTHER: Final = 'paper(by: {id: "W1000300"})'
_IDS: Final = [f"W{1_000_000 + index}" for index in range(1_000)]


def aliases(number: int, selection: str) -> str:
    """So many aliases of a field."""
    return " ".join(f"k{index}: {selection}" for index in range(number))


USUAL: Final[tuple[Named, ...]] = (
    ("nothing", "{ __typename }", {}),
    ("a title", f"{{ {_OTHER} {{ title }} }}", {}),
    ("a paper page", MISSION, {"id": "W1000300"}),
    ("a paper page of a hub", MISSION, {"id": "W1000000"}),
    ("100 papers", "{ papers(first: 100) { nodes { id title year citationCount } } }", {}),
    ("1,000 papers", "{ papers(first: 1000) { nodes { id title year citationCount } } }", {}),
    ("1,000 papers with bylines",
     "{ papers(first: 1000) { nodes { id title authors(first: 5) { nodes { id name } } } } }", {}),
    ("1,000 ids", "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Paper { title year } } }", {"ids": _IDS}),
    ("neighbours of a hub", f"{{ {_PAPER} {{ neighbours(first: 20) {{ edges {{ score reasons {{ kind count }}"
     " node { title } } } } }", {}),
    ("neighbours", f"{{ {_OTHER} {{ neighbours(first: 20) {{ edges {{ score reasons {{ kind count }}"
     " node { title } } } } }", {}),
    ("a search", '{ search(text: "graph learning", first: 10) { totalCount nodes { id } } }', {}),
    ("a search with highlights and facets", '{ search(text: "graph learn", first: 20) { totalCount edges { highlights'
     " { field fragments } node { id } } facets { kinds { value count } years { value count } topics { value count }"
     " venues { value count } openAccess { value count } } } }", {}),
    ("a map", f"{{ {_PAPER} {{ map {{ nodes {{ nodeId label x y }} edges {{ source target }} }} }} }}", {}),
    ("a path", '{ connectionsBetween(from: "W1000300", to: "A1000005") { length } }', {}),
    ("a citation", f"{{ {_OTHER} {{ cite(format: TEXT) }} }}", {}),
    ("20 citations", "{ papers(first: 20) { nodes { cite(format: BIBTEX) } } }", {}),
    ("all papers by year", "{ papers { groups(by: YEAR) { nodes { keys { value } count } } } }", {}),
    ("a topic by author, with measures", '{ topic(by: {id: "T1000005"}) { papers { groups(by: AUTHOR, first: 10,'
     " orderBy: {field: H_INDEX}) { nodes { keys { value } count measures { citations hIndex } } } } } }", {}),
    ("measures of an author", '{ author(by: {id: "A1000005"}) { papers { measures { papers citations hIndex } } } }',
     {}),
)  # fmt: skip

#: As many ids as fit into a body of 100 kB.
_NOT: Final = [{"not": {"ids": _IDS[:800]}}] * 10
_COUNTS: Final = [f"k{year}: citations(first: 1, filter: {{year: {{from: {year}}}}}) {{ totalCount }}"
                  for year in range(1_890, 2_000)]  # fmt: skip
_STYLES: Final = [f'{style}{index}: cite(format: TEXT, style: "{style}", locale: "{locale}")'
                  for style in ("apa", "ieee", "nature", "vancouver")
                  for index, locale in enumerate(("en-US", "de-DE", "fr-FR"))]  # fmt: skip


_FILTERED: Final = "papers(first: 1, filter: $f) { nodes { id } }"


def _of(parent: str, selection: str) -> str:
    """A query for a selection of a paper or of the root."""
    return f"{{ {parent} {{ {selection} }} }}"


HOSTILE: Final[tuple[Named, ...]] = (
    ("Markdown of 50 kB", "query($t: Markdown!) { renderMarkdown(text: $t) }", {"t": "a\n:-:\n" * 8_333}),
    ("Markdown of 50 kB of `---`", "query($t: Markdown!) { renderMarkdown(text: $t) }", {"t": "---\n" * 12_500}),
    ("Markdown of 50 kB of `[`", "query($t: Markdown!) { renderMarkdown(text: $t) }", {"t": "[" * 50_000}),
    ("Markdown of 50 kB of `![`", "query($t: Markdown!) { renderMarkdown(text: $t) }", {"t": "![" * 25_000}),
    ("Markdown of 50 kB of `*a_`", "query($t: Markdown!) { renderMarkdown(text: $t) }", {"t": "*a_" * 16_666}),
    ("a map of 500 nodes, 3 hops, of a hub", _of(_PAPER, "map(options: {nodes: 500, hops: 3}) { complete }"), {}),
    ("a map of 500 nodes, 3 hops", _of(_OTHER, "map(options: {nodes: 500, hops: 3}) { complete }"), {}),
    ("a map of 500 nodes, 3 hops, no layout",
     _of(_OTHER, "map(options: {nodes: 500, hops: 3, layout: false}) { complete }"), {}),
    ("a map of 500 nodes, 1 hop", _of(_OTHER, "map(options: {nodes: 500, hops: 1}) { complete }"), {}),
    ("a map of 60 nodes, 3 hops", _of(_OTHER, "map(options: {nodes: 60, hops: 3}) { complete }"), {}),
    ("50 exports of a map",
     _of(_PAPER, f"map(options: {{nodes: 500}}) {{ {aliases(50, 'export(format: SVG)')} }}"), {}),
    ("paths of 10 edges", '{ connectionsBetween(from: "W1001001", to: "T1000005", maxLength: 10) { length } }', {}),
    ("paths of 10 edges between papers",
     '{ connectionsBetween(from: "W1029999", to: "W1029000", maxLength: 10, paths: 10) { length } }', {}),
    ("10 filters of 800 ids", "query($f: PaperFilter) { papers(first: 1, filter: $f) { totalCount } }",
     {"f": {"and": _NOT}}),
    ("a filter of 1,000 ids", "query($f: PaperFilter) { papers(first: 1, filter: $f) { totalCount } }",
     {"f": {"not": {"ids": _IDS}}}),
    ("a filter of authors", "query($f: PaperFilter) { papers(first: 1, filter: $f) { nodes { id } } }",
     {"f": {"authors": ["A1000005"]}}),
    ("5 filters of ids", "query($f: PaperFilter) { papers(first: 1, filter: $f) { totalCount } }",
     {"f": {"or": [{"authors": ["A1000005"]}, {"topics": ["T1000005"]}, {"venues": ["S1000005"]},
                   {"institutions": ["I1000005"]}, {"not": {"ids": ["W1000000"]}}]}}),
    ("10 filters of an id", "query($f: PaperFilter) { papers(first: 1, filter: $f) { nodes { id } } }",
     {"f": {"or": [{"authors": [f"A{1_000_000 + index}"]} for index in range(10)]}}),
    ("10 lists with a filter of an id", "query($f: PaperFilter) { " + aliases(10, _FILTERED) + " }",
     {"f": {"authors": ["A1000005"]}}),
    ("a count of a filtered list", "{ papers(first: 1, filter: {not: {retracted: true}}) { totalCount } }", {}),
    ("all papers by topic and year",
     "{ papers { groups(by: [TOPIC, YEAR], first: 100) { nodes { keys { value } count } } } }", {}),
    ("all papers by author and institution", "{ papers { groups(by: [AUTHOR, INSTITUTION], first: 100) { totalCount"
     " nodes { count measures { hIndex medianCitations authors } } } } }", {}),
    ("50 topics by year",
     "{ topics(first: 50) { nodes { papers { groups(by: YEAR) { nodes { keys { value } count } } } } } }", {}),
    ("20 measures of all papers", f"{{ {aliases(20, 'papers { measures { authors institutions gIndex } }')} }}", {}),
    ("years of 100 papers", "{ papers(first: 100) { nodes { countsByYear { year citations } } } }", {}),
    ("a misspelt search", '{ search(text: "grapx learnung modal netwrok citatoin reviev langauge visoin", first: 20)'
     " { totalCount nodes { id } facets { kinds { value } years { value } topics { value } venues { value } } } }", {}),
    ("a misspelt word", '{ search(text: "citatoin", first: 20) { totalCount } }', {}),
    ("300 aliases of `cite`", _of(_OTHER, aliases(300, "cite(format: TEXT)")), {}),
    ("12 styles of `cite`", _of(_OTHER, " ".join(_STYLES)), {}),
    ("100 aliases of `abstract`", f"{{ papers(first: 1000) {{ nodes {{ {aliases(100, 'abstract')} }} }} }}", {}),
    ("100 aliases of `title`", f"{{ papers(first: 1000) {{ nodes {{ {aliases(100, 'title')} }} }} }}", {}),
    ("1,000 abstracts", "{ papers(first: 1000) { nodes { abstract } } }", {}),
    ("100 aliases of `papers`", f"{{ {aliases(100, 'papers(first: 100) { nodes { id title } }')} }}", {}),
    ("3 levels of citations", "{ papers(first: 20) { nodes { citations(first: 20) { nodes { references(first: 20)"
     " { nodes { id title } } } } } } }", {}),
    ("introspection", "{ __schema { types { name description fields { name description args { name description"
     " type { name kind ofType { name } } } type { name kind ofType { name } } } } } }", {}),
    ("100 introspections",
     f"{{ {aliases(100, '__schema { types { name description fields { name description } } }')} }}", {}),
    ("150 lists of a paper", _of(_OTHER, aliases(150, "citations(first: 1) { nodes { id } }")), {}),
    ("110 filtered counts", _of(_PAPER, " ".join(_COUNTS)), {}),
    ("neighbours of 100 papers", "{ papers(first: 100) { nodes { neighbours(first: 20) { edges { score } } } } }", {}),
    ("filtered neighbours with a count",
     _of(_PAPER, "neighbours(first: 20, filter: {year: {from: 2020}}) { totalCount edges { score } }"), {}),
)  # fmt: skip
