"""Linking resources to papers."""

from errors import Forbidden
from graphdb import resource_writes, timestamps
from graphdb.resource_writes import NewResource
from graphdb.store import Transaction
from identifiers import url as addresses
from identifiers.sortable import sortable
from loaders.context import Context
from loaders.viewer import Role
from resolvers.input_limits import LINK, RESOURCE_TITLE, RESOURCES
from resolvers.moderation import decided
from resolvers.validation import Problem, Problems, Refused, unknown
from resolvers.write import paper_key, write, writer


async def link(
    context: Context, paper: str, kind: str, url: str, title: str | None, key: str | None
) -> tuple[str, str]:
    """Links an address to a paper, once. The ids of the resource and of the paper."""
    viewer = writer(context)
    problems = Problems()
    address = problems.link("url", url, LINK) or ""
    name = problems.text("title", title, RESOURCE_TITLE) or None
    problems.check()
    wanted, compared = paper_key(paper), addresses.normal(address) or address

    async def work(transaction: Transaction) -> tuple[str, str]:
        begun = await resource_writes.lock_paper(transaction, viewer.id, wanted, address, compared)
        if begun is None:
            raise unknown("paper", "paper")
        if begun.is_there:
            raise Refused(Problem(("url",), "ALREADY_THERE", "This address is linked to the paper already."))
        if begun.number >= RESOURCES.most:
            raise Refused(Problem(("paper",), "TOO_MANY", f"A paper may have {RESOURCES}."))
        resource = sortable("res_")
        new = NewResource(resource, kind, address, compared, name, timestamps.written())
        await resource_writes.link(transaction, viewer.id, begun.paper, new)
        return resource, begun.paper

    resource, found = await write(context, key, f"linkResource {paper} {kind} {address} {name}", work)
    return resource, found


async def unlink(context: Context, resource: str, key: str | None) -> tuple[str, str]:
    """Takes a resource away that the viewer linked; a moderator hides any other. The ids of it and of its paper."""
    viewer = writer(context)

    async def work(transaction: Transaction) -> tuple[str, str]:
        found = await resource_writes.stored(transaction, viewer.id, resource)
        if found is None:
            raise unknown("resource", "resource")
        is_mine, paper = found
        if is_mine:
            await resource_writes.unlink(transaction, resource, timestamps.written())
        elif viewer.role < Role.MODERATOR:
            raise Forbidden("Only who linked a resource takes it away, or a moderator.")
        else:
            await decided(transaction, viewer.id, "Resource", resource, "HIDE", None)
        return resource, paper

    found, paper = await write(context, key, f"unlinkResource {resource}", work)
    return found, paper
