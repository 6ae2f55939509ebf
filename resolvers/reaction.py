"""Mutation of reactions."""

from functools import partial

from graphdb import reaction as stored
from graphdb import timestamps
from loaders.context import Context
from resolvers.validation import not_found
from resolvers.write import paper_key, write, writer


async def react(context: Context, paper: str, kind: str, key: str | None, *, on: bool) -> str:
    """Sets or removes the viewer's reaction of a kind. The paper's id."""
    viewer = writer(context)
    work = partial(stored.react, viewer=viewer.id, paper=paper_key(paper), kind=kind, at=timestamps.to_text(), on=on)
    paper_id = await write(context, key, f"react {paper} {kind} {on}", work, repeatable=True)
    if paper_id is None:
        raise not_found("paper", "paper")
    return paper_id
