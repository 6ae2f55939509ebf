"""Whether a connection has more pages, and the cursors of a page."""

from collections.abc import Sequence

import strawberry

from graphdb.projection import Window


@strawberry.type(description="Whether there are more pages, and the cursors of a page.")
class PageInfo:
    """As in Relay; for pages forwards, `hasPreviousPage` says whether the page starts at a cursor."""

    has_next_page: bool = strawberry.field(description="Whether there is a page after this one.")
    has_previous_page: bool = strawberry.field(description="Whether there is a page before this one.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first edge, for `before`.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last edge, for `after`.")


def page_info(window: Window, cursors: Sequence[str], *, more: bool) -> PageInfo:
    """That of a page with these cursors; `more`: there is a row beyond it in its direction."""
    return PageInfo(
        has_next_page=window.before is not None if window.backwards else more,
        has_previous_page=more if window.backwards else window.after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )
