"""`export`: a research map in a format."""

from enum import StrEnum

from exports.gexf import gexf
from exports.graphml import graphml
from exports.map_csv import map_csv
from exports.map_json import map_json
from exports.svg import svg
from maps.research_map import ResearchMap


class MapFormat(StrEnum):
    """The formats of maps."""

    GRAPHML = "GRAPHML"
    GEXF = "GEXF"
    CSV = "CSV"
    JSON = "JSON"
    SVG = "SVG"


def export(drawn: ResearchMap, form: MapFormat, address: str) -> str:
    """The map in this format; `address` is that of the service, for the links in JSON. Takes up to 100 ms of CPU for
    a large SVG: call it in a thread."""
    match form:
        case MapFormat.GRAPHML:
            return graphml(drawn)
        case MapFormat.GEXF:
            return gexf(drawn)
        case MapFormat.CSV:
            return map_csv(drawn)
        case MapFormat.JSON:
            return map_json(drawn, address)
        case MapFormat.SVG:
            return svg(drawn)
