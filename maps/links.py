"""The permalink of a map, and the HTML that embeds it."""

from html import escape
from typing import Final
from urllib.parse import urlencode

from maps.options import DEFAULTS, Options
from maps.records import KINDS, Kind, MapNode
from maps.research_map import ResearchMap

#: The attribute of `<research-map>` for a centre of each kind.
_CENTRE_ATTRIBUTES: Final[dict[Kind, str]] = {
    "PAPER": "paper", "AUTHOR": "author", "INSTITUTION": "institution", "TOPIC": "topic",
    "VENUE": "venue",
}  # fmt: skip


def query(options: Options) -> list[tuple[str, str]]:
    """The options that differ from the defaults, as query parameters."""
    kinds = ",".join(kind for kind in KINDS if kind in options.kinds)
    pairs = [
        ("kinds", kinds if options.network == DEFAULTS.network and options.kinds != DEFAULTS.kinds else None),
        ("nodes", options.nodes if options.nodes != DEFAULTS.nodes else None),
        ("hops", options.hops if options.hops != DEFAULTS.hops else None),
        ("from", options.since),
        ("to", options.until),
        ("network", options.network if options.network != DEFAULTS.network else None),
    ]
    return [(name, str(value)) for name, value in pairs if value is not None]


def permalink(address: str, research_map: ResearchMap) -> str:
    """The address of the explorer page with this map. `address`: that of the service without a trailing slash."""
    return _around(f"{address}/explore", research_map)


def embed_html(address: str, research_map: ResearchMap) -> str:
    """HTML for embedding: a `<research-map>` element for one centre, an iframe for several or none."""
    centre = research_map.centre
    if len(centre) == 1:
        return _element(address, centre[0], research_map.options)
    names = ", ".join(node.label for node in centre[:3])
    source = _around(f"{address}/embed/map", research_map)
    attributes = {"src": source, "title": f"Research map: {names}" if names else "Research map"}
    return f'<iframe{_attributes(attributes)} width="100%" height="480" loading="lazy" style="border:0"></iframe>'


def _around(page: str, research_map: ResearchMap) -> str:
    pairs = [*(("around", node.id) for node in research_map.centre), *query(research_map.options)]
    return page + (f"?{urlencode(pairs)}" if pairs else "")


def _element(address: str, centre: MapNode, options: Options) -> str:
    source = _attributes({"src": f"{address}/widget.js"})
    attributes = {_CENTRE_ATTRIBUTES[centre.kind]: centre.id, "endpoint": f"{address}/graphql", **dict(query(options))}
    return f'<script type="module"{source}></script><research-map{_attributes(attributes)}></research-map>'


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
