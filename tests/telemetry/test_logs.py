"""The log: lines and JSON, ids of requests, secrets, forged lines, and lines that repeat."""

import asyncio
import io
import logging
from collections.abc import Callable, Iterator
from typing import Any, Final

import orjson
import pytest

from errors import StoreError
from telemetry import repeats
from telemetry.logs import HIDDEN, Format, LogHandler, Redaction, configure
from telemetry.repeats import MAX_KINDS, MAX_OF_KIND, Repeats
from telemetry.request_id import REQUEST_ID, request_id
from tests.waiting import until

LOG: Final = logging.getLogger("peergraph.test")
Logged = Callable[[Format], tuple[io.StringIO, LogHandler]]


@pytest.fixture
def logged() -> Iterator[Logged]:
    handlers: list[LogHandler] = []

    def start(form: Format) -> tuple[io.StringIO, LogHandler]:
        stream = io.StringIO()
        handlers.append(configure(form, ["s3cret-password"], stream))
        return stream, handlers[-1]

    yield start
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
        handler.close()


def test_a_record_is_one_line_in_both_forms(logged: Logged) -> None:
    token = REQUEST_ID.set("request-0001")
    for form in ("lines", "json"):
        stream, _ = logged(form)
        LOG.warning("Title %s", "a\nERROR forged\x1b[31m\u2028line", extra={"fields": {"cost": 7, "shape": "{ a }"}})
        (line,) = stream.getvalue().splitlines()
        assert "\\n" in line
        assert "\x1b" not in line
        if form == "json":
            fields = orjson.loads(line)
            assert fields["request"] == "request-0001"
            assert (fields["level"], fields["logger"], fields["cost"]) == ("WARNING", "peergraph.test", 7)
        else:
            assert "WARNING peergraph.test: Title" in line
            assert 'cost=7 shape="{ a }"' in line
            assert "request=request-0001" in line
    REQUEST_ID.reset(token)


def test_an_exception_has_its_stack(logged: Logged) -> None:
    for form in ("lines", "json"):
        stream, _ = logged(form)
        try:
            raise StoreError("broken at bolt://neo4j:hidden-part@db:7687 with s3cret-password\nERROR forged")
        except StoreError:
            LOG.exception("It failed")
        text = stream.getvalue()
        assert "test_logs.py" in text
        assert "StoreError" in text
        assert "s3cret" not in text
        assert "hidden-part" not in text
        assert [line for line in text.splitlines() if line.startswith("ERROR")] == []


@pytest.mark.parametrize(
    "secret",
    [
        "Authorization: Bearer pg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "authorization: basic dXNlcjpwYXNzd29yZA==",
        "pg_abcdefghijklmnopqrstuvwxyz0123456789",
        "Cookie: peergraph=abcdefghijklmnopqrstuvwxyz",
        "Cookie: __Host-peergraph-sign-in=abcdefghijklmnopqrstuvwxyz",
        "neo4j://user:password@host:7687",
        "the password is s3cret-password.",
    ],
)
def test_secrets_are_hidden(secret: str) -> None:
    shown = Redaction(["s3cret-password", "abc"])(secret)
    assert HIDDEN in shown
    for part in ("AAAAAAAA", "dXNlcjpw", "abcdefgh", "user:password", "s3cret"):
        assert part not in shown


def test_short_secrets_do_not_hide_words() -> None:
    assert Redaction(["a"])("a plain sentence") == "a plain sentence"


def test_a_line_that_repeats_is_written_once_and_counted(logged: Logged, monkeypatch: pytest.MonkeyPatch) -> None:
    stream, handler = logged("json")
    now = [0.0]
    monkeypatch.setattr(handler, "repeats", Repeats(super(LogHandler, handler).emit, lambda: now[0]))
    for _ in range(1_000):
        LOG.warning("Neo4j is away")
    LOG.warning("Another line")
    assert [orjson.loads(line)["message"] for line in stream.getvalue().splitlines()] == [
        "Neo4j is away",
        "Another line",
    ]
    now[0] = repeats.WINDOW
    LOG.warning("Neo4j is away")
    lines = [orjson.loads(line) for line in stream.getvalue().splitlines()[2:]]
    assert [line.get("repeated") for line in lines] == [999, None]
    assert "999 more" in lines[0]["message"]


