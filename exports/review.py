"""A review for exports: one flat record from a row of the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple, Self

from exports.names import Name, split_name
from exports.reference import Reference
from identifiers.page_path import page_path

#: The fields of a row of `graphdb.review_record`, in order.
FIELDS: Final = (
    "id", "created_at", "updated_at", "summary", "recommendation", "confidence", "points", "helpful", "name", "handle",
    "orcid", "source", "reviewer", "licence", "source_url", "round", "scores", "responses", "by_author",
)  # fmt: skip


class Point(NamedTuple):
    """One point: the name of a `ReviewPointKind`, Markdown, and the location in the paper."""

    kind: str
    text: str
    about: str | None


class Score(NamedTuple):
    """A rating as the form of its source has it, and the ends of its scale."""

    name: str
    value: float | None
    text: str | None
    worst: float | None
    best: float | None


class Note(NamedTuple):
    """A decision, meta-review, withdrawal or response at the source: its key and kind there, and when, what and by whom
    it is."""

    key: str
    kind: str
    at: str
    decision: str | None
    text: str | None
    source: str
    reviewer: str | None
    licence: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """A live review. Times are RFC 3339, texts Markdown; `source` to `source_url` are those of imported reviews.
    `by_author`: whether the reviewer claims to be an author of the paper, which can happen after the review."""

    id: str
    created_at: str
    updated_at: str
    summary: str | None
    recommendation: str | None
    confidence: int | None
    points: tuple[Point, ...]
    helpful: int
    name: str
    handle: str
    orcid: str | None
    source: str | None
    reviewer: str | None
    licence: str | None
    source_url: str | None
    paper: Reference
    by_author: bool = False
    round: int | None = None
    scores: tuple[Score, ...] = ()
    responses: tuple[Note, ...] = ()

    @classmethod
    def of(cls, row: Sequence[Any], paper: Sequence[Any]) -> Self:
        """The review from its row and the row of its paper."""
        return cls.from_row(row, Reference.from_row(paper))

    @classmethod
    def from_row(cls, row: Sequence[Any], paper: Reference) -> Self:
        """The review whose fields, in the order of `FIELDS`, are these values."""
        values: dict[str, Any] = dict(zip(FIELDS, row, strict=True))
        for name, each in (("points", Point), ("scores", Score), ("responses", Note)):
            values[name] = tuple(each(*value) for value in values[name])
        return cls(paper=paper, **values)

    @property
    def day(self) -> date:
        """The day on which it was written."""
        return date.fromisoformat(self.created_at[:10])

    @property
    def person(self) -> Name | None:
        """The author; None if unknown."""
        return None if self.source else split_name(self.name or self.handle)

    @property
    def title(self) -> str:
        """The title of the review."""
        return f"Review of “{self.paper.title or self.paper.id}”"

    def url(self, address: str) -> str:
        """The URL of the review: at its source, or its file at this service."""
        return self.source_url or f"{address}/reviews/{self.id}.jats.xml"

    def page(self, address: str) -> str:
        """The URL of the review on the page of its paper."""
        return f"{address}{page_path('papers', self.paper.id)}#{self.id}"

    def reference(self, address: str) -> Reference:
        """The review as a reference to cite."""
        return Reference(
            id=self.id, kind="PEER_REVIEW", title=self.title, authors=(self.person,) if self.person else (),
            year=self.day.year, published_on=self.day.isoformat(), publisher=self.source or "",
            url=self.url(address),
        )  # fmt: skip
