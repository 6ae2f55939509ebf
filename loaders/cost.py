"""The cost of a query, computed before it runs: how many objects its answer can hold.

A connection counts its page size, times the objects above it. Every answer has its cost in `extensions.cost`, so that a
client sees how near the limit it is.
"""

from dataclasses import dataclass

from errors import BadInput


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one request: page size, cost, fields, depth, and nodes of all its maps."""

    page: int = 1_000
    cost: int = 100_000
    fields: int = 3_000
    depth: int = 30
    map_nodes: int = 5_000


class TooExpensive(BadInput):
    """A query whose cost is beyond a limit."""

    code = "QUERY_TOO_EXPENSIVE"


@dataclass(slots=True)
class Cost:
    """Counts objects and fields during planning. Raises TooExpensive at a limit."""

    limits: Limits
    objects: int = 0
    fields: int = 0

    def objects_below(self, times: int) -> None:
        """Counts an object of the selection that can be in the answer so many times."""
        self.objects += times
        if self.objects > self.limits.cost:
            raise TooExpensive(
                f"The answer could hold more than {self.limits.cost} objects, which is the limit of one request:"
                " ask for smaller pages (`first`), or for less below them."
            )

    def field(self, depth: int) -> None:
        """Counts a field of the selection at this depth, once for each use of its fragment."""
        self.fields += 1
        if self.fields > self.limits.fields:
            raise TooExpensive(f"The query selects more than {self.limits.fields} fields: split it.")
        if depth > self.limits.depth:
            raise TooExpensive(f"The query is deeper than {self.limits.depth} levels: split it.")

    @property
    def shown(self) -> dict[str, int]:
        """The cost as `extensions.cost` has it."""
        return {"objects": self.objects, "limit": self.limits.cost}
