"""Mutation of saved papers."""

from functools import partial

from graphdb import save as stored
from graphdb import timestamps
from loaders.context import Context
from resolvers.validation import not_found
from resolvers.write import paper_key, write, writer


async def save(context: Context, paper: str, key: str | None, *, on: bool) -> str:
    """Saves or unsaves a paper for the viewer. The paper's id."""
    viewer = writer(context)
    work = partial(stored.save, viewer=viewer.id, paper=paper_key(paper), at=timestamps.to_text(), on=on)
    paper_id = await write(context, key, f"save {paper} {on}", work, repeatable=True)
    if paper_id is None:
        raise not_found("paper", "paper")
    return paper_id
