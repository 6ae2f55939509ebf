"""Enumerations with a description of every value, also those that other rooms declare."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar, cast

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

Kind = TypeVar("Kind", bound=type[Enum])


def enumeration(description: str, *, name: str | None = None, **values: str) -> Callable[[Kind], Kind]:
    """Makes an enumeration of the schema. Raises KeyError where a value has no description."""

    def made(kind: Kind) -> Kind:
        strawberry.enum(kind, name=name, description=description)
        definition = cast("StrawberryEnumDefinition", kind.__dict__["__strawberry_definition__"])
        for value in definition.values:
            value.description = values[value.name]
        return kind

    return made
