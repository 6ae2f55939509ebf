"""Limits of user input. The schema's descriptions include them, and `validation` enforces them."""

from dataclasses import dataclass
from typing import Final

from accounts import handles, tokens
from ingest.library.formats import MAX_ENTRIES


@dataclass(frozen=True, slots=True)
class Length:
    """Limits of the length: of a trimmed text in characters, of a list in values."""

    least: int
    most: int
    unit: str = "characters"

    def __str__(self) -> str:
        span = f"at most {self.most:,}" if self.least == 0 else f"{self.least:,} to {self.most:,}"
        return f"{span} {self.unit}"


IDEMPOTENCY_KEY: Final = Length(1, 100)

HANDLE: Final = Length(handles.MIN_LENGTH, handles.MAX_LENGTH)
PERSON_NAME: Final = Length(0, 100)
EMAIL: Final = Length(0, 254)
PASSWORD: Final = Length(10, 256)
#: The secret in a link; longer texts are cut.
LINK_TOKEN: Final = Length(1, 100)
TOKEN_NAME: Final = Length(1, 100)
TOKEN_DAYS: Final = Length(1, tokens.MAX_DAYS, "days")

REVIEW_SUMMARY: Final = Length(0, 10_000)
REVIEW_POINTS: Final = Length(1, 30, "points")
POINT_TEXT: Final = Length(1, 5_000)
POINT_PLACE: Final = Length(0, 200)
HIGHEST_CONFIDENCE: Final = 5
#: Each edit stores a revision.
MAX_EDITS: Final = 100
COLLECTION_TITLE: Final = Length(1, 200)
COLLECTION_DESCRIPTION: Final = Length(0, 2_000)
COLLECTIONS: Final = Length(0, 1_000, "collections")
COLLECTION_PAPERS: Final = Length(0, 10_000, "papers")
LIBRARY_TEXT: Final = Length(1, 6_000_000)
LIBRARY_ENTRIES: Final = Length(1, MAX_ENTRIES, "entries")


COMMENT_BODY: Final = Length(1, 5_000)
LINK: Final = Length(1, 2_000)

RESOURCE_TITLE: Final = Length(0, 300)
RESOURCES: Final = Length(0, 200, "resources")
CLAIM_EVIDENCE: Final = Length(1, 2_000)
OPEN_CLAIMS: Final = Length(0, 10, "open requests")
REPORT_NOTE: Final = Length(0, 1_000)

FOLLOWS: Final = Length(0, 1_000, "follows")
