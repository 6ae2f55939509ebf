"""Paths of the pages of nodes, and bylines for lists."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from identifiers.page_path import page_path

#: First path segment of the pages of each type.
PATHS: Final = {
    "Paper": "papers", "Author": "authors", "Institution": "institutions", "Topic": "topics", "Venue": "venues",
    "Funder": "funders", "Publisher": "publishers", "Award": "awards",
    "Collection": "collections", "User": "users",
}  # fmt: skip

#: The suffix of the path of a page that makes the path of its feed.
FEED: Final = "/feed.atom"
#: A path without a host, which a second slash or a backslash would start, and without characters that end a header.
_PATH: Final = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]{0,1000}")


def href(node_id: str, typename: str = "Paper") -> str:
    """The path of a node's page."""
    return page_path(PATHS[typename], node_id)


def feed_link(page: str, title: str) -> dict[str, str]:
    """The feed of a page (`pages.feeds`), for `<link rel=alternate>`."""
    return {"type": "application/atom+xml", "href": page + FEED, "title": title}


def back_to(path: str) -> str:
    """The page after sign-in: `path` if it is a path of this service, otherwise `/`."""
    return path if _PATH.fullmatch(path) else "/"


def sign_in(back: str) -> str:
    """The path of the sign-in page, with the page to return to."""
    return f"/sign-in?{urlencode({'back': back})}"


def byline(paper: Mapping[str, Any]) -> str:
    """Authors, venue and year: `Ada Lovelace, Alan Turing et al. · Nature · 1950`."""
    authors: Mapping[str, Any] = paper["authors"]
    names = ", ".join(author["name"] for author in authors["nodes"])
    more = " et al." if authors["totalCount"] > len(authors["nodes"]) else ""
    venue: Mapping[str, str] = paper.get("venue") or {}
    return " · ".join(str(part) for part in (names + more, venue.get("name"), paper.get("year")) if part)
