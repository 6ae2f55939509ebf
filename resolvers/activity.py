"""Subscriptions to the activity on a paper."""

from collections.abc import AsyncGenerator

from errors import BadInput
from graphdb import activity_log
from graphdb.store import Store
from live.event import Cursor, Event, Expired
from live.follower import Follower
from resolvers.keys import reference_of


async def follow(store: Store, follower: Follower, paper: str, after: str | None) -> AsyncGenerator[Event]:
    """The events of a paper after a cursor, or new ones. Raises BadInput for an unknown paper and for an invalid
    cursor; Expired, possibly later, for a cursor that is too old or of another paper."""
    reference = reference_of(paper, "Paper")
    position = None if reference is None else await follower.positions.of(*reference)
    if reference is None or position is None:
        raise BadInput("There is no paper with the id in `paper`.")
    name, newest = position
    if after is None:
        return follower.events(name, newest, newest)
    cursor = Cursor.read(after)
    if cursor.paper != name:
        raise Expired(
            f"`after` is a cursor of another paper than {name}: read the paper again, then subscribe without it."
        )
    if cursor.position > newest:
        newest = await _newest_position(store, reference, cursor)
    return follower.events(name, cursor.position, newest)


async def _newest_position(store: Store, reference: tuple[str, str], cursor: Cursor) -> int:
    """The newest position from the leader of a cluster, because the first server can be behind."""
    scheme, key = reference
    position = (await activity_log.log_positions(store, scheme, [key], surely=True)).get(key)
    newest = 0 if position is None else position[1]
    if cursor.position > newest:
        raise BadInput(
            "`after` is a cursor that has not been issued yet: use a cursor of an event of `paperActivity`, or omit it."
        )
    return newest
