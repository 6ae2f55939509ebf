"""The cost of an operation: an estimate of its work, computed before it runs.

A unit is about a microsecond of processor time, of this service and of Neo4j together (`benchmarks.cost`). Everything
that a plan contains adds to it: objects, values, the bytes of texts, statements, lists, conditions, and resolvers,
whose work their fields declare (`FieldSpec.weight`). Each part counts as often as it can be in the response. The work
of planning a new operation, here and in Neo4j, is a separate part.
"""

from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from errors import BadInput
from graphdb.projection import Projection
from loaders.statement_cost import Shape, shape_of, statement_work

#: Fixed cost of an operation.
OPERATION: Final = 300
#: A statement of a fetch group.
STATEMENT: Final = 1_500
#: An object: its row in the store, in the driver and in the response.
OBJECT: Final = 10
#: A node that a resolver looks up by its id.
LOOKUP: Final = 50
#: A value of an object.
VALUE: Final = 1
#: Bytes of a text per unit.
BYTES: Final = 50
#: A list of a parent; a filtered one, or one in another order; and the count of a filtered one, which reads all edges.
LIST: Final = 20
SCAN: Final = 300
COUNT: Final = 3_000
#: As `SCAN` and `COUNT`, of all nodes of a kind. Each further condition adds a quarter to either.
WHOLE_SCAN: Final = 5_000
WHOLE_COUNT: Final = 15_000
#: Grouping what all papers of a topic, a venue or an institution have, where no part of it is stored.
GROUPED: Final = 20_000
LARGE: Final = frozenset({"Topic", "Venue", "Institution", "Funder", "Publisher"})
#: All papers with the words of a text.
TEXT: Final = 30_000
#: Reading all papers for groups and measures.
WHOLE_TABLES: Final = 20_000
#: A value of a filter.
FILTER_VALUE: Final = 10
#: Looking up whether there is a node for a reference in an argument.
REFERENCE: Final = 30
#: Planning a field of the operation.
FIELD: Final = 50
#: Types whose statements run for the objects of one field of an interface, however many it has.
MAX_TYPES: Final = 4
#: Fields named in the error.
MAX_REPORTED_FIELDS: Final = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one request: page size, cost, fields and depth."""

    page: int = 1_000
    cost: int = 1_000_000
    fields: int = 2_000
    depth: int = 30


class TooExpensive(BadInput):
    """The cost of the operation exceeds the limit."""

    code = "QUERY_TOO_EXPENSIVE"


@dataclass(frozen=True, slots=True)
class Cost:
    """The work of an operation by field (`Paper.cite`), that of planning it when it is new, and the limit of both."""

    by_field: Mapping[str, int]
    planning: int
    limit: int

    @property
    def work(self) -> int:
        """The whole work, without planning."""
        return OPERATION + sum(self.by_field.values())

    @property
    def as_extension(self) -> dict[str, int]:
        """The value of `extensions.cost`."""
        return {"work": self.work, "planning": self.planning, "limit": self.limit}

    @property
    def most_expensive(self) -> list[tuple[str, int]]:
        """The fields with the most work, and their work."""
        return Counter(self.by_field).most_common(MAX_REPORTED_FIELDS)

    def check(self) -> None:
        """Raises TooExpensive above the limit, naming the most expensive fields."""
        work = self.work
        if work + self.planning > self.limit:
            named = ", ".join(f"`{name}` {amount:,}" for name, amount in self.most_expensive)
            raise TooExpensive(
                f"The cost of the operation is {work:,}, and {self.planning:,} for its planning: the limit is"
                f" {self.limit:,}. Its most expensive fields are {named}. Ask for smaller pages (`first`), or for fewer"
                " fields."
            )


@dataclass(slots=True)
class Part:
    """A part of the work: by field, and that of planning statements by their shapes, which Neo4j plans once however
    often they run."""

    by_field: Counter[str] = field(default_factory=Counter[str])
    shapes: dict[Shape, int] = field(default_factory=dict[Shape, int])


@dataclass(slots=True)
class Ledger:
    """Adds up the work of an operation while it is planned. Raises TooExpensive for too many or too deep fields."""

    limits: Limits
    fields: int = 0
    total: Part = field(default_factory=Part)

    def field(self, depth: int) -> None:
        """Counts a field of the selection at this depth, once for each use of its fragment."""
        self.fields += 1
        if self.fields > self.limits.fields:
            raise TooExpensive(f"The query selects more than {self.limits.fields} fields: split it.")
        if depth > self.limits.depth:
            raise TooExpensive(f"The query is deeper than {self.limits.depth} levels: split it.")

    @property
    def by_field(self) -> Counter[str]:
        """The work by field."""
        return self.total.by_field

    @property
    def planning(self) -> int:
        """The work of planning the operation, here and in Neo4j."""
        return self.fields * FIELD + sum(self.total.shapes.values())

    def add(self, name: str, work: int) -> None:
        """Adds work to a field."""
        self.total.by_field[name] += work

    def statement(self, label: str, projection: Projection) -> None:
        """Adds the planning of a statement that reads these values of nodes of a label."""
        shape = label, shape_of(projection)
        self.total.shapes[shape] = statement_work(projection)

    @contextmanager
    def alternative(self, parts: list[Part]) -> Generator[None]:
        """Collects the work of the block as one alternative; only the most expensive counts."""
        outside, self.total = self.total, Part()
        yield
        parts.append(self.total)
        self.total = outside

    def add_most_expensive(self, parts: list[Part], times: int) -> None:
        """Adds the work of the most expensive alternative, and the statements of as many as there are objects."""
        if parts:
            self.total.by_field.update(max((part.by_field for part in parts), key=lambda each: each.total()))
        for part in sorted(parts, key=lambda part: -sum(part.shapes.values()))[: min(times, MAX_TYPES)]:
            self.total.shapes |= part.shapes
