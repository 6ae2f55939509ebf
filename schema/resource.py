"""A resource."""

import strawberry

from graphdb import resource
from schema.connections import UserRef
from schema.enums import ResourceKind
from schema.fields import stored
from schema.node import Node
from schema.scalars import URL, DateTime


@strawberry.type(description="Code, data and other things that a paper comes with.")
class Resource(Node):
    kind: ResourceKind = stored(resource.KIND, "What it is.")
    url: URL = stored(resource.URL, "Where it is.")
    title: str | None = stored(resource.TITLE, "What it is called.")
    added_at: DateTime = stored(resource.ADDED_AT, "When it was linked to the paper.")
    added_by: UserRef | None = stored(resource.ADDED_BY, "Who linked it; null where it came with the paper's record.")
