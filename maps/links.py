"""Where a map stands on the web, and the HTML that puts it into another page."""

from html import escape
from typing import Final
from urllib.parse import urlencode

from maps.options import USUAL, Options
from maps.records import KINDS, Kind, MapNode
from maps.research_map import ResearchMap

#: The attribute of `<research-map>` that names a centre of each kind.
_ATTRIBUTES: Final[dict[Kind, str]] = {
    "PAPER": "paper", "AUTHOR": "author", "INSTITUTION": "institution", "TOPIC": "topic",
    "VENUE": "venue",
}  # fmt: skip


def query(options: Options) -> list[tuple[str, str]]:
    """The wishes that differ from the defaults, as parameters of an address."""
    kinds = ",".join(kind for kind in KINDS if kind in options.kinds)
    pairs = [
        ("kinds", kinds if options.kinds != USUAL.kinds else None),
        ("nodes", options.nodes if options.nodes != USUAL.nodes else None),
        ("hops", options.hops if options.hops != USUAL.hops else None),
        ("from", options.since),
        ("to", options.until),
    ]
    return [(name, str(value)) for name, value in pairs if value is not None]


def permalink(address: str, drawn: ResearchMap) -> str:
    """The explorer's page with this map. `address` is that of the service, without a slash at its end."""
    return _around(f"{address}/explore", drawn)


def embed_html(address: str, drawn: ResearchMap) -> str:
    """HTML for another page: the `<research-map>` element around one node, a frame around several, or none."""
    centre = drawn.centre
    if len(centre) == 1:
        return _element(address, centre[0], drawn.options)
    names = ", ".join(node.label for node in centre[:3])
    source = _around(f"{address}/embed/map", drawn)
    attributes = {"src": source, "title": f"Research map: {names}" if names else "Research map"}
    return f'<iframe{_written(attributes)} width="100%" height="480" loading="lazy" style="border:0"></iframe>'


def _around(page: str, drawn: ResearchMap) -> str:
    pairs = [*(("around", node.id) for node in drawn.centre), *query(drawn.options)]
    return page + (f"?{urlencode(pairs)}" if pairs else "")


def _element(address: str, centre: MapNode, options: Options) -> str:
    source = _written({"src": f"{address}/widget.js"})
    attributes = {_ATTRIBUTES[centre.kind]: centre.id, "endpoint": f"{address}/graphql", **dict(query(options))}
    return f'<script type="module"{source}></script><research-map{_written(attributes)}></research-map>'


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
