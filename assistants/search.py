"""`search`: papers, people, institutions, topics, venues, funders and publishers by text."""

from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from assistants.paper_line import LINE, line
from assistants.tool import MAX_TEXT, Arguments, Data, Tool
from schema.search import SearchKind


class SearchArguments(Arguments):
    """Arguments of `search`."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)] = Field(
        description="Words of a title, an abstract or a name, or a DOI, arXiv id, OpenAlex id or URL. Misspelt words"
        " and the beginning of the last word match as well."
    )
    kinds: list[SearchKind] | None = Field(
        default=None, max_length=len(SearchKind), description="Only these kinds; by default all."
    )
    limit: int = Field(default=10, ge=1, le=25, description="The largest number of hits.")
    after: str | None = Field(
        default=None, max_length=MAX_TEXT, description="`next` of a result, for the hits after it."
    )


_DOCUMENT: Final = (
    """query ($text: String!, $kinds: [SearchKind!], $limit: Int!, $after: String) {
  search(text: $text, kinds: $kinds, first: $limit, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      kind: __typename
      id
      ... on Paper { ...Line }
      ... on Author { name paperCount }
      ... on Institution { name paperCount country }
      ... on Topic { name paperCount }
      ... on Venue { name paperCount }
      ... on Funder { name paperCount }
      ... on Publisher { name paperCount }
    }
  }
}"""
    + LINE
)


def _result(data: Data, _arguments: SearchArguments) -> dict[str, Any]:
    search: Data = data["search"]
    page: Data = search["pageInfo"]
    return {
        "total": search["totalCount"],
        "hits": [_hit(node) for node in search["nodes"]],
        "next": page["endCursor"] if page["hasNextPage"] else None,
    }


def _hit(node: Data) -> dict[str, Any]:
    kind = node["kind"].lower()
    if kind == "paper":
        return {"kind": kind, **line(node)}
    return {
        "kind": kind, "id": node["id"], "name": node["name"], "papers": node["paperCount"],
        "country": node.get("country"),
    }  # fmt: skip


SEARCH: Final = Tool(
    "search",
    "Search the research graph",
    "Finds papers, authors, institutions, topics, venues, funders and publishers by words or by an identifier, best"
    " match first. Start here when you have a title, a name or a subject and no id; the ids in the result are"
    " arguments of the other tools.",
    SearchArguments,
    _DOCUMENT,
    _result,
)
