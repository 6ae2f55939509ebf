"""Linking code, data and other things to papers."""

import strawberry

from loaders.context import Info
from resolvers import resource as resources
from resolvers.input_limits import LINK, RESOURCE_TITLE, RESOURCES
from resolvers.keys import public_id
from schema.enums import ResourceKind
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper
from schema.resource import Resource
from schema.scalars import URL


@strawberry.input(description=f"Something that a paper comes with. A paper may have {RESOURCES}.")
class LinkResourceInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    kind: ResourceKind = strawberry.field(description="What it is.")
    url: URL = strawberry.field(description=f"Where it is: an address of http or https, {LINK}.")
    title: str | None = strawberry.field(default=strawberry.UNSET, description=f"What it is called: {RESOURCE_TITLE}.")


@strawberry.input(description="A resource to take away.")
class UnlinkResourceInput(Write):
    resource: strawberry.ID = strawberry.field(description="The resource's id.")


@strawberry.type(description="What a write changed of a paper's resources.")
class ResourcePayload(Payload):
    resource: Resource | None = changed("Resource", "The resource; null once it is taken away.")
    paper: Paper | None = changed("Paper", "Its paper, as it is now.")


async def _link(info: Info, input: LinkResourceInput) -> ResourcePayload:  # noqa: A002
    return _payload(
        await resources.link(
            info.context,
            input.paper,
            input.kind.value,
            input.url,
            input.title or None,
            input.idempotency_key or None,
        )
    )


async def _unlink(info: Info, input: UnlinkResourceInput) -> ResourcePayload:  # noqa: A002
    return _payload(await resources.unlink(info.context, public_id(input.resource), input.idempotency_key or None))


def _payload(written: tuple[str, str]) -> ResourcePayload:
    resource, paper = written
    return ResourcePayload(ids={"resource": resource, "paper": paper})


@strawberry.type
class ResourceMutations:
    link_resource: ResourcePayload = mutation(_link, "Links code, data or another thing to a paper: an address once.")
    unlink_resource: ResourcePayload = mutation(
        _unlink, "Takes a resource away: one's own, or as a moderator any, which hides it."
    )
