"""What the schema declares of a field beyond GraphQL, in one typed record."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from graphql import GraphQLField

from graphdb.fragments import Stored
from loaders.references import NodeReference

_KEY: Final = "peergraph"

Weight = int | Callable[[Mapping[str, Any]], int]
"""Work: a number, or a function of the arguments of a field."""

#: The weight of a resolver that only looks up nodes, whose fetch group has a cost of its own.
LOOKUP: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class FieldSpec:
    """How a field is resolved, and its cost. `strawberry.field(metadata=FieldSpec(...).metadata)` declares it."""

    fragment: Stored | None = None
    """The Cypher fragment of the field in the statement of its fetch group."""
    compute: Callable[..., Any] | None = None
    """Makes the value of the field from the stored one and the arguments of the field."""
    part: bool = False
    """The field belongs to a connection, an edge or a page, and is read from the result of the connection."""
    needs: Stored | None = None
    """A stored value of the parent that the resolver of the field reads (`loaders.context.needed`)."""
    finds: Callable[[Any], str] | None = None
    """The id of the node that the resolver would look up for a parent: the executor looks up all of them at once."""
    length: Callable[[Mapping[str, Any]], int] | None = None
    """How many objects the resolver can return, or has in each of its lists, from its arguments."""
    weight: Weight | None = None
    """The work of the resolver for one parent, as a cost (`loaders.cost`), or a function of the arguments."""
    each: bool = False
    """The weight is that of each object in the lists of the parent, as in a file of a map."""
    allowance: str = ""
    """The purpose with an allowance of its own that a field of the root is charged to."""
    size: int = 0
    """The usual bytes of a long value."""
    check: Callable[[Mapping[str, Any], int], object] | None = None
    """Raises BadInput for wrong arguments, given the page limit, before anything runs."""

    names: Mapping[str, Callable[[Any], Iterable[NodeReference]]] = field(default_factory=dict[str, Any])
    """By argument of a resolver: the references to nodes in its value, which are reported if there is no such node."""

    def work(self, arguments: Mapping[str, Any]) -> int:
        """The work of the resolver for one parent."""
        return self.weight(arguments) if callable(self.weight) else self.weight or 0

    @property
    def stored(self) -> bool:
        """Whether a fetch group reads the field."""
        return self.fragment is not None or self.part

    @property
    def metadata(self) -> dict[object, Any]:
        """The record as Strawberry attaches it to a field."""
        return {_KEY: self}

    @classmethod
    def of(cls, definition: GraphQLField) -> "FieldSpec":
        """The record of a field; an empty one where the schema declares nothing."""
        field = definition.extensions.get("strawberry-definition")
        return cast("Mapping[str, FieldSpec]", getattr(field, "metadata", {})).get(_KEY, _EMPTY)


_EMPTY: Final = FieldSpec()
#: The declaration of a resolver that only looks up nodes.
LOOKS_UP: Final = FieldSpec(weight=LOOKUP).metadata
