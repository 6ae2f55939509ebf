"""Reports, and moderation."""

from typing import Final

import orjson

from graphdb import moderation_writes, timestamps
from graphdb.node import label_of
from graphdb.store import Transaction
from identifiers.sortable import sortable
from loaders.context import Context
from loaders.viewer import Role
from resolvers.input_limits import REPORT_NOTE
from resolvers.validation import Problem, Problems, Refused, unknown
from resolvers.write import write, writer

#: What becomes of the open reports when a moderator acts.
_ANSWERS: Final = {"HIDE": "UPHELD", "DISMISS": "DISMISSED"}


async def report(context: Context, subject: str, reason: str, note: str | None, key: str | None) -> str:
    """Tells the moderators of something that the viewer can see; again changes nothing. The subject's id."""
    viewer = writer(context)
    label = _label(subject)
    text = _note(note)

    async def work(transaction: Transaction) -> str:
        seen = await moderation_writes.visible_subject(transaction, viewer.id, label, subject)
        if seen is None:
            raise _unknown()
        if seen.is_mine:
            raise Refused(Problem(("subject",), "OWN", "This is your own: change it, or take it away."))
        if not seen.is_reported:
            said = {"id": sortable("rpt_"), "reason": reason, "note": text, "at": timestamps.written(), "state": "OPEN"}
            await moderation_writes.file(transaction, viewer.id, label, subject, said)
        return subject

    return await write(context, key, f"report {orjson.dumps([subject, reason, text])}", work)


async def moderate(context: Context, subject: str, action: str, note: str | None, key: str | None) -> str:
    """Hides or restores something, or dismisses the reports against it, and writes that down. The subject's id."""
    viewer = writer(context, Role.MODERATOR)
    label = _label(subject)
    text = _note(note)

    async def work(transaction: Transaction) -> str:
        await decided(transaction, viewer.id, label, subject, action, text)
        return subject

    return await write(context, key, f"moderate {orjson.dumps([subject, action, text])}", work)


async def decided(
    transaction: Transaction, viewer: str, label: str, subject: str, action: str, note: str | None
) -> None:
    """A moderator's decision, done and written down. Raises Refused where it changes nothing."""
    at = timestamps.written()
    changed = action != "DISMISS" and await moderation_writes.set_hidden(transaction, label, subject, action, at)
    closed = await moderation_writes.close(transaction, subject, _ANSWERS[action]) if action in _ANSWERS else 0
    if not (changed or (closed and action == "DISMISS")):
        raise Refused(Problem(("subject",), "NOT_FOUND", f"There is nothing to {action.lower()} under this id."))
    said = {"id": sortable("mod_"), "action": action, "note": note, "at": at}
    await moderation_writes.decide(transaction, viewer, label, subject, said)


def _label(subject: str) -> str:
    label = label_of(subject)
    if label not in moderation_writes.LABELS:
        raise _unknown()
    return label


def _unknown() -> Refused:
    return unknown("subject", "comment, review, resource or collection")


def _note(given: str | None) -> str | None:
    problems = Problems()
    text = problems.text("note", given, REPORT_NOTE)
    problems.check()
    return text or None
