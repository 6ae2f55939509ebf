"""Entries of commands in the audit log: who ran what on which machine."""

import getpass
import os
import socket
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from graphdb import audit
from graphdb.audit import AuditEntry
from graphdb.store import Store

Answer = TypeVar("Answer")

#: The subject of a command on the whole graph.
GRAPH: Final = "graph"


async def audited(store: Store, action: str, subject: str, details: str, work: Coroutine[Any, Any, Answer]) -> Answer:
    """The result of `work`, with an entry in the audit log that is written before it begins."""
    try:
        entry = await audit.begin(store, entry_of(action, subject, details))
    except BaseException:
        work.close()
        raise
    try:
        answer = await work
    except BaseException:
        await audit.finish(store, entry, succeeded=False)
        raise
    await audit.finish(store, entry, succeeded=answer is not None)
    return answer


def entry_of(action: str, subject: str, details: str = "") -> AuditEntry:
    """What this command does, by the account on this machine."""
    return AuditEntry(actor(), action, subject, _origin(), details)


def actor() -> str:
    """The account on this machine; of `sudo`, the one that called it."""
    return f"{os.environ.get('SUDO_USER') or _user()}@{socket.gethostname()}"


def _user() -> str:
    """The name of the account that runs the command, or its number if it has no name, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def _origin() -> str:
    """The address of the terminal, if it is a remote one, and the program. Source: ssh(1), ENVIRONMENT."""
    address, _, _ = os.environ.get("SSH_CONNECTION", "").partition(" ")
    return f"{address or 'local'} peergraph"
