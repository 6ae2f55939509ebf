"""JSON of other forms → JSON Lines, one record per line.

Splits a saved page of the API (`{"meta": …, "results": […]}`), an array of records, and records over several lines;
JSON Lines pass unchanged. The beginning of the file determines its form, not its name.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final, cast

import orjson

#: A string, complete or truncated, or a bracket. JSON strings have no line feed, so no token crosses lines (RFC 8259).
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"?|[{}\[\]]')
_GAP: Final = b" \t\r\n,"


def records(lines: Iterator[bytes]) -> Iterator[bytes]:
    """One record per line. Text that is not a record passes unchanged, and the parser rejects it."""
    beginning: list[bytes] = []
    for line in lines:
        beginning.append(line)
        if sum(not line.isspace() for line in beginning) == 2:
            break
    first, second = [*(line.strip() for line in beginning if line and not line.isspace()), b"", b""][:2]
    all_lines = chain(beginning, lines)
    for line in _values(all_lines) if _is_multiline(first, second) else all_lines:
        yield from _results(line)


def _is_multiline(first: bytes, second: bytes) -> bool:
    """Whether the file is an array, or its first object continues in the second line (and is not truncated)."""
    if first.startswith(b"["):
        return True
    following = {b"{": b'"}', b",": b'"', b"[": b'"{[]'}.get(first[-1:], b"")
    return first.startswith(b"{") and second[:1] in {bytes([byte]) for byte in following}


class _Splitter:
    """Splits documents, fed line by line, into objects: the elements of arrays, and objects outside of arrays.

    `base` is the depth of brackets at which objects begin: 1 in an array, otherwise 0.
    """

    def __init__(self) -> None:
        self._depth = self._base = 0
        self._parts: list[bytes] | None = None

    def add(self, line: bytes) -> Iterator[bytes]:
        """The objects that end in this line, and any other text between objects."""
        begin = 0
        for token in _TOKEN.finditer(line):
            if token[0] in (b"{", b"["):
                if self._depth == self._base:
                    yield from _stripped(line[begin : token.start()])
                    begin = self._open(token)
                self._depth += 1
            elif token[0] in (b"}", b"]"):
                self._depth = max(self._depth - 1, 0)
                if self._depth <= self._base:
                    yield from self._close(line, begin, token)
                    begin = token.end()
        if self._parts is None:
            yield from _stripped(line[begin:])
        else:
            self._parts.append(line[begin:])

    def unclosed(self) -> Iterator[bytes]:
        """The object that is not closed at the end."""
        if self._parts is not None:
            yield b"".join(self._parts)

    def _open(self, token: re.Match[bytes]) -> int:
        """Begin an array of objects, or an object; the index in the line at which its content begins."""
        if self._depth == 0 and token[0] == b"[":
            self._base = 1
            return token.end()
        self._parts = []
        return token.start()

    def _close(self, line: bytes, begin: int, token: re.Match[bytes]) -> Iterator[bytes]:
        if self._parts is None:
            yield from _stripped(line[begin : token.start()])
        else:
            yield _line([*self._parts, line[begin : token.end()]])
        self._parts, self._base = None, min(self._base, self._depth)


def _stripped(text: bytes) -> Iterator[bytes]:
    if text := text.strip(_GAP):
        yield text


def _values(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The objects of the documents, each as one line."""
    splitter = _Splitter()
    for line in lines:
        yield from splitter.add(line)
    yield from splitter.unclosed()


def _line(parts: list[bytes]) -> bytes:
    """The value in the API's compact form, so that a record has one form in all layouts."""
    value = b"".join(parts)
    try:
        return orjson.dumps(orjson.loads(value))
    except orjson.JSONDecodeError:
        return value


def _results(line: bytes) -> Iterator[bytes]:
    """The records of a page of the API; any other line, such as a page of groups, unchanged."""
    if b'"results"' in line and (page := _page(line)) is not None:
        yield from map(orjson.dumps, page)
    else:
        yield line


def _page(line: bytes) -> list[Any] | None:
    """The records of a page; None for any other line."""
    try:
        page: Any = orjson.loads(line)
        results = page["results"] if "meta" in page and not page.get("group_by") else None
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
        return None
    return cast("list[Any]", results) if isinstance(results, list) else None