def test_lines_of_one_kind_with_other_values_are_bounded(logged: Logged) -> None:
    stream, handler = logged("lines")
    for number in range(10_000):
        LOG.error("Unexpected error %d", number)
    assert len(stream.getvalue().splitlines()) == MAX_OF_KIND
    handler.repeats.flush()
    assert f"{10_000 - MAX_OF_KIND} more" in stream.getvalue()


def test_memory_is_bounded(logged: Logged) -> None:
    _, handler = logged("lines")
    for number in range(2 * MAX_KINDS):
        logging.getLogger("peergraph.test").warning(f"kind {number}")
    windows: dict[Any, Any] = handler.repeats.__dict__["_windows"]
    assert len(windows) <= MAX_KINDS + 2


TRACE: Final = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.mark.parametrize(
    ("headers", "id"),
    [
        ({"x-request-id": "abc-123_4.5"}, "abc-123_4.5"),
        ({"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}, TRACE),
        ({"x-request-id": "abcd-1234", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}, "abcd-1234"),
        ({"x-request-id": "short"}, None),
        ({"x-request-id": "a" * 65}, None),
        ({"x-request-id": "two words here"}, None),
        ({"x-request-id": 'quote"and\nline'}, None),
        ({"x-request-id": "<script>alert(1)</script>"}, None),
        ({"x-request-id": "\xe9tiennes"}, None),
        ({"traceparent": f"ff-{TRACE}-00f067aa0ba902b7-01"}, None),
        ({"traceparent": f"00-{'0' * 32}-00f067aa0ba902b7-01"}, None),
        ({"traceparent": f"00-{TRACE}-{'0' * 16}-01"}, None),
        ({}, None),
    ],
)
def test_well_formed_ids_are_used_and_others_replaced(headers: dict[str, str], id: str | None) -> None:  # noqa: A002
    got = request_id((name.encode(), value.encode("latin-1")) for name, value in headers.items())
    if id is None:
        assert len(got) == 32
        assert got not in headers.values()
    else:
        assert got == id


def test_half_of_a_surrogate_pair_is_written_in_both_forms(logged: Logged) -> None:
    for form in ("lines", "json"):
        stream, handler = logged(form)
        # Not by the logger: what pytest captures of it could not be sent between its processes.
        handler.handle(logging.LogRecord("peergraph.test", logging.WARNING, "", 0, "Title %s", ("a\ud800",), None))
        assert r"a\ud800" in stream.getvalue().replace(r"\\", "\\")


async def test_every_summary_is_written_although_no_line_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "WINDOW", 0.2)
    written: list[logging.LogRecord] = []
    lines = Repeats(written.append)
    for message in ("first", "second"):
        record = logging.LogRecord("peergraph.test", logging.WARNING, "", 0, message, (), None)
        assert [lines.allows(record) for _ in range(2)] == [True, False]
        await asyncio.sleep(0.1)  # the window of the second ends after the first summary
    await until(lambda: len(written) == 2)
    assert [record.getMessage().partition(" ")[0] for record in written] == ["first", "second"]


def test_a_summary_has_no_request(logged: Logged) -> None:
    stream, handler = logged("json")
    token = REQUEST_ID.set("request-0003")
    for _ in range(3):
        LOG.warning("Neo4j is away")
    handler.repeats.flush()
    REQUEST_ID.reset(token)
    assert [orjson.loads(line).get("request") for line in stream.getvalue().splitlines()] == ["request-0003", None]
