"""Relay's Global Object Identification."""

from typing import Any

import strawberry

from graphdb.node import ID
from loaders.reading import Row
from schema.fields import stored


@strawberry.interface(description="An object with a global id. Ids are readable; `node` looks them up.")
class Node:
    """Source: https://relay.dev/graphql/objectidentification.htm"""

    id: strawberry.ID = stored(ID, "The public id: an OpenAlex key, `doi:…`, `arxiv:…`, or another prefix and a name.")

    @classmethod
    def is_type_of(cls, source: Any, _info: object) -> bool:
        """Rows have their label."""
        return isinstance(source, Row) and source.label == cls.__name__
