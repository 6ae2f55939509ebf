"""Reacting."""

from functools import partial

from graphdb import moments
from graphdb import reaction as stored
from loaders.request import Request
from resolvers.checking import unknown
from resolvers.writing import paper_key, write, writer


async def react(request: Request, paper: str, kind: str, key: str | None, *, on: bool) -> str:
    """Sets or takes away the viewer's reaction of a kind. The paper's id."""
    viewer = writer(request)
    work = partial(stored.react, viewer=viewer.id, paper=paper_key(paper), kind=kind, at=moments.written(), on=on)
    found = await write(request, key, f"react {paper} {kind} {on}", work)
    if found is None:
        raise unknown("paper", "paper")
    return found
