"""The end of a service, in steps: it is no longer ready, then its streams end, and with the last request itself."""

import asyncio


class Drain:
    """`has_begun`: load balancers shall send no more requests. `streams_end`: set when server-sent events and
    WebSockets end, whose clients connect again elsewhere."""

    def __init__(self) -> None:
        self.has_begun = False
        self.streams_end = asyncio.Event()
