"""Where a request comes from, and the session cookie that its answer takes back."""

from dataclasses import dataclass


@dataclass(slots=True)
class Caller:
    """`address` is a network address, `agent` what the program calls itself; `foreign` is true for a page of another
    origin. `cookie` is the secret of the session that begins with the answer, "" where one ends, None for neither."""

    address: str = ""
    agent: str = ""
    foreign: bool = False
    cookie: str | None = None
