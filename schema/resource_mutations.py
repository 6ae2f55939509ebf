"""Mutations of resources."""

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


@strawberry.input(description=f"A resource of a paper. A paper can have {RESOURCES}.")
class LinkResourceInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    kind: ResourceKind = strawberry.field(description="The kind of resource.")
    url: URL = strawberry.field(description=f"The URL, with http or https: {LINK}.")
    title: str | None = strawberry.field(default=strawberry.UNSET, description=f"The title: {RESOURCE_TITLE}.")


@strawberry.input(description="A resource to remove.")
class UnlinkResourceInput(Write):
    resource: strawberry.ID = strawberry.field(description="The resource's id.")


@strawberry.type(description="The result of a write to a resource.")
class ResourcePayload(Payload):
    resource: Resource | None = changed("Resource", "The resource; null after its removal.")
    paper: Paper | None = changed("Paper", "Its paper, after the write.")


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


def _payload(ids: tuple[str, str]) -> ResourcePayload:
    resource, paper = ids
    return ResourcePayload(ids={"resource": resource, "paper": paper})


@strawberry.type
class ResourceMutations:
    link_resource: ResourcePayload | None = mutation(
        _link, "Links code, data or another resource to a paper: each URL once."
    )
    unlink_resource: ResourcePayload | None = mutation(
        _unlink, "Removes a resource that the user linked; a moderator can remove any, which hides it."
    )
