"""A resource."""

import strawberry

from graphdb import resource
from schema.connections import UserRef
from schema.enums import ResourceKind
from schema.fields import stored
from schema.node import Node
from schema.scalars import URL, DateTime


@strawberry.type(description="Code, data or another resource of a paper.")
class Resource(Node):
    kind: ResourceKind = stored(resource.KIND, "The kind of resource.")
    url: URL = stored(resource.URL, "The URL.")
    title: str | None = stored(resource.TITLE, "The title.")
    added_at: DateTime = stored(resource.ADDED_AT, "When it was linked to the paper.")
    added_by: UserRef | None = stored(
        resource.ADDED_BY, "The user who linked it; null if it came with the paper's record."
    )
