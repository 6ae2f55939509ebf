"""CSV and JSON of maps, with everything that a title may hold."""

import csv
import io

import orjson

from exports.characters import cell
from exports.map_csv import edges_csv, map_csv, nodes_csv
from exports.map_json import map_json
from maps.research_map import ResearchMap
from tests.maps.made import HOSTILE, star

DRAWN = star(HOSTILE)


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_table_of_nodes() -> None:
    header, *rows = _rows(nodes_csv(DRAWN))
    assert header == [
        "Id",
        "Label",
        "Kind",
        "Subtitle",
        "Weight",
        "Distance",
        "Cluster",
        "X",
        "Y",
        "Year",
        "Citations",
        "DOI",
    ]
    assert [(row[0], row[1], row[4]) for row in rows] == [
        (node.id, cell(node.label), str(node.weight)) for node in DRAWN.nodes
    ]
    assert rows[0][-3:] == ["2020", "50", "10.1/centre"]


def test_the_table_of_edges() -> None:
    header, *rows = _rows(edges_csv(DRAWN))
    assert header == ["Source", "Target", "Type", "Kind", "Weight", "Label", "Count"]
    assert [(row[0], row[1], row[3]) for row in rows] == [(edge.source, edge.target, edge.kind) for edge in DRAWN.edges]


def test_both_tables_with_an_empty_line_between() -> None:
    rows = _rows(map_csv(DRAWN))
    assert rows[len(DRAWN.nodes) + 1] == []
    assert len(rows) == len(DRAWN.nodes) + len(DRAWN.edges) + 3


def test_no_cell_begins_a_formula() -> None:
    text = [cell for row in _rows(map_csv(DRAWN)) for cell in row]
    assert not [cell for cell in text if cell.lstrip()[:1] in {"=", "+", "@"} or "\x00" in cell]
    assert cell("=1+1") == "'=1+1"
    assert cell(" \uff1dx") == "' \uff1dx"
    assert cell("\tx") == "'\tx"
    assert cell("A plain title - with = inside") == "A plain title - with = inside"


def test_json_says_what_graphql_says() -> None:
    told = orjson.loads(map_json(DRAWN, "https://graph.example.org"))
    assert told["centre"] == ["W1"]
    assert len(told["nodes"]) == len(DRAWN.nodes)
    assert set(told["nodes"][0]) == {
        "id", "kind", "label", "subtitle", "weight", "distance", "cluster", "x", "y", "year", "citations", "doi",
    }  # fmt: skip
    assert told["permalink"] == "https://graph.example.org/explore?around=W1&nodes=11"
    assert told["embedHtml"] == (
        '<script type="module" src="https://graph.example.org/widget.js"></script>'
        '<research-map paper="W1" endpoint="https://graph.example.org/graphql" nodes="11"></research-map>'
    )


def test_an_empty_map() -> None:
    told = orjson.loads(map_json(ResearchMap(), ""))
    assert told["nodes"] == told["edges"] == []
    assert "<iframe" in told["embedHtml"]
