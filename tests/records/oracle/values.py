"""Values of records in the form of the API, and comparison of a response with the expected one."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

from tests.ingest.records import SITE

Json = dict[str, Any]
#: OpenAlex's placeholders of deleted records and of authors without an id (docs/sources.md).
PLACEHOLDERS: Final = frozenset({"W4285719527", "A5317838346", "I4389424196", "S4317411217", "A9999999999"})
_LEVELS: Final = {"domains": "domain", "fields": "field", "subfields": "subfield"}
_KEY: Final = re.compile(r"[WAITCSPFG][1-9][0-9]*")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_MATHS: Final = re.compile(r"math|formula|documentclass|tex-|\bsup\b|\bsub\b", re.IGNORECASE)
_LEFTOVERS: Final = re.compile(
    r"</?(?:mml:|jats:|[hH][1-6]\b|[pibPIB]\b|su[bp]\b|SU[BP]\b|math\b|title\b)|&(?:lt|gt|amp|nbsp);"
)
_ARXIV: Final = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf)/|10\.48550/arxiv\.)([a-z.-]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?$", re.IGNORECASE
)


def line(value: object) -> str | None:
    """A line of text without control characters, with single spaces."""
    if not isinstance(value, str):
        return None
    printable = (char for char in value if char.isspace() or unicodedata.category(char) != "Cc")
    return " ".join("".join(printable).split()) or None


def text(value: object) -> str | None:
    """A text that never has markup."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def mapping(value: object) -> Json:
    """An object, or an empty one."""
    return cast("Json", value) if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """A list, or an empty one."""
    return cast("list[Any]", value) if isinstance(value, list) else []


def mappings(value: object) -> list[Json]:
    """The objects of a list."""
    return [entry for entry in items(value) if isinstance(entry, dict)]


def key(value: object) -> str | None:
    """The id of a node: the OpenAlex key in an address; `field:17` of a level above topics."""
    if not isinstance(value, str):
        return None
    short = value.removeprefix(SITE)
    if _KEY.fullmatch(short):
        return short
    collection, _, number = short.partition("/")
    return f"{_LEVELS[collection]}:{number}" if collection in _LEVELS and number.isdigit() else None


def keys(values: object) -> list[str]:
    """The keys of a list, each once, without placeholders."""
    listed_keys = [key(value) for value in items(values)]
    return [name for name in dict.fromkeys(listed_keys) if name and name not in PLACEHOLDERS]


def live_key(value: object) -> str | None:
    """The key, unless it is a placeholder."""
    short = key(value)
    return None if short in PLACEHOLDERS else short


def doi(value: object) -> str | None:
    """The DOI in lower case, decoded."""
    if not isinstance(value, str):
        return None
    short = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", html.unescape(unquote(value)).strip())
    return "".join(char.lower() if char.isascii() else char for char in short) if short.startswith("10.") else None


def arxiv(*values: object) -> str | None:
    """The first arXiv id in addresses and DOIs."""
    matches = (_ARXIV.search(value) for value in values if isinstance(value, str))
    return next((match[1] for match in matches if match), None)


def address(value: object) -> str | None:
    """A web address, spaces written `%20`."""
    if not isinstance(value, str):
        return None
    written = "%20".join(value.split())
    return written if written.startswith(("http://", "https://")) and urlsplit(written).hostname else None


def day(value: object) -> str | None:
    """A day."""
    return value[:10] or None if isinstance(value, str) else None


class Expected:
    """An expected value that is not compared by equality."""

    def matches(self, actual: object) -> bool:
        """Whether the response has the expected value."""
        raise NotImplementedError


@dataclass(frozen=True)
class Plain(Expected):
    """A text with or without markup: plain text must be unchanged, markup must be removed and its words must stay."""

    raw: object

    def matches(self, actual: object) -> bool:
        """See `Expected`."""
        expected = line(self.raw)
        if expected is None or not (set("<&") & set(expected) or "\\begin{document}" in expected):
            return actual == expected
        if actual is None:
            return not letters(expected)
        if not isinstance(actual, str) or _LEFTOVERS.search(actual):
            return False
        return bool(_MATHS.search(expected)) or letters(actual) == letters(expected)

    def __repr__(self) -> str:
        return f"plain {str(self.raw)[:200]!r}"


def letters(value: str) -> str:
    """Letters and digits without markup."""
    return "".join(filter(str.isalnum, stripped(value)))


def stripped(value: str) -> str:
    """A text without its tags."""
    before = ""
    while before != value:
        before, value = value, _TAG.sub("", html.unescape(value))
    return value.strip()


@dataclass(frozen=True)
class OneOf(Expected):
    """One of several values, where the result depends on the order of records."""

    values: tuple[object, ...]

    def matches(self, actual: object) -> bool:
        """See `Expected`."""
        return any(_same(value, actual) for value in self.values)


@dataclass(frozen=True)
class Unordered(Expected):
    """A list in any order."""

    values: tuple[str, ...]

    def __init__(self, values: Iterable[str]) -> None:
        object.__setattr__(self, "values", tuple(sorted(values)))

    def matches(self, actual: object) -> bool:
        """See `Expected`."""
        return sorted(map(str, items(actual))) == list(self.values)


def _same(expected: object, actual: object) -> bool:
    return expected.matches(actual) if isinstance(expected, Expected) else expected == actual


def differences(path: str, expected: Any, actual: Any) -> Iterator[str]:
    """Differences between expected and actual value: field, value of the source, value of the API."""
    if _all_of(dict, expected, actual):
        for name, value in mapping(expected).items():
            yield from differences(f"{path}.{name}", value, mapping(actual).get(name))
    elif _all_of(list, expected, actual) and len(items(expected)) == len(items(actual)):
        for number, (expected_item, actual_item) in enumerate(zip(items(expected), items(actual), strict=True)):
            yield from differences(f"{path}[{number}]", expected_item, actual_item)
    elif not _same(expected, actual):
        yield f"{path}: source {str(expected)[:300]} API {str(actual)[:300]!r}"


def _all_of(kind: type, *values: object) -> bool:
    return all(isinstance(value, kind) for value in values)
