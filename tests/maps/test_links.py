"""URLs and HTML of a map: ids and titles with special characters stay within their attribute."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from maps.links import embed_html, permalink
from maps.options import Options
from maps.records import Kind, MapNode
from maps.research_map import ResearchMap

HARD = "doi:10.1/a\"><script>&b='c' d,é"


def _around(*kinds: Kind, options: Options | None = None) -> ResearchMap:
    nodes = [MapNode(f"{HARD}{number}", kind, f"{HARD} title", None, 1.0, 0) for number, kind in enumerate(kinds)]
    return ResearchMap(options or Options(), tuple(nodes))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reading = _Tags()
    reading.feed(html)
    return reading.found


def test_a_permalink_carries_what_reproduces_the_map() -> None:
    options = Options(kinds=("PAPER", "VENUE"), nodes=90, hops=3, since=1990, until=2000)
    address = urlsplit(permalink("https://graph.example.org/sub", _around("PAPER", "TOPIC", options=options)))
    assert address.path == "/sub/explore"
    assert parse_qs(address.query) == {
        "around": [f"{HARD}0", f"{HARD}1"], "kinds": ["PAPER,VENUE"], "nodes": ["90"], "hops": ["3"],
        "from": ["1990"], "to": ["2000"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "attribute"),
    [("PAPER", "paper"), ("AUTHOR", "author"), ("INSTITUTION", "institution"), ("TOPIC", "topic"), ("VENUE", "venue")],
)
def test_one_node_is_an_element(kind: Kind, attribute: str) -> None:
    script, element = _tags(embed_html("https://graph.example.org", _around(kind)))
    assert script == ("script", {"type": "module", "src": "https://graph.example.org/widget.js"})
    assert element == (
        "research-map", {attribute: f"{HARD}0", "endpoint": "https://graph.example.org/graphql"},
    )  # fmt: skip


@pytest.mark.parametrize("kinds", [("VENUE", "TOPIC"), ("PAPER", "PAPER"), ()])
def test_anything_else_is_a_frame(kinds: tuple[Kind, ...]) -> None:
    drawn = _around(*kinds)
    ((tag, attributes),) = _tags(embed_html("https://graph.example.org", drawn))
    assert tag == "iframe"
    assert attributes["src"] == permalink("https://graph.example.org", drawn).replace("/explore", "/embed/map")
    assert (attributes["title"] or "").startswith("Research map")
