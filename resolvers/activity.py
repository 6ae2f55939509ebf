"""Following what people do on a paper."""

from collections.abc import AsyncGenerator

from errors import BadInput
from graphdb import activity_log
from graphdb.store import Store
from live.event import Cursor, Event, Expired
from live.follower import Follower
from resolvers.keys import reference_of


async def followed(store: Store, follower: Follower, paper: str, after: str | None) -> AsyncGenerator[Event]:
    """The events of a paper after a cursor, or from now on. Raises BadInput for an unknown paper and for a cursor that
    is none of its own; Expired, sooner or later, for one that is too old."""
    found = reference_of(paper, "Paper")
    standing = None if found is None else await follower.standings.of(*found)
    if found is None or standing is None:
        raise BadInput("There is no paper with the id that `paper` gives.")
    name, newest = standing
    if after is None:
        return follower.events(name, newest, newest)
    cursor = Cursor.read(after)
    if cursor.paper != name:
        raise Expired(
            f"`after` is a cursor of another paper than {name}: read the paper anew, then subscribe without it."
        )
    if cursor.position > newest:
        newest = await _surely(store, found, cursor)
    return follower.events(name, cursor.position, newest)


async def _surely(store: Store, found: tuple[str, str], cursor: Cursor) -> int:
    """The position of the newest entry, where the server that was asked may be behind another one of its cluster."""
    scheme, key = found
    standing = (await activity_log.standings(store, scheme, [key], surely=True)).get(key)
    newest = 0 if standing is None else standing[1]
    if cursor.position > newest:
        raise BadInput(
            "`after` is a cursor that has not been sent yet: give one that `paperActivity` has sent, or none."
        )
    return newest
