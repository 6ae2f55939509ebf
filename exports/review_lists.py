"""The reviews of a user as files: complete JSON, and lists for a curriculum vitae."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import orjson

from exports.bibtex import bibtex, citation_key
from exports.characters import xml_text
from exports.names import Name
from exports.plain import plain_text
from exports.review import Review
from exports.ris import ris

#: Characters with a meaning in CommonMark within a line.
_MARKS: Final = re.compile(r"([\\`*_\[\]<>&~|#!])")
#: Characters that would end a URL in Markdown brackets or the text around it.
_UNSAFE: Final = {ord(char): f"%{ord(char):02X}" for char in " <>()\"'\\`"}
_MAX_AUTHORS: Final = 3


@dataclass(frozen=True, slots=True)
class Reviews:
    """A person's newest reviews, `total` being the number of all. `address` is where the service is."""

    name: str
    orcid: str | None
    total: int
    reviews: Sequence[Review]
    address: str

    @property
    def left(self) -> str:
        """A sentence if the list is truncated, otherwise empty."""
        number = self.total - len(self.reviews)
        return f"{number:,} earlier reviews are not in this list." if number else ""


def as_json(listed: Reviews) -> str:
    """One object: the user, the number of reviews, and the complete reviews."""
    whole = {
        "name": listed.name, "orcid": listed.orcid, "total": listed.total,
        "reviews": [_record(review, listed.address) for review in listed.reviews],
    }  # fmt: skip
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode() + "\n"


def as_markdown(listed: Reviews) -> str:
    """One heading per year and one item per review, newest first."""
    lines = [f"# Reviews by {_marked(plain_text(listed.name))}", ""]
    if listed.orcid:
        lines += [f"ORCID: <https://orcid.org/{listed.orcid}>", ""]
    for year, reviews in groupby(listed.reviews, key=lambda review: review.day.year):
        lines += [f"## {year}", "", *(_item(review) for review in reviews), ""]
    return "\n".join([*lines, *([listed.left, ""] if listed.left else [])])


def as_text(listed: Reviews) -> str:
    """As Markdown, for readers who paste it into a document."""
    heading = f"Reviews by {plain_text(listed.name)}"
    lines = [f"{heading} (ORCID {listed.orcid})" if listed.orcid else heading, ""]
    lines += [f"{_day(review)}. {review.title}. {_work(review)} {review.paper.landing}".rstrip()
              for review in listed.reviews]  # fmt: skip
    return "\n".join([*lines, *(["", listed.left] if listed.left else []), ""])


def as_bibtex(listed: Reviews) -> str:
    """One entry per review, with unique keys."""
    taken, entries = set[str](), list[str]()
    for review in listed.reviews:
        reference = review.reference(listed.address)
        entries.append(bibtex(reference, taken))
        taken.add(citation_key(reference, taken))
    return "\n".join(entries)


def as_ris(listed: Reviews) -> str:
    """One record per review."""
    return "\r\n".join(ris(review.reference(listed.address)) for review in listed.reviews)


#: By the suffix of the address: the writer, and the media type.
FORMATS: Final[dict[str, tuple[Callable[[Reviews], str], str]]] = {
    "json": (as_json, "application/json"),
    "md": (as_markdown, "text/markdown; charset=utf-8"),
    "txt": (as_text, "text/plain; charset=utf-8"),
    "bib": (as_bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (as_ris, "application/x-research-info-systems; charset=utf-8"),
}


def _record(review: Review, address: str) -> dict[str, object]:
    kept = ("id", "summary", "recommendation", "confidence", "helpful", "source", "licence")
    return {
        **{name: getattr(review, name) for name in kept},
        "createdAt": review.created_at,
        "updatedAt": review.updated_at,
        "points": [point._asdict() for point in review.points],
        "url": review.url(address),
        "paper": {
            "id": review.paper.id, "title": review.paper.title, "year": review.paper.year,
            "authors": [_name(each) for each in review.paper.authors], "venue": review.paper.container or None,
            "doi": review.paper.doi or None,
            "url": review.paper.landing or None,
        },
    }  # fmt: skip


def _item(review: Review) -> str:
    paper, title = review.paper, _marked(review.paper.title or review.paper.id)
    linked = f"[{title}](<{paper.landing.translate(_UNSAFE)}>)" if paper.landing else f"*{title}*"
    return f"- Review of {linked}. {_marked(_work(review))} {_day(review)}."


def _work(review: Review) -> str:
    """Authors, venue and year of the reviewed paper."""
    paper = review.paper
    names = [_name(each) for each in paper.authors[:_MAX_AUTHORS]]
    if len(paper.authors) > _MAX_AUTHORS:
        names = [names[0], "et al."] if names else []
    place = ", ".join(str(part) for part in (paper.container, paper.year) if part)
    return " ".join(f"{part.rstrip('.')}." for part in (", ".join(names).replace(", et al", " et al"), place) if part)


def _day(review: Review) -> str:
    return f"{review.day.day} {review.day:%B %Y}"


def _name(name: Name) -> str:
    return xml_text(name.literal or " ".join(part for part in (name.given, name.full_family, name.suffix) if part))


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
