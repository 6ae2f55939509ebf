"""What a text will look like, before it is sent."""

from typing import Annotated, Final

import strawberry

from errors import BadInput
from loaders.context import Info
from markup.rendering import MAX_TEXT
from resolvers import markdown
from schema.scalars import Markdown

PREVIEW: Final = (
    "A text as HTML that is safe in any page, as `Review.summaryHtml` and `Comment.bodyHtml` have it: what something"
    " will look like before it is sent."
)


async def rendered(
    info: Info, text: Annotated[Markdown, strawberry.argument(description=f"At most {MAX_TEXT:,} characters.")]
) -> str:
    """Raises BadInput for a text that is too long."""
    if len(text) > MAX_TEXT:
        raise BadInput(f"`text` has {len(text):,} characters: it may have {MAX_TEXT:,}.")
    return await info.context.loader(markdown.html).load(text)
