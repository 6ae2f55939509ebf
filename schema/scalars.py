"""Custom scalars."""

from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

Date = NewType("Date", str)
DateTime = NewType("DateTime", str)
URL = NewType("URL", str)
Markdown = NewType("Markdown", str)


def _text(name: str, description: str, specified_by: str) -> ScalarDefinition:
    return strawberry.scalar(
        name=name, description=description, specified_by_url=specified_by, serialize=str, parse_value=str
    )


SCALARS: dict[object, ScalarDefinition] = {
    Date: _text("Date", "A date in ISO 8601: `2022-07-12`.", "https://scalars.graphql.org/andimarek/local-date"),
    DateTime: _text(
        "DateTime",
        "A date and time in RFC 3339: `2022-07-12T09:30:00Z`.",
        "https://scalars.graphql.org/andimarek/date-time",
    ),
    Markdown: _text(
        "Markdown",
        "Text in Markdown (CommonMark with tables and strikethrough); the `…Html` field beside it is the sanitised"
        " rendering.",
        "https://spec.commonmark.org/0.31.2/",
    ),
    URL: _text("URL", "An absolute URL (RFC 3986).", "https://www.rfc-editor.org/rfc/rfc3986"),
}
