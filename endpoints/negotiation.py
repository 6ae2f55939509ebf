"""Which media types and codings a client takes and sends.

Source: RFC 9110, section 12.5; GraphQL over HTTP, section 4.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

GRAPHQL: Final = "application/graphql-response+json"
JSON: Final = "application/json"
EVENTS: Final = "text/event-stream"

#: What each answers to, in the order of our preference where a client has none.
_RANGES: Final = {
    GRAPHQL: (GRAPHQL, "application/*", "*/*"),
    JSON: (JSON, "application/*", "*/*"),
}


@lru_cache(maxsize=64)
def accepted(header: str | None) -> str | None:
    """The media type to answer in; None when the client takes none of ours."""
    if not header:
        return GRAPHQL
    wishes = dict(_preference(part) for part in header.split(",") if part.strip())
    weights = {media: _weight(ranges, wishes) for media, ranges in _RANGES.items()}
    best = max(weights, key=lambda media: weights[media])
    return best if weights[best] > 0 else None


def coding(header: str | None, there: Iterable[str]) -> str:
    """The content coding to answer in: the first of those that are there, in our order, that the client takes."""
    wishes = dict(_preference(part) for part in (header or "").split(",") if part.strip())
    return next(
        (name for name in there if name != "identity" and wishes.get(name, wishes.get("*", 0.0)) > 0), "identity"
    )


def takes_events(header: str | None) -> bool:
    """Whether the client says that it takes server-sent events. Many say so with every request."""
    wishes = dict(_preference(part) for part in (header or "").split(",") if part.strip())
    return wishes.get(EVENTS, 0.0) > 0


@lru_cache(maxsize=64)
def is_json(header: str | None) -> bool:
    """Whether a body says that it is JSON, in UTF-8 where it says an encoding."""
    media, *parameters = (part.strip().lower() for part in (header or "").split(";"))
    charsets = [
        value.strip(' "') for name, _, value in (each.partition("=") for each in parameters) if name == "charset"
    ]
    return media == JSON and all(charset in {"utf-8", "utf8"} for charset in charsets)


def _preference(part: str) -> tuple[str, float]:
    media, *parameters = (each.strip().lower() for each in part.split(";"))
    for each in parameters:
        if each.startswith("q="):
            try:
                return media, float(each[2:])
            except ValueError:
                return media, 0.0
    return media, 1.0


def _weight(ranges: tuple[str, ...], wishes: dict[str, float]) -> float:
    """The weight of the most specific range that the client names."""
    return next((wishes[each] for each in ranges if each in wishes), 0.0)
