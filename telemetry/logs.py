"""The log of the service on standard error, as lines or as JSON: one record a line, each with the id of its request.

Control characters in messages are escaped, so that values of clients cannot forge lines; secrets are replaced.
"""

import logging
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO

import orjson

from telemetry import workers
from telemetry.metrics import LOG_LINES
from telemetry.repeats import Repeats
from telemetry.request_id import REQUEST_ID

Format = Literal["lines", "json"]
#: The logger of slow operations.
SLOW: Final = "peergraph.slow"
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: Tokens and cookies in their forms, and the user in an address.
_SECRETS: Final = re.compile(
    r"(?i:bearer|basic)\s+[\w.~+/=-]{8,}|\bpg_[\w-]{20,}|(?<=://)[^/@\s]+(?=@)|\bpeergraph(?:-[a-z-]+)?=[\w.~-]{20,}"
)
HIDDEN: Final = "[hidden]"
#: Characters of the shortest secret of the settings that is replaced: shorter ones are parts of words.
_SHORTEST: Final = 6


class Redaction:
    """Replaces secrets in texts: those of the settings by their values, others by their form."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        secrets = sorted({value for value in values if len(value) >= _SHORTEST}, key=len, reverse=True)
        self._values = re.compile("|".join(map(re.escape, secrets))) if secrets else None

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        text = _SECRETS.sub(HIDDEN, text)
        return self._values.sub(HIDDEN, text) if self._values else text


class LogFormatter(logging.Formatter):
    """One record as a line, or as a JSON object. The attribute `fields` of a record is a mapping of further fields."""

    def __init__(self, form: Format, redact: Redaction) -> None:
        super().__init__()
        self._form = form
        self._redact = redact
        self._worker = workers.identity()

    def format(self, record: logging.LogRecord) -> str:
        """The record as text without a line break at its end."""
        fields = self._fields(record)
        return orjson.dumps(fields, default=str).decode() if self._form == "json" else _line(fields)

    def _fields(self, record: logging.LogRecord) -> dict[str, Any]:
        more: Mapping[str, object] = getattr(record, "fields", {})
        fields: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._redact(_escaped(record.getMessage())),
            "worker": self._worker,
        }
        if request := getattr(record, "request", REQUEST_ID.get()):
            fields["request"] = request
        if repeated := getattr(record, "repeated", 0):
            fields["repeated"] = repeated
        fields |= {
            name: self._redact(_escaped(value)) if isinstance(value, str) else value for name, value in more.items()
        }
        if record.exc_info and record.exc_info[1] is not None:
            fields["error"] = type(record.exc_info[1]).__name__
            fields["stack"] = self._redact(self.formatException(record.exc_info))
        return fields


class LogHandler(logging.StreamHandler[TextIO]):
    """Writes records, and counts those that repeat."""

    def __init__(self, stream: TextIO, form: Format, redact: Redaction) -> None:
        super().__init__(stream)
        self.setFormatter(LogFormatter(form, redact))
        self.repeats = Repeats(super().emit)

    def emit(self, record: logging.LogRecord) -> None:
        """Writes the record, unless it repeats."""
        LOG_LINES.labels(record.levelname if record.levelno in _LEVELS else "other").inc()
        if self.repeats.allows(record):
            super().emit(record)

    def close(self) -> None:
        """Writes what was counted."""
        self.repeats.flush()
        super().close()


_LEVELS: Final = frozenset({logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL})


def configure(form: Format, secrets: Iterable[str] = (), stream: TextIO | None = None) -> LogHandler:
    """Sends the log of this process to standard error, or to `stream`. Replaces an earlier configuration."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, LogHandler)]:
        root.removeHandler(handler)
        handler.close()
    handler = LogHandler(stream or sys.stderr, form, Redaction(secrets))
    root.addHandler(handler)
    return handler


def _escaped(text: str) -> str:
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def _line(fields: dict[str, Any]) -> str:
    stack = fields.pop("stack", "")
    time, level, logger, message, *more = fields.items()
    named = "".join(f" {name}={_quoted(value)}" for name, value in more)
    line = f"{time[1]} {level[1]} {logger[1]}: {message[1]}{named}"
    return line + "".join(f"\n    {_escaped(part)}" for part in stack.splitlines())


def _quoted(value: object) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value, default=str).decode()
    return text if re.fullmatch(r"[\w./:+-]+", text) else orjson.dumps(text).decode()
