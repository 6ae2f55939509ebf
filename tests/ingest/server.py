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
    """`works` are what it holds, `troubles` what it answers first: status, headers and body, each once.

    `largest`: records in a page at most. `name`: how it calls the size of a page, None for both names. `heavy`: authors
    in a page at most, and `heavy_status`, with which it says that there are more. `gone`: keys that only lists know.
    `closed`: whether it refuses requests without a key.
    """

    def __init__(self, works: list[Record]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.works = works
        self.troubles: list[tuple[int, dict[str, str], Record]] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.largest = 100
        self.name: str | None = None
        self.heavy: int | None = None
        self.heavy_status = 503
        self.gone: set[str] = set()
        self.closed = False

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
        elif self.server.closed and "api_key" not in asked:
            self.answer(401, {}, {"error": "Invalid or missing API key", "message": "Provide a valid API key"})
        elif parts.path.removeprefix("/works/") in self.server.gone:
            self.answer(404, {}, {"error": "Not Found", "message": "Work not found"})
        elif parts.path.startswith("/works/"):
            self.answer(200, {}, next(work for work in self.server.works if work["id"].endswith(parts.path[6:])))
        else:
            self.answer(*self.listing(asked))

    def listing(self, asked: dict[str, str]) -> tuple[int, dict[str, str], Record]:
        """A page, or why there is none."""
        names = [name for name in ("per-page", "per_page") if name in asked]
        if self.server.name not in (None, *names):
            message = f"'{names[0]}' is not a valid parameter. Did you mean '{self.server.name}'?"
            return 400, {}, {"error": "Invalid query parameters error.", "message": message}
        size = int(asked[names[0]])
        if size > self.server.largest:
            message = f"per-page parameter must be between 1 and {self.server.largest}."
            return 400, {}, {"error": "Pagination error.", "message": message}
        page = self.page(asked, size)
        weight = sum(len(work["authorships"]) for work in page["results"])
        if self.server.heavy is not None and weight > self.server.heavy:
            return self.server.heavy_status, {}, {"error": "Response object too large"}
        return 200, {}, page

    def page(self, asked: dict[str, str], size: int) -> Record:
        """A page as the API builds it: the cursor after the last one is null."""
        found = [self.listed(work) for work in self.server.works if self.named(work, asked.get("filter", ""))]
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
        """A work as lists give it: the byline ends after 100 authors, and nothing says so."""
        return {**work, "authorships": work["authorships"][:100]}

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
