"""Content negotiation: media types and content codings that a client accepts and sends.

Source: RFC 9110, section 12.5; GraphQL over HTTP, section 4.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

GRAPHQL: Final = "application/graphql-response+json"
JSON: Final = "application/json"
EVENTS: Final = "text/event-stream"

_WILDCARDS: Final = ("application/*", "*/*")


@lru_cache(maxsize=64)
def accepted(header: str | None) -> str | None:
    """The media type of the response; None when the client accepts none of them. Clients that name neither type get
    JSON, as those of before `application/graphql-response+json` expect."""
    if not header:
        return JSON
    weights_by_range = dict(_preference(part) for part in header.split(",") if part.strip())
    weights = {
        media: _weight((media, *_WILDCARDS), weights_by_range)
        for media in ((GRAPHQL, JSON) if GRAPHQL in weights_by_range else (JSON, GRAPHQL))
    }
    best = max(weights, key=lambda media: weights[media])
    return best if weights[best] > 0 else None


def coding(header: str | None, available: Iterable[str]) -> str:
    """The content coding of the response: the first available one that the client accepts."""
    weights_by_range = dict(_preference(part) for part in (header or "").split(",") if part.strip())
    return next(
        (
            name
            for name in available
            if name != "identity" and weights_by_range.get(name, weights_by_range.get("*", 0.0)) > 0
        ),
        "identity",
    )


def takes_events(header: str | None) -> bool:
    """Whether the client accepts server-sent events explicitly. Many clients do so with every request."""
    weights_by_range = dict(_preference(part) for part in (header or "").split(",") if part.strip())
    return weights_by_range.get(EVENTS, 0.0) > 0


@lru_cache(maxsize=64)
def is_json(header: str | None) -> bool:
    """Whether a Content-Type is JSON, in UTF-8 when it has a charset."""
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


def _weight(ranges: tuple[str, ...], weights_by_range: dict[str, float]) -> float:
    """The weight of the most specific range in the Accept header."""
    return next((weights_by_range[each] for each in ranges if each in weights_by_range), 0.0)
