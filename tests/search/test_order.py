"""Hits in an order of papers: the same hits, in the order that a list of them has, on every page."""

from typing import Any, Final

import pytest

from tests.reading.client import Client

PAGE: Final = """query($orderBy: [PaperOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  search(text: "language models", orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id }
  }
}"""
LISTED: Final = """query($ids: [ID!], $orderBy: [PaperOrder!]) {
  papers(filter: {ids: $ids}, orderBy: $orderBy, first: 1000) { nodes { id } }
}"""
ORDERS: Final = (
    [{"field": "YEAR", "direction": "ASC"}],
    [{"field": "CITATIONS"}],
    [{"field": "REFERENCES"}, {"field": "TITLE", "direction": "ASC"}],
    [{"field": "REPORTED_CITATIONS", "direction": "ASC"}],
)


def _ids(listed: Any) -> list[str]:
    return [node["id"] for node in listed["nodes"]]


@pytest.mark.parametrize("order", ORDERS, ids=str)
async def test_hits_in_an_order_of_papers_are_those_of_a_list(client: Client, order: list[Any]) -> None:
    kinds = PAGE.replace("orderBy: $orderBy", "kinds: [PAPER]").replace("$orderBy: [PaperOrder!], ", "")
    best = (await client.ask(kinds, {"first": 1000}))["search"]
    expected = _ids((await client.ask(LISTED, {"ids": _ids(best), "orderBy": order}))["papers"])
    assert len(expected) > 20
    for backwards in (False, True):
        pages, cursor, more = list[list[str]](), None, True
        while more:
            window = {"last": 7, "before": cursor} if backwards else {"first": 7, "after": cursor}
            page = (await client.ask(PAGE, {"orderBy": order, **window}))["search"]
            assert page["totalCount"] == best["totalCount"]
            info = page["pageInfo"]
            cursor, more = (
                (info["startCursor"], info["hasPreviousPage"])
                if backwards
                else (info["endCursor"], info["hasNextPage"])
            )
            pages.append(_ids(page))
        listed = [each for page in (reversed(pages) if backwards else pages) for each in page]
        assert listed == expected


async def test_a_cursor_of_another_order_is_refused(client: Client) -> None:
    page = (await client.ask(PAGE, {"orderBy": ORDERS[0], "first": 1}))["search"]
    _, errors = await client.answer(PAGE, {"orderBy": ORDERS[1], "after": page["pageInfo"]["endCursor"]})
    assert "different search" in errors[0].message
