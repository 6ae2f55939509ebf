"""Enumerations with a description of each value, also for enums of other packages."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar, cast

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

Kind = TypeVar("Kind", bound=type[Enum])


def enumeration(description: str, *, name: str | None = None, **values: str) -> Callable[[Kind], Kind]:
    """Declare an enum of the schema. Raises KeyError if a value has no description."""

    def decorate(kind: Kind) -> Kind:
        strawberry.enum(kind, name=name, description=description)
        definition = cast("StrawberryEnumDefinition", kind.__dict__["__strawberry_definition__"])
        for value in definition.values:
            value.description = values[value.name]
        return kind

    return decorate
