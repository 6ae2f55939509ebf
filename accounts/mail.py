"""Sends plain-text mail through an SMTP server, in the background: how long a request takes does not depend on it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Final, NamedTuple

import aiosmtplib

from accounts.mail_server import MailServer
from errors import Overloaded, StoreError

#: Time limit in seconds of each step of sending, connections to the server at the same time, and jobs that may wait.
SECONDS: Final = 15.0
CONNECTIONS: Final = 4
MAX_WAITING: Final = 200
_LOG: Final = logging.getLogger("peergraph")


class Mail(NamedTuple):
    """A message as plain text; `to` is one address."""

    to: str
    subject: str
    text: str


#: Prepares messages in the background.
Job = Callable[[], Awaitable[Sequence[Mail]]]


class Mailer:
    """Runs jobs and sends their messages; `close` waits for them."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._sending = asyncio.Semaphore(CONNECTIONS)
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, job: Job) -> None:
        """Runs a job and sends its messages after the request. Raises Overloaded if too many are waiting."""
        if len(self._tasks) >= MAX_WAITING:
            raise Overloaded("Too many messages are waiting to be sent: try again in a minute.", retry_after=60)
        task = asyncio.create_task(self._run(job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Waits for the jobs, at most `SECONDS`."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=SECONDS)
            for task in late:
                task.cancel()

    async def _run(self, job: Job) -> None:
        try:
            async with self._sending:
                for mail in await job():
                    await self._send(mail)
        except (aiosmtplib.SMTPException, OSError, StoreError) as error:
            # Without the text of the error, which can have the address of the recipient.
            _LOG.warning("A message was not sent: %s at %s.", type(error).__name__, self._server.host)

    async def _send(self, mail: Mail) -> None:
        server = self._server
        await aiosmtplib.send(
            _message(server.sender, mail), sender=server.sender, recipients=[mail.to],
            hostname=server.host, port=server.port, timeout=SECONDS,
            username=server.username, password=server.password or None,
            use_tls=server.encryption == "tls", start_tls=server.encryption == "starttls",
        )  # fmt: skip


def _message(sender: str, mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Peergraph", addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    # RFC 3834: automatic replies are not sent to it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
