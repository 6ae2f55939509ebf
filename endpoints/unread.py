"""The number of unread notifications in the header of pages."""

from typing import Final

from cachetools import TTLCache
from starlette.requests import Request

from graphdb.notification import unread_count
from graphdb.store import Store

#: Seconds for which a number is shown, and users whose numbers are remembered.
_SECONDS: Final = 60
_USERS: Final = 10_000
#: The page that shows the notifications, on which the number is always of now.
_PAGE: Final = "/notifications"


class UnreadCounts:
    """The numbers of this process: counting what is new in what somebody follows is too much for every page."""

    def __init__(self) -> None:
        self._counts: TTLCache[str, int] = TTLCache(_USERS, _SECONDS)

    async def of(self, http: Request, viewer: str) -> int:
        """The number of a user, counted anew where notifications are read and after forms."""
        if http.method in {"GET", "HEAD"} and http.url.path != _PAGE and viewer in self._counts:
            return self._counts[viewer]
        store: Store = http.app.state.store
        self._counts[viewer] = count = await unread_count(store, viewer)
        return count
