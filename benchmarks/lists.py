"""Expensive lists of large graphs: of all nodes, of hubs, and far from the start."""

from dataclasses import dataclass
from typing import Any, Final

from benchmarks.graph import HUB
from benchmarks.importing import paper_id

#: Edges of a page, and of the page before the distant one, which is one of the largest size.
SIZE, FAR = 25, 41
_ROW: Final = "id title year citationCount authors(first: 3) { nodes { name } }"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: of the whole graph, or of a node."""

    name: str
    field: str
    arguments: str = ""
    of: tuple[str, str] | None = None
    row: str = _ROW
    page: int = 1

    @property
    def query(self) -> str:
        """The page, from the cursor `$after`."""
        return f"query($after: String) {self._with(f'first: {SIZE}, after: $after', f'nodes {{ {self.row} }}')}"

    @property
    def pages_before(self) -> str:
        """The page before, whose end cursor starts the page."""
        return self._with(f"first: {SIZE * (self.page - 1)}", "pageInfo { endCursor }")

    def end(self, data: Any) -> str:
        """The cursor in the answer to `pages_before`."""
        return (data.get("node") or data)["list"]["pageInfo"]["endCursor"]

    def _with(self, page: str, selection: str) -> str:
        inside = f"list: {self.field}({page}{self.arguments}) {{ {selection} }}"
        return (
            f"{{ {inside} }}"
            if self.of is None
            else f'{{ node(id: "{self.of[1]}") {{ ... on {self.of[0]} {{ {inside} }} }} }}'
        )


_HUB: Final = ("Paper", paper_id(HUB))
_LATEST: Final = ", orderBy: [{field: YEAR}]"
_TITLE: Final = ", orderBy: [{field: TITLE, direction: ASC}]"
LISTS: Final = (
    Listed("papers, most cited", "papers"),
    Listed(f"papers, most cited, page {FAR}", "papers", page=FAR),
    Listed("papers, latest", "papers", _LATEST),
    Listed(f"papers, latest, page {FAR}", "papers", _LATEST, page=FAR),
    Listed("papers, by title", "papers", _TITLE),
    Listed(f"papers, by title, page {FAR}", "papers", _TITLE, page=FAR),
    Listed("papers of a year", "papers", ", filter: {year: {from: 2020, to: 2020}}"),
    Listed("papers of the largest topic, as a filter", "papers", ', filter: {topics: ["T1000000"]}'),
    Listed("papers of a busy author, as a filter", "papers", ', filter: {authors: ["A1000000"]}'),
    Listed("papers of the largest venue, as a filter", "papers", ', filter: {venues: ["S1000000"]}'),
    Listed("citations of the hub", "citations", of=_HUB),
    Listed(f"citations of the hub, page {FAR}", "citations", of=_HUB, page=FAR),
    Listed("citations of the hub, latest", "citations", _LATEST, of=_HUB),
    Listed("papers of the largest topic", "papers", of=("Topic", "T1000000")),
    Listed("authors, most cited", "authors", row="id name"),
    Listed(f"authors, most cited, page {FAR}", "authors", row="id name", page=FAR),
    Listed("topics, most papers", "topics", row="id name"),
)
