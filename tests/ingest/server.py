"""A local HTTP server that behaves like OpenAlex's API: cursors, filters, key, errors."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

from tests.ingest.records import SITE, Record


class OpenAlex(ThreadingHTTPServer):
    """Serves `works`; `errors` are the first responses: status, headers and body, each once.

    `max_page_size`: maximum records per page. `page_size_name`: name of the parameter for it, None for both names.
    `max_authors`: maximum authors per page; `max_authors_status`: status of the response for more. `missing`: keys that
    only lists contain. `key_required`: whether requests without a key are refused. `requests`: path and parameters of
    each request.
    """

    def __init__(self, works: list[Record]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.works = works
        self.errors: list[tuple[int, dict[str, str], Record]] = []
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.max_page_size = 100
        self.page_size_name: str | None = None
        self.max_authors: int | None = None
        self.max_authors_status = 503
        self.missing: set[str] = set()
        self.key_required = False

    @property
    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: OpenAlex  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        """Respond with the next error, else with one work or a page of the works that match the filter."""
        parts = urlsplit(self.path)
        params = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.server.requests.append((parts.path, params))
        if self.server.errors:
            self.respond(*self.server.errors.pop(0))
        elif self.server.key_required and "api_key" not in params:
            self.respond(401, {}, {"error": "Invalid or missing API key", "message": "Provide a valid API key"})
        elif parts.path.removeprefix("/works/") in self.server.missing:
            self.respond(404, {}, {"error": "Not Found", "message": "Work not found"})
        elif parts.path.startswith("/works/"):
            self.respond(200, {}, next(work for work in self.server.works if work["id"].endswith(parts.path[6:])))
        else:
            self.respond(*self.list_response(params))

    def list_response(self, params: dict[str, str]) -> tuple[int, dict[str, str], Record]:
        """A page, or an error."""
        names = [name for name in ("per-page", "per_page") if name in params]
        if self.server.page_size_name not in (None, *names):
            message = f"'{names[0]}' is not a valid parameter. Did you mean '{self.server.page_size_name}'?"
            return 400, {}, {"error": "Invalid query parameters error.", "message": message}
        size = int(params[names[0]])
        if size > self.server.max_page_size:
            message = f"per-page parameter must be between 1 and {self.server.max_page_size}."
            return 400, {}, {"error": "Pagination error.", "message": message}
        page = self.page(params, size)
        weight = sum(len(work["authorships"]) for work in page["results"])
        if self.server.max_authors is not None and weight > self.server.max_authors:
            return self.server.max_authors_status, {}, {"error": "Response object too large"}
        return 200, {}, page

    def page(self, params: dict[str, str], size: int) -> Record:
        """A page as the API builds it: the cursor after the last one is null."""
        matches = [self.list_record(work) for work in self.server.works if self.matches(work, params.get("filter", ""))]
        first = 0 if params["cursor"] == "*" else int(params["cursor"].removeprefix("after-"))
        end = first + size
        meta = {
            "count": len(matches), "db_response_time_ms": 5, "page": None, "per_page": size,
            "next_cursor": f"after-{end}" if end <= len(matches) else None,
        }  # fmt: skip
        return {"meta": meta, "results": matches[first:end], "group_by": []}

    @staticmethod
    def matches(work: Record, filters: str) -> bool:
        """Whether the work matches a filter by ids or DOIs; True for other filters."""
        field, _, values = filters.partition(":")
        key = {"openalex": "id", "doi": "doi"}.get(field)
        return key is None or any(str(work[key]).endswith(f"/{value}") for value in values.split("|"))

    @staticmethod
    def list_record(work: Record) -> Record:
        """A work in a list: the byline is truncated to 100 authors, without a mark."""
        return {**work, "authorships": work["authorships"][:100]}

    def respond(self, status: int, headers: dict[str, str], body: Any) -> None:
        """Send the response."""
        content = orjson.dumps(body)
        self.send_response(status)
        for key, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(content))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Do not log."""


@contextmanager
def serve(works: list[Record]) -> Generator[OpenAlex]:
    """The server, running in a thread for the block."""
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
