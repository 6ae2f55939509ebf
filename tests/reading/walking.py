"""Walks a list page after page, and compares each page with what the oracle says it must be."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.reading.client import Client

PAGE: Final = """{
  totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  edges { cursor node { id } }
  nodes { id }
}"""


async def walk(
    client: Client, query: str, variables: Mapping[str, Any], expected: Sequence[str], *, size: int, backwards: bool
) -> None:
    """Asks `query`, whose list has the alias `list` and takes `$first`, `$after` and the like, for all its pages."""
    remaining, cursor = list(expected), None
    while True:
        window = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        page = _list(await client.ask(query, {**variables, **window}))
        expected_page = (remaining[-size:] if backwards else remaining[:size]) if size else []
        remaining = remaining[: len(remaining) - len(expected_page)] if backwards else remaining[len(expected_page) :]
        check(page, expected_page, total=len(expected), began=cursor is None, more=bool(remaining), backwards=backwards)
        if not remaining:
            return
        cursor = page["pageInfo"]["startCursor" if backwards else "endCursor"]


def check(page: Any, expected: Sequence[str], *, total: int, began: bool, more: bool, backwards: bool) -> None:
    """Whether a page is what it must be."""
    info = page["pageInfo"]
    assert [edge["node"]["id"] for edge in page["edges"]] == list(expected)
    assert [node["id"] for node in page["nodes"]] == list(expected)
    assert page["totalCount"] == total
    ahead, behind = ("hasPreviousPage", "hasNextPage") if backwards else ("hasNextPage", "hasPreviousPage")
    assert info[ahead] is more
    assert info[behind] is not began
    cursors = [edge["cursor"] for edge in page["edges"]]
    assert len({*cursors}) == len(cursors)
    assert [info["startCursor"], info["endCursor"]] == ([cursors[0], cursors[-1]] if cursors else [None, None])


def _list(data: Any) -> Any:
    return data["list"] if "list" in data else data["node"]["list"]
