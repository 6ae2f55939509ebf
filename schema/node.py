"""Relay's Global Object Identification."""

from typing import Any

import strawberry

from graphdb.node import ID
from loaders.reading import Row
from schema.fields import stored


@strawberry.interface(description="Anything with an id of its own. Ids are readable, and `node` finds what each names.")
class Node:
    """Source: https://relay.dev/graphql/objectidentification.htm"""

    id: strawberry.ID = stored(ID, "The public id: an OpenAlex key, `doi:…`, `arxiv:…`, or another prefix and a name.")

    @classmethod
    def is_type_of(cls, source: Any, _info: object) -> bool:
        """Rows say themselves what they are."""
        return isinstance(source, Row) and source.label == cls.__name__
