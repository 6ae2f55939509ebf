"""Voting."""

from functools import partial

from graphdb import moments
from graphdb import vote as stored
from loaders.request import Request
from resolvers.checking import unknown
from resolvers.writing import paper_key, write, writer


async def vote(request: Request, paper: str, value: str | None, key: str | None) -> str:
    """Gives, changes or withdraws (None) the viewer's vote. The paper's id."""
    viewer = writer(request)
    work = partial(stored.vote, viewer=viewer.id, paper=paper_key(paper), value=value, at=moments.written())
    found = await write(request, key, f"vote {paper} {value}", work)
    if found is None:
        raise unknown("paper", "paper")
    return found
