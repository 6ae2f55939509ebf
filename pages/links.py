"""Where the page of a node is, and the lines that lists say of it."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

#: The first part of the address of each type's pages.
PLACES: Final = {
    "Paper": "papers", "Author": "authors", "Institution": "institutions", "Topic": "topics", "Venue": "venues",
    "Collection": "collections", "User": "users",
}  # fmt: skip


def href(node_id: str, typename: str = "Paper") -> str:
    """The path of a node's page."""
    return f"/{PLACES[typename]}/{quote(node_id, safe=':/().,;-_~')}"


def listed(kind: str, given: str) -> str:
    """The search for papers that have something, such as a topic."""
    return f"/search?{urlencode({kind: given})}"


def byline(paper: Mapping[str, Any]) -> str:
    """Who, where and when: `Ada Lovelace, Alan Turing et al. · Nature · 1950`."""
    authors: Mapping[str, Any] = paper["authors"]
    names = ", ".join(author["name"] for author in authors["nodes"])
    more = " et al." if authors["totalCount"] > len(authors["nodes"]) else ""
    held: Mapping[str, str] = paper.get("venue") or {}
    venue = held.get("name")
    return " · ".join(str(part) for part in (names + more, venue, paper.get("year")) if part)
