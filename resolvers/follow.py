"""Mutations of follows and notifications."""

from functools import partial
from typing import Final

from graphdb import follow as stored
from graphdb import notification, timestamps
from graphdb.lookups import labels_of_reference
from graphdb.store import Transaction
from identifiers import reference
from identifiers.reference import Reference
from loaders.context import Context
from resolvers.input_limits import FOLLOWS
from resolvers.validation import Problem, Refused, not_found
from resolvers.write import write, writer

_NOUN: Final = "author, topic, venue, paper or collection"


async def follow(context: Context, subject: str, key: str | None, *, on: bool) -> str:
    """Follows a node or stops following it. The node's id."""
    viewer = writer(context)
    named = reference.read_page(subject)
    if named is None:
        raise not_found("subject", _NOUN)
    work = partial(_follow, viewer=viewer.id, subject=named, on=on)
    return await write(context, key, f"follow {subject} {on}", work)


async def mark_read(context: Context, until: str | None, key: str | None) -> str:
    """Marks the viewer's notifications up to a time as read, by default all. The viewer's id."""
    viewer = writer(context)
    at = timestamps.to_text()
    work = partial(notification.mark_read, viewer=viewer.id, until=min(_time(until), at) if until else at)
    await write(context, key, f"markNotificationsRead {until}", work)
    return viewer.id


async def _follow(transaction: Transaction, viewer: str, subject: Reference, *, on: bool) -> str:
    at = timestamps.to_text()
    for label in labels_of_reference(*subject):
        if label not in stored.LABELS:
            continue
        outcome = await stored.follow(transaction, viewer, label, subject, at, FOLLOWS.most, on=on)
        if outcome is None:
            continue
        node, is_full = outcome
        if is_full:
            message = f"You follow {FOLLOWS.most:,} things, which is the limit: unfollow one first."
            raise Refused(Problem(("subject",), "TOO_MANY", message))
        return node
    raise not_found("subject", _NOUN)


def _time(text: str) -> str:
    """The stored form of a time of the input. Raises Refused."""
    try:
        moment = timestamps.parse(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = "`until` must be a date and time with a time zone, such as 2022-07-12T09:30:00Z."
        raise Refused(Problem(("until",), "MALFORMED", message))
    return timestamps.to_text(moment)
