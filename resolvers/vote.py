"""Mutation of votes."""

from functools import partial

from graphdb import timestamps
from graphdb import vote as stored
from loaders.context import Context
from resolvers.validation import not_found
from resolvers.write import paper_key, write, writer


async def vote(context: Context, paper: str, value: str | None, key: str | None) -> str:
    """Sets, changes or withdraws (None) the viewer's vote. The paper's id."""
    viewer = writer(context)
    work = partial(stored.vote, viewer=viewer.id, paper=paper_key(paper), value=value, at=timestamps.to_text())
    paper_id = await write(context, key, f"vote {paper} {value}", work, repeatable=True)
    if paper_id is None:
        raise not_found("paper", "paper")
    return paper_id
