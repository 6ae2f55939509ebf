"""Previews of Markdown."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

import strawberry

from errors import BadInput
from loaders.context import Info
from markup.markdown import MAX_TEXT
from resolvers import markdown
from schema.scalars import Markdown

PREVIEW: Final = "A preview: Markdown as sanitised HTML, rendered like `Review.summaryHtml` and `Comment.bodyHtml`."


def preview_work(arguments: Mapping[str, Any]) -> int:
    """The work of a preview."""
    return markdown.work(arguments["text"])


async def resolve_preview(
    info: Info, text: Annotated[Markdown, strawberry.argument(description=f"At most {MAX_TEXT:,} characters.")]
) -> str | None:
    """Raises BadInput if the text is too long."""
    if len(text) > MAX_TEXT:
        raise BadInput(f"`text` has {len(text):,} characters: it may have {MAX_TEXT:,}.")
    return await info.context.loader(markdown.html).load(text)
