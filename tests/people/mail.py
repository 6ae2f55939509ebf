"""An SMTP server on the loopback that stores what it receives."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP

from tests.waiting import until

LINK = re.compile(r"^(https?://\S+?)(/[a-z-]+\?token=([\w-]+))$", re.MULTILINE)


@dataclass
class Mailbox:
    """The received messages, with the recipients of their envelopes."""

    port: int = 0
    messages: list[tuple[list[str], EmailMessage]] = field(default_factory=list[tuple[list[str], EmailMessage]])

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - a name of aiosmtpd
        """Stores a message."""
        self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    async def next(self) -> tuple[list[str], EmailMessage]:
        """The next message, which is removed, and the recipients of its envelope."""
        await until(lambda: bool(self.messages))
        return self.messages.pop(0)

    async def link(self) -> tuple[str, str, str]:
        """Base, path and token of the link in the next message."""
        _, message = await self.next()
        match = LINK.search(message.get_content().replace("\r\n", "\n"))
        assert match, message.get_content()
        return match[1], match[2], match[3]


@asynccontextmanager
async def mailbox() -> AsyncGenerator[Mailbox]:
    """A server during the block, without encryption."""
    box = Mailbox()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(box), "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
