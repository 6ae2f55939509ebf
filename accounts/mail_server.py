"""The SMTP server of the settings, and the addresses to which mail can be sent."""

from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from typing import Literal


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server. `sender`: the address in `From`; `encryption`: TLS after STARTTLS (RFC 3207), TLS from the start
    (RFC 8314), or none."""

    host: str
    port: int
    sender: str
    username: str | None = None
    password: str = field(default="", repr=False)
    encryption: Literal["starttls", "tls", "none"] = "starttls"


def is_deliverable(address: str) -> bool:
    """Whether it is one ASCII address, without a name, comment, group or list (RFC 5322, section 3.4.1)."""
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, MessageError):
        return False
    return address.isascii() and parsed.addr_spec == address and address.isprintable()
