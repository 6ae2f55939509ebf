"""What a text will look like, before it is sent."""

from typing import Annotated, Final

import strawberry

from errors import BadInput
from loaders.request import Info
from markup.rendering import LONGEST
from resolvers import markdown
from schema.scalars import Markdown

PREVIEW: Final = (
    "A text as HTML that is safe in any page, as `Review.summaryHtml` and `Comment.bodyHtml` have it: what something"
    " will look like before it is sent."
)


async def rendered(
    info: Info, text: Annotated[Markdown, strawberry.argument(description=f"At most {LONGEST:,} characters.")]
) -> str:
    """Raises BadInput for a text that is too long."""
    if len(text) > LONGEST:
        raise BadInput(f"`text` has {len(text):,} characters: it may have {LONGEST:,}.")
    return await info.context.seam(markdown.html).load(text)
