"""`map`: what is around a node, in numbers and clusters."""

from typing import Any, Final

from pydantic import Field

from assistants.paths import NODE_ID
from assistants.tool import Arguments, Data, Identifier, NoSuchNode, Tool


class MapArguments(Arguments):
    """Arguments of `map`."""

    around: Identifier = Field(description=f"The centre: {NODE_ID}")
    limit: int = Field(default=25, ge=2, le=60, description="The largest number of nodes, including the centre.")


_DOCUMENT: Final = """query ($around: ID!, $limit: Int!) {
  researchMap(around: [$around], options: {nodes: $limit, layout: false}) {
    description
    permalink
    clusters { label size }
    available { kind shown available }
    nodes { kind label subtitle node { id } }
  }
}"""


def _result(data: Data, arguments: MapArguments) -> dict[str, Any]:
    research_map: Data = data["researchMap"]
    if not research_map["nodes"]:
        raise NoSuchNode("node with a map", arguments.around)
    return {
        "description": research_map["description"],
        "page": research_map["permalink"],
        "clusters": research_map["clusters"],
        "counts": [{**each, "kind": each["kind"].lower()} for each in research_map["available"]],
        "nodes": [_node(each) for each in research_map["nodes"]],
    }


def _node(node: Data) -> dict[str, Any]:
    return {"id": node["node"]["id"], "kind": node["kind"].lower(), "name": node["label"], "about": node["subtitle"]}


MAP: Final = Tool(
    "map",
    "Summarise the map around a node",
    "Summarises what is around a paper, author, institution or topic: a description, the clusters by topic, how many"
    " nodes of each kind are near, the most important of them with their ids, and the page that shows the map to a"
    " person.",
    MapArguments,
    _DOCUMENT,
    _result,
)
