"""Maps as JSON: the fields of the GraphQL type `ResearchMap` under the same names."""

from dataclasses import asdict
from typing import Any

import orjson

from exports.characters import xml_text
from maps.links import embed_html, permalink
from maps.research_map import ResearchMap


def map_json(drawn: ResearchMap, address: str) -> str:
    """The map as one object; `centre` holds ids."""
    return orjson.dumps(
        {
            "centre": [node.id for node in drawn.centre],
            "nodes": [_fields(node) for node in drawn.nodes],
            "edges": [_fields(edge) for edge in drawn.edges],
            "clusters": [_fields(cluster) for cluster in drawn.clusters],
            "available": [_fields(tally) for tally in drawn.available],
            "complete": drawn.complete,
            "description": xml_text(drawn.description),
            "permalink": permalink(address, drawn),
            "embedHtml": xml_text(embed_html(address, drawn)),
        },
        option=orjson.OPT_APPEND_NEWLINE,
    ).decode()


def _fields(record: Any) -> dict[str, object]:
    """Lone surrogates, which JSON cannot hold, and controls are dropped as everywhere."""
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in asdict(record).items()}
