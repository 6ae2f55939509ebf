"""Declares the stored fields and connections of types."""

from collections.abc import Callable
from typing import Any

import strawberry
from graphql import GraphQLResolveInfo, GraphQLSchema, is_object_type

from graphdb.fragments import Stored
from graphdb.timestamps import readable_date
from loaders.context import Context, path_of
from loaders.field_spec import FieldSpec
from loaders.reading import Page, Row
from schema.arguments import describe


def stored(fragment: Stored, description: str, *, compute: Callable[..., Any] | None = None, size: int = 0) -> Any:
    """A stored field. `compute` converts the stored value, with the field's arguments; `size` is that of a long text
    (`FieldSpec.size`)."""
    return strawberry.field(description=description, metadata=FieldSpec(fragment, compute, size=size).metadata)


def stored_date(fragment: Stored, description: str) -> Any:
    """As `stored`, for a date; null for a stored text that is not a date."""
    return stored(fragment, description, compute=readable_date)


def with_arguments(
    fragment: Stored, signature: Callable[..., Any], description: str, *, compute: Callable[..., Any] | None = None
) -> Any:
    """A stored field with the arguments of the signature, which is never called."""
    return strawberry.field(resolver=signature, description=description, metadata=FieldSpec(fragment, compute).metadata)


def page(fragment: Stored, description: str) -> Any:
    """A stored connection, with pages forwards and backwards."""
    return with_arguments(fragment, _page, description)


def part(description: str) -> Any:
    """A field of a connection, of an edge or of a page: read from the result of the fetch group around it."""
    return strawberry.field(description=description, metadata=FieldSpec(part=True).metadata)


def install(schema: GraphQLSchema) -> None:
    """Sets the resolvers of stored fields: `_fetch` on the root type, `_read` elsewhere."""
    for kind in filter(is_object_type, schema.type_map.values()):
        for field in kind.fields.values():
            describe(field)
            if FieldSpec.of(field).stored:
                field.resolve = _fetch if kind is schema.query_type else _read


def _read(source: Row | Page, info: GraphQLResolveInfo[Context], **_arguments: object) -> Any:
    return source.read(str(info.path.key))


async def _fetch(_source: None, info: GraphQLResolveInfo[Context], **_arguments: object) -> Any:
    return await info.context.fetch_groups.root_value(path_of(info))


def _page(
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments of Relay's connections."""
