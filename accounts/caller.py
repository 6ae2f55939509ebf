"""The origin of a request, and the cookies of its response."""

from dataclasses import dataclass, field

from graphdb.security_event import SecurityEvent


@dataclass(slots=True)
class Caller:
    """`address`: the network address, a /64 network for IPv6; `agent`: the User-Agent; `foreign`: whether the request
    comes from a page of another origin; `device` and `challenge`: the secrets of these cookies of the request.
    `cookie`: the secret of a new session, "" to end the session, None for no change. `cookies`: further cookies to set,
    as value and lifetime in seconds by purpose. `signed_out`: the browser forgets what it stores for the user."""

    address: str = ""
    agent: str = ""
    foreign: bool = False
    device: str = ""
    challenge: str = ""
    cookie: str | None = None
    signed_out: bool = False
    cookies: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])

    def event(self, kind: str) -> SecurityEvent:
        """An entry in the security log."""
        return SecurityEvent(kind, self.agent, self.address)
