"""Requests to be linked to an author, and the moderators' decisions."""

from typing import Final

import orjson

from accounts.caller import Caller
from graphdb import audit, claim_request, timestamps
from graphdb.audit import AuditEntry
from graphdb.store import Transaction
from identifiers.sortable import sortable
from loaders.context import Context
from loaders.viewer import Role
from resolvers.input_limits import CLAIM_EVIDENCE, OPEN_CLAIMS, REPORT_NOTE
from resolvers.keys import reference_of
from resolvers.validation import Problem, Problems, Refused, not_found
from resolvers.write import write, writer
from telemetry.request_id import REQUEST_ID

_LINKED: Final = Problem(("author",), "ALREADY_THERE", "You are linked to this author already.")


async def ask(context: Context, author: str, evidence: str, key: str | None) -> tuple[str, str]:
    """Asks the moderators to link the viewer to an author; a second open request changes nothing. The ids of the
    request and of the author. Raises Refused."""
    viewer = writer(context)
    problems = Problems()
    text = problems.text("evidence", evidence, CLAIM_EVIDENCE)
    problems.check()
    named = reference_of(author, "Author")
    if named is None:
        raise not_found("author", "author")

    async def work(transaction: Transaction) -> tuple[str, str]:
        request = {"id": sortable("clm_"), "at": timestamps.to_text(), "evidence": text}
        asked = await claim_request.ask(transaction, viewer.id, named, request, OPEN_CLAIMS.most)
        if asked is None:
            raise not_found("author", "author")
        if asked.is_linked:
            raise Refused(_LINKED)
        if asked.is_full:
            message = f"{OPEN_CLAIMS.most} of your requests are open, which is the limit: wait for an answer."
            raise Refused(Problem(("author",), "TOO_MANY", message))
        return asked.request, asked.author

    request, node = await write(context, key, f"claimAuthor {orjson.dumps([author, text])}", work)
    return request, node


async def decide(context: Context, request: str, note: str | None, key: str | None, *, grant: bool) -> str:
    """Grants or refuses a request, with an entry in the audit log. The id of the request. Raises Refused."""
    viewer = writer(context, Role.MODERATOR)
    problems = Problems()
    text = problems.text("note", note, REPORT_NOTE) or None
    problems.check()

    async def work(transaction: Transaction) -> str:
        current = await claim_request.read_open(transaction, request)
        if current is None or (grant and current.author is None):
            raise not_found("request", "open request")
        if current.user == viewer.id:
            raise Refused(Problem(("request",), "OWN", "Another moderator decides on your own request."))
        if grant and current.is_taken:
            raise Refused(Problem(("request",), "TAKEN", "Another user is linked to this author."))
        state = "GRANTED" if grant else "REFUSED"
        await claim_request.decide(transaction, viewer.id, request, state, text, timestamps.to_text())
        caller = context.state(Caller)
        entry = AuditEntry(
            viewer.id, f"CLAIM_{state}", current.user, f"{caller.address} {caller.agent}", current.author or "",
            request=REQUEST_ID.get(),
        )  # fmt: skip
        await audit.append(transaction, entry)
        return request

    return await write(context, key, f"decideClaim {orjson.dumps([request, grant, text])}", work)
