"""Saving."""

from functools import partial

from graphdb import moments
from graphdb import save as stored
from loaders.request import Request
from resolvers.checking import unknown
from resolvers.writing import paper_key, write, writer


async def save(request: Request, paper: str, key: str | None, *, on: bool) -> str:
    """Saves a paper for the viewer, or no longer. The paper's id."""
    viewer = writer(request)
    work = partial(stored.save, viewer=viewer.id, paper=paper_key(paper), at=moments.written(), on=on)
    found = await write(request, key, f"save {paper} {on}", work)
    if found is None:
        raise unknown("paper", "paper")
    return found
