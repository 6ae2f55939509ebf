"""`paths`: how two nodes of the graph are connected."""

from typing import Any, Final

from pydantic import Field

from assistants.tool import Arguments, Data, Identifier, NoSuchNode, Tool

NODE_ID: Final = (
    "a paper, author, institution or topic, by an id from a result or by an identifier (DOI, arXiv id, OpenAlex id,"
    " ORCID iD, ROR id) or URL, as pasted."
)


class PathsArguments(Arguments):
    """Arguments of `paths`."""

    start: Identifier = Field(description=f"One end: {NODE_ID}")
    end: Identifier = Field(description=f"The other end: {NODE_ID}")
    max_length: int = Field(
        default=4, ge=1, le=6, alias="maxLength", description="The largest number of edges of a path."
    )
    limit: int = Field(default=3, ge=1, le=5, description="The largest number of paths.")


_DOCUMENT: Final = """query ($start: ID!, $end: ID!, $maxLength: Int!, $limit: Int!) {
  start: node(id: $start) { id }
  end: node(id: $end) { id }
  connectionsBetween(from: $start, to: $end, maxLength: $maxLength, paths: $limit) {
    length
    nodes {
      kind: __typename
      id
      ... on Paper { name: title year }
      ... on Author { name }
      ... on Institution { name }
      ... on Topic { name }
      ... on Venue { name }
    }
    edges { source target kind label }
  }
}"""


def _result(data: Data, arguments: PathsArguments) -> dict[str, Any]:
    for end, text in (("start", arguments.start), ("end", arguments.end)):
        if data[end] is None:
            raise NoSuchNode("node", text)
    return {"paths": [_path(each) for each in data["connectionsBetween"] or ()]}


def _path(path: Data) -> dict[str, Any]:
    return {
        "length": path["length"],
        "nodes": [{**node, "kind": node["kind"].lower()} for node in path["nodes"]],
        "edges": [{**edge, "kind": edge["kind"].lower()} for edge in path["edges"]],
    }


PATHS: Final = Tool(
    "paths",
    "Find paths between two nodes",
    "Finds the shortest paths between two papers, or between any papers, authors, institutions and topics: how are"
    " these two connected? Each path is a chain of nodes with the edges between them. An empty result means that there"
    " is no path of at most `maxLength` edges.",
    PathsArguments,
    _DOCUMENT,
    _result,
)
