"""Mutations of resources of papers."""

from errors import Forbidden
from graphdb import resource_writes, timestamps
from graphdb.resource_writes import NewResource
from graphdb.store import Transaction
from identifiers import url as addresses
from identifiers.sortable import sortable
from loaders.context import Context
from loaders.viewer import Role
from resolvers.input_limits import LINK, RESOURCE_TITLE, RESOURCES
from resolvers.moderation import apply_decision
from resolvers.validation import Problem, Problems, Refused, not_found
from resolvers.write import paper_key, write, writer


async def link(
    context: Context, paper: str, kind: str, url: str, title: str | None, key: str | None
) -> tuple[str, str]:
    """Links an address to a paper, once. The ids of the resource and of the paper."""
    viewer = writer(context)
    problems = Problems()
    address = problems.link("url", url, LINK) or ""
    name = problems.name("title", title, RESOURCE_TITLE) or None
    problems.check()
    reference, compared = paper_key(paper), addresses.normal(address) or address

    async def work(transaction: Transaction) -> tuple[str, str]:
        locked = await resource_writes.lock_paper(transaction, viewer.id, reference, address, compared)
        if locked is None:
            raise not_found("paper", "paper")
        if locked.is_linked:
            raise Refused(Problem(("url",), "ALREADY_THERE", "This address is linked to the paper already."))
        if locked.number >= RESOURCES.most:
            raise Refused(Problem(("paper",), "TOO_MANY", f"A paper can have {RESOURCES}."))
        resource = sortable("res_")
        new = NewResource(resource, kind, address, compared, name, timestamps.to_text())
        await resource_writes.link(transaction, viewer.id, locked.paper, new)
        return resource, locked.paper

    resource, paper_id = await write(context, key, f"linkResource {paper} {kind} {address} {name}", work)
    return resource, paper_id


async def unlink(context: Context, resource: str, key: str | None) -> tuple[str, str]:
    """Deletes a resource that the viewer linked; a moderator hides any other. The ids of the resource and its paper."""
    viewer = writer(context)

    async def work(transaction: Transaction) -> tuple[str, str]:
        stored = await resource_writes.stored(transaction, viewer.id, resource)
        if stored is None:
            raise not_found("resource", "resource")
        is_mine, paper = stored
        if is_mine:
            await resource_writes.unlink(transaction, resource, timestamps.to_text())
        elif viewer.role < Role.MODERATOR:
            raise Forbidden("Only the user who linked a resource, or a moderator, can remove it.")
        else:
            await apply_decision(transaction, context, "Resource", resource, "HIDE", None)
        return resource, paper

    resource, paper = await write(context, key, f"unlinkResource {resource}", work)
    return resource, paper
