"""A local HTTP server that answers as OpenAlex's API does: cursors, filters, its key, and its refusals."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

from tests.ingest.records import SITE, Record


class OpenAlex(ThreadingHTTPServer):
    """`works` are what it holds, `troubles` what it answers first: status, headers and body, each once."""

    def __init__(self, works: list[Record]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.works = works
        self.troubles: list[tuple[int, dict[str, str], Record]] = []
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: OpenAlex  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        """Trouble while there is any, then one work, or a page of the works that the filter names."""
        parts = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.server.asked.append((parts.path, asked))
        if self.server.troubles:
            self.answer(*self.server.troubles.pop(0))
        elif parts.path.startswith("/works/"):
            self.answer(200, {}, next(work for work in self.server.works if work["id"].endswith(parts.path[6:])))
        else:
            self.answer(200, {}, self.page(asked))

    def page(self, asked: dict[str, str]) -> Record:
        """A page as the API builds it: the cursor after the last one is null."""
        found = [self.listed(work) for work in self.server.works if self.named(work, asked.get("filter", ""))]
        size = int(asked["per-page"])
        first = 0 if asked["cursor"] == "*" else int(asked["cursor"].removeprefix("after-"))
        after = first + size
        meta = {
            "count": len(found), "db_response_time_ms": 5, "page": None, "per_page": size,
            "next_cursor": f"after-{after}" if after <= len(found) else None,
        }  # fmt: skip
        return {"meta": meta, "results": found[first:after], "group_by": []}

    @staticmethod
    def named(work: Record, asked: str) -> bool:
        """Whether the filter, if it is one of ids or DOIs, names the work."""
        field, _, values = asked.partition(":")
        key = {"openalex": "id", "doi": "doi"}.get(field)
        return key is None or any(str(work[key]).endswith(f"/{value}") for value in values.split("|"))

    @staticmethod
    def listed(work: Record) -> Record:
        """A work as lists give it: after 100 authors the byline is cut short."""
        if len(work["authorships"]) <= 100:
            return work
        return {**work, "authorships": work["authorships"][:100], "is_authors_truncated": True}

    def answer(self, status: int, headers: dict[str, str], body: Any) -> None:
        """Send it."""
        content = orjson.dumps(body)
        self.send_response(status)
        for key, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(content))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet."""


@contextmanager
def serving(works: list[Record]) -> Generator[OpenAlex]:
    """The server, running in a thread as long as the block."""
    with OpenAlex(works) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def keys(works: list[Record]) -> list[str]:
    """The keys of works."""
    return [work["id"].removeprefix(SITE) for work in works]
