"""Plots on the page of an author, institution, topic or venue: its papers and citations by year, and what most of its
papers have in common; and the same of the papers that a search finds."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from pages.year_plot import YearPlot, year_plot

Data = Mapping[str, Any]


class Share(NamedTuple):
    """A node that shares `papers` papers with that of the page."""

    node: Data
    papers: int


class ShareList(NamedTuple):
    """The nodes of one kind that share the most papers, of `total`."""

    title: str
    kind: str
    shares: list[Share]
    total: int


class NodePlots(NamedTuple):
    """The plots of a page. A plot without values is None, a list without values is left out."""

    papers: YearPlot | None
    citations: YearPlot | None
    shares: list[ShareList]


#: The lists of each kind of page: title, kind, and the field of the document, a connection of edges with `paperCount`
#: or a list of papers in groups.
_LISTS: Final[dict[str, Sequence[tuple[str, str, str]]]] = {
    "Author": (("Topics", "Topic", "topics"), ("Venues", "Venue", "byVenue"), ("Co-authors", "Author", "coauthors")),
    "Institution": (
        ("Topics", "Topic", "topics"),
        ("Venues", "Venue", "byVenue"),
        ("Collaborates with", "Institution", "collaborators"),
    ),
    "Topic": (
        ("Authors", "Author", "authors"),
        ("Institutions", "Institution", "byInstitution"),
        ("Venues", "Venue", "byVenue"),
    ),
    "Venue": (
        ("Topics", "Topic", "byTopic"),
        ("Institutions", "Institution", "byInstitution"),
        ("Authors", "Author", "byAuthor"),
    ),
}

#: The lists of a search, by the facet.
_FACETS: Final = (
    ("Topics", "Topic", "topics"), ("Venues", "Venue", "venues"), ("Authors", "Author", "authors"),
    ("Institutions", "Institution", "institutions"),
)  # fmt: skip
#: The nodes of a list of a search.
SHARES: Final = 8


def node_plots(node: Data, kind: str) -> NodePlots | None:
    """The plots for the data of a page's document; None for kinds of nodes without any."""
    if kind not in _LISTS:
        return None
    years: Sequence[Data] = node["countsByYear"] or ()
    lists = [ShareList(title, name, *_shares(node[field])) for title, name, field in _LISTS[kind]]
    return NodePlots(
        year_plot({row["year"]: row["papers"] for row in years}),
        year_plot({row["year"]: row["citations"] for row in years}),
        [each for each in lists if each.shares],
    )


def facet_plots(facets: Data) -> NodePlots:
    """The plots for the facets of a search."""
    lists = [
        ShareList(title, kind, values, len(values))
        for title, kind, name in _FACETS
        if (values := _values(facets[name]))
    ]
    years = {int(each["value"]): each["count"] for each in facets["years"]}
    return NodePlots(year_plot(years), None, lists)


def _values(facet: Sequence[Data]) -> list[Share]:
    return [Share({"id": each["value"], "name": each["label"]}, each["count"]) for each in facet[:SHARES]]


def _shares(connection: Data) -> tuple[list[Share], int]:
    if "groups" not in connection:
        edges: Sequence[Data] = connection["edges"]
        return [Share(edge["node"], edge["paperCount"]) for edge in edges], connection["totalCount"]
    groups: Data = connection["groups"] or {"nodes": (), "totalCount": 0}
    named = [Share(node, group["count"]) for group in groups["nodes"] if (node := group["keys"][0]["node"])]
    unnamed = len(groups["nodes"]) - len(named)
    return named, groups["totalCount"] - unnamed
