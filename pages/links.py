"""Where the page of a node is, and the lines that lists say of it."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

#: The first part of the address of each type's pages.
PATHS: Final = {
    "Paper": "papers", "Author": "authors", "Institution": "institutions", "Topic": "topics", "Venue": "venues",
    "Funder": "funders", "Publisher": "publishers", "Award": "awards",
    "Collection": "collections", "User": "users",
}  # fmt: skip

#: Characters that stand in a path as they are.
SAFE: Final = ":/().,;-_~"
#: A path: no other host, which a second slash or a backslash would name, and nothing that ends a header.
_PATH: Final = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]{0,1000}")


def href(node_id: str, typename: str = "Paper") -> str:
    """The path of a node's page."""
    return f"/{PATHS[typename]}/{quote(node_id, safe=SAFE)}"


def back_to(given: str) -> str:
    """Where somebody goes on to after signing in: a path of this service, the first page for anything else."""
    return given if _PATH.fullmatch(given) else "/"


def sign_in(back: str) -> str:
    """The page on which people sign in, and come back from."""
    return f"/sign-in?{urlencode({'back': back})}"


def byline(paper: Mapping[str, Any]) -> str:
    """Who, where and when: `Ada Lovelace, Alan Turing et al. · Nature · 1950`."""
    authors: Mapping[str, Any] = paper["authors"]
    names = ", ".join(author["name"] for author in authors["nodes"])
    more = " et al." if authors["totalCount"] > len(authors["nodes"]) else ""
    held: Mapping[str, str] = paper.get("venue") or {}
    venue = held.get("name")
    return " · ".join(str(part) for part in (names + more, venue, paper.get("year")) if part)
