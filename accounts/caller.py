"""The origin of a request, and the session cookie of its response."""

from dataclasses import dataclass


@dataclass(slots=True)
class Caller:
    """`address`: the network address, a /64 network for IPv6; `agent`: the User-Agent; `foreign`: whether the request
    comes from a page of another origin. `cookie`: the secret of a new session, "" to end the session, None for no
    change."""

    address: str = ""
    agent: str = ""
    foreign: bool = False
    cookie: str | None = None
