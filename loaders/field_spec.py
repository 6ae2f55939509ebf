"""What the schema declares of a field beyond GraphQL, in one typed record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLField

from graphdb.fragments import Stored

_KEY: Final = "peergraph"


@dataclass(frozen=True, slots=True, eq=False)
class FieldSpec:
    """How a field is answered, and what it costs. `strawberry.field(metadata=FieldSpec(...).metadata)` declares it."""

    fragment: Stored | None = None
    """The Cypher that answers the field within the statement of its fetch group."""
    compute: Callable[..., Any] | None = None
    """Makes the value of the field from the stored one and the arguments of the field."""
    part: bool = False
    """The field belongs to a connection, an edge or a page, and is read from the answer to the connection."""
    needs: Stored | None = None
    """A stored value of the parent that the resolver of the field reads (`loaders.context.needed`)."""
    finds: Callable[[Any], str] | None = None
    """The id of the node that the resolver would look up for a parent: the executor looks up all of them at once."""
    length: Callable[[Mapping[str, Any]], int] | None = None
    """How many objects the resolver can answer with, from its arguments."""
    check: Callable[[Mapping[str, Any], int], object] | None = None
    """Raises BadInput for wrong arguments, given the page limit, before anything runs."""

    @property
    def stored(self) -> bool:
        """Whether a fetch group answers the field."""
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
