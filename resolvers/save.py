"""Saving."""

from functools import partial

from graphdb import save as stored
from graphdb import timestamps
from loaders.context import Context
from resolvers.validation import unknown
from resolvers.write import paper_key, write, writer


async def save(context: Context, paper: str, key: str | None, *, on: bool) -> str:
    """Saves a paper for the viewer, or no longer. The paper's id."""
    viewer = writer(context)
    work = partial(stored.save, viewer=viewer.id, paper=paper_key(paper), at=timestamps.written(), on=on)
    found = await write(context, key, f"save {paper} {on}", work)
    if found is None:
        raise unknown("paper", "paper")
    return found
