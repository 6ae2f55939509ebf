"""What an operation is compiled to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import GraphQLField, GraphQLObjectType

from loaders.planning import Details, FetchGroup, Path

Work = list[list[tuple[dict[str, Any], Any]]]
"""By place: the objects of the answer that wait for a value, each with what the field is read from."""
Builder = Callable[[Any, Work], Any]
Convert = Callable[[Any], Any]
"""From an argument's value as graphql-core coerces it to the one that Strawberry gives a resolver."""
NamedConverters = list[tuple[str, str, Convert]]
"""For each argument of a field its name in GraphQL, its name in Python, and its conversion."""


@dataclass(slots=True, eq=False)
class Step:
    """A field of the selection that has to be fetched: for all objects that it stands on, at once.

    `complete` turns what was fetched into what the answer says; where it leads to further places (`below`), it leaves
    them work. `fetch group` is that of a stored field of the root; `finds` says the id of the node that a field leads
    to; `inputs` are its arguments."""

    number: int
    key: str
    path: Path
    parent: GraphQLObjectType
    definition: GraphQLField
    details: Details
    fetch_group: FetchGroup | None = None
    finds: Callable[[Any], str] | None = None
    inputs: NamedConverters = field(default_factory=NamedConverters)
    below: list["Step"] = field(default_factory=list["Step"])
    complete: Builder = lambda _value, _work: None

    @property
    def final(self) -> bool:
        """Whether nothing has to be fetched below it."""
        return not self.below


@dataclass(frozen=True, slots=True)
class Program:
    """`root` makes the answer's object and leaves the root's places work."""

    root: Builder
    top: list[Step]
    places: int


ROOT: Final[Path] = ()
