"""`neighbours`: papers that are close to a paper, each with the reasons why."""

from typing import Any, Final

from pydantic import Field

from assistants.paper import PAPER_ID
from assistants.paper_line import LINE, line
from assistants.tool import MAX_TEXT, Arguments, Data, Identifier, NoSuchNode, Tool


class NeighboursArguments(Arguments):
    """Arguments of `neighbours`."""

    paper: Identifier = Field(description=PAPER_ID)
    limit: int = Field(default=10, ge=1, le=25, description="The largest number of neighbours.")
    after: str | None = Field(
        default=None, max_length=MAX_TEXT, description="`next` of a result, for the neighbours after it."
    )


_DOCUMENT: Final = (
    """query ($paper: ID!, $limit: Int!, $after: String) {
  paper(by: {id: $paper}) {
    id
    title
    neighbours(first: $limit, after: $after) {
      exact
      pageInfo { hasNextPage endCursor }
      edges { score reasons { kind count } node { ...Line } }
    }
  }
}"""
    + LINE
)


def _result(data: Data, arguments: NeighboursArguments) -> dict[str, Any]:
    paper: Data | None = data["paper"]
    if paper is None:
        raise NoSuchNode("paper", arguments.paper)
    connection: Data = paper["neighbours"]
    page: Data = connection["pageInfo"]
    return {
        "of": {"id": paper["id"], "title": paper["title"]},
        "neighbours": [_neighbour(edge) for edge in connection["edges"]],
        "exact": connection["exact"],
        "next": page["endCursor"] if page["hasNextPage"] else None,
    }


def _neighbour(edge: Data) -> dict[str, Any]:
    reasons = {reason["kind"].lower(): reason["count"] for reason in edge["reasons"]}
    return {**line(edge["node"]), "score": round(edge["score"], 3), "reasons": reasons}


NEIGHBOURS: Final = Tool(
    "neighbours",
    "List the neighbours of a paper",
    "Lists the papers closest to a paper, best first, with the reasons: the numbers of shared references, shared citing"
    " papers, shared authors and shared topics, and whether one cites the other. Use it for related work that a text"
    " search would miss.",
    NeighboursArguments,
    _DOCUMENT,
    _result,
)
