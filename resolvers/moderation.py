"""Mutations of reports, and moderation."""

from typing import Final

import orjson

from accounts.caller import Caller
from graphdb import audit, moderation_writes, timestamps
from graphdb.audit import AuditEntry
from graphdb.node import label_of
from graphdb.store import Transaction
from identifiers.sortable import sortable
from loaders.context import Context
from loaders.viewer import Role
from resolvers.input_limits import REPORT_NOTE
from resolvers.validation import Problem, Problems, Refused, not_found
from resolvers.write import signed_in, write, writer
from telemetry.request_id import REQUEST_ID

#: The state of open reports after an action of a moderator.
_ANSWERS: Final = {"HIDE": "UPHELD", "DISMISS": "DISMISSED"}


async def report(context: Context, subject: str, reason: str, note: str | None, key: str | None) -> str:
    """Reports a visible subject to the moderators; a repeated report changes nothing. The subject's id."""
    viewer = writer(context)
    label = _label(subject)
    text = _note(note)

    async def work(transaction: Transaction) -> str:
        visible = await moderation_writes.visible_subject(transaction, viewer.id, label, subject)
        if visible is None:
            raise _unknown()
        if visible.is_mine:
            raise Refused(Problem(("subject",), "OWN", "You cannot report your own content: edit or delete it."))
        if not visible.is_reported:
            properties = {
                "id": sortable("rpt_"),
                "reason": reason,
                "note": text,
                "at": timestamps.to_text(),
                "state": "OPEN",
            }
            await moderation_writes.file(transaction, viewer.id, label, subject, properties)
        return subject

    return await write(context, key, f"report {orjson.dumps([subject, reason, text])}", work)


async def moderate(context: Context, subject: str, action: str, note: str | None, key: str | None) -> str:
    """Hides or restores a subject, or dismisses the reports against it, and stores the decision. The subject's id."""
    writer(context, Role.MODERATOR)
    label = _label(subject)
    text = _note(note)

    async def work(transaction: Transaction) -> str:
        await apply_decision(transaction, context, label, subject, action, text)
        return subject

    return await write(context, key, f"moderate {orjson.dumps([subject, action, text])}", work)


async def apply_decision(
    transaction: Transaction, context: Context, label: str, subject: str, action: str, note: str | None
) -> None:
    """Executes and stores the viewer's decision as a moderator, with an entry in the audit log. Raises Refused if it
    changes nothing."""
    viewer = signed_in(context).id
    at = timestamps.to_text()
    changed = action != "DISMISS" and await moderation_writes.set_hidden(transaction, label, subject, action, at)
    closed = await moderation_writes.close(transaction, subject, _ANSWERS[action]) if action in _ANSWERS else 0
    if not (changed or (closed and action == "DISMISS")):
        raise Refused(Problem(("subject",), "NOT_FOUND", f"There is nothing to {action.lower()} under this id."))
    properties = {"id": sortable("mod_"), "action": action, "note": note, "at": at}
    await moderation_writes.decide(transaction, viewer, label, subject, properties)
    caller = context.state(Caller)
    origin = f"{caller.address} {caller.agent}"
    await audit.append(
        transaction, AuditEntry(viewer, f"MODERATION_{action}", subject, origin, request=REQUEST_ID.get())
    )


def _label(subject: str) -> str:
    label = label_of(subject)
    if label not in moderation_writes.LABELS:
        raise _unknown()
    return label


def _unknown() -> Refused:
    return not_found("subject", "comment, review, resource, collection or record")


def _note(note: str | None) -> str | None:
    problems = Problems()
    text = problems.text("note", note, REPORT_NOTE)
    problems.check()
    return text or None
