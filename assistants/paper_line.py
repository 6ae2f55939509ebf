"""A paper in a list, short: what a model needs to choose one."""

from typing import Any, Final

from assistants.tool import Data

#: The fields that `line` reads.
LINE: Final = """
fragment Line on Paper {
  id
  title
  year
  citationCount
  venue { name }
  authors(first: 3) { totalCount edges { name } }
}"""


def line(paper: Data) -> dict[str, Any]:
    """Id, title, authors (three at most, then `et al.`), venue, year and citations within the graph."""
    venue: Data = paper["venue"] or {}
    return {
        "id": paper["id"],
        "title": paper["title"],
        "authors": names(paper["authors"]),
        "venue": venue.get("name"),
        "year": paper["year"],
        "citations": paper["citationCount"],
    }


def names(authors: Data) -> str:
    """The names of a connection of authors; `et al.` if it has more."""
    shown = ", ".join(edge["name"] for edge in authors["edges"])
    return f"{shown} et al." if authors["totalCount"] > len(authors["edges"]) else shown
