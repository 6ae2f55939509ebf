"""What a plan is compiled to."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loaders.plan import FetchGroup
from loaders.selection import PlannedField

Work = list[list[tuple[dict[str, Any], Any]]]
"""By step: the objects of the response that wait for a value, each with the source of the field."""
Builder = Callable[[Any, Work], Any]
Convert = Callable[[Any], Any]
"""From an argument's value as graphql-core coerces it to the one that Strawberry passes to a resolver."""
NamedConverters = list[tuple[str, str, Convert]]
"""For each argument of a field its name in GraphQL, its name in Python, and its conversion."""


@dataclass(slots=True, eq=False)
class Step:
    """A field that has to be fetched: for all objects that have it, at once.

    `complete` turns a fetched value into the value in the response; it leaves work for the steps below. `fetch_group`
    is that of a stored field of the root; `inputs` are the arguments of a resolver."""

    number: int
    field: PlannedField
    fetch_group: FetchGroup | None = None
    inputs: NamedConverters = dataclasses.field(default_factory=NamedConverters)
    below: list["Step"] = dataclasses.field(default_factory=list["Step"])
    complete: Builder = lambda _value, _work: None

    @property
    def final(self) -> bool:
        """Whether nothing has to be fetched below it."""
        return not self.below


@dataclass(frozen=True, slots=True)
class CompiledPlan:
    """`root` builds the object of the response and leaves work for the steps of the root, `top`."""

    root: Builder
    top: list[Step]
    steps: int
