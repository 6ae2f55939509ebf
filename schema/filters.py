"""Filters of lists: all conditions must hold; a list matches any of its values."""

from functools import cache
from typing import Any

import strawberry
from strawberry.types import get_object_definition
from strawberry.utils.str_converters import to_camel_case

from schema.enums import OpenAccessStatus, PaperKind, TopicLevel
from schema.scalars import Date, DateTime


@strawberry.input(description="A range of integers. Both ends are included; an omitted end is unbounded.")
class IntRange:
    from_: int | None = strawberry.field(name="from", default=strawberry.UNSET, description="The smallest value.")
    to: int | None = strawberry.field(default=strawberry.UNSET, description="The largest value.")


@strawberry.input(description="A range of days. Both ends are included; an omitted end is unbounded.")
class DateRange:
    from_: Date | None = strawberry.field(name="from", default=strawberry.UNSET, description="The first day.")
    to: Date | None = strawberry.field(default=strawberry.UNSET, description="The last day.")


_EVERY = "All of these must hold."
_ANY = "At least one of these must hold."
_NOT = "This must not hold."
_IDS = "Only nodes with these ids."
_PAPERS = "The number of papers in this graph."
_CITATIONS = "The number of citations of these papers in this graph."
_COUNTRIES = "In one of these countries (ISO 3166-1 alpha-2, such as `CH`), ignoring case."
_NAME = "The name contains this text, ignoring case and accents."


@strawberry.input(description="Which papers. All conditions must hold; a list matches any of its values.")
class PaperFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    kinds: list[PaperKind] | None = strawberry.field(default=strawberry.UNSET, description="Of one of these kinds.")
    year: IntRange | None = strawberry.field(default=strawberry.UNSET, description="Published in these years.")
    published_on: DateRange | None = strawberry.field(
        default=strawberry.UNSET, description="Published on these days; papers of which only the year is known are not."
    )
    updated_since: DateTime | None = strawberry.field(
        default=strawberry.UNSET,
        description="Added to this graph, or changed in it by a record of a source, at this time or later.",
    )
    text: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="With all these words in title or abstract: whole words, ignoring case and accents.",
    )
    open_access: bool | None = strawberry.field(default=strawberry.UNSET, description="Free to read, or not.")
    open_access_statuses: list[OpenAccessStatus] | None = strawberry.field(
        default=strawberry.UNSET, description="With one of these kinds of open access."
    )
    retracted: bool | None = strawberry.field(default=strawberry.UNSET, description="Retracted, or not.")
    language: str | None = strawberry.field(
        default=strawberry.UNSET, description="In this language (ISO 639-1, such as `en`), ignoring case."
    )
    has_abstract: bool | None = strawberry.field(default=strawberry.UNSET, description="With an abstract, or without.")
    has_code: bool | None = strawberry.field(default=strawberry.UNSET, description="With code, or without.")
    has_dataset: bool | None = strawberry.field(default=strawberry.UNSET, description="With a data set, or without.")
    has_reviews: bool | None = strawberry.field(
        default=strawberry.UNSET, description="With structured reviews, or without."
    )
    citations: IntRange | None = strawberry.field(
        default=strawberry.UNSET, description="The number of citations in this graph."
    )
    reported_citations: IntRange | None = strawberry.field(
        default=strawberry.UNSET, description="The number of citations that the source reports."
    )
    authors: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="By one of these authors."
    )
    first_authors: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="With one of these authors first on the byline."
    )
    corresponding_authors: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="With one of these as a corresponding author."
    )
    institutions: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="With an author at one of these institutions."
    )
    countries: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="With an author in one of these countries (ISO 3166-1 alpha-2, such as `CH`), ignoring case.",
    )
    topics: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="About one of these topics or a topic below them."
    )
    venues: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="In one of these venues."
    )
    keywords: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="With one of these keywords, ignoring case and punctuation."
    )
    publishers: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="In a venue of one of these publishers or of a part of them."
    )
    funders: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Funded by one of these funders."
    )
    awards: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Supported by one of these awards."
    )
    goals: list[int] | None = strawberry.field(
        default=strawberry.UNSET, description="Related to one of these Sustainable Development Goals, by number."
    )
    indexed_in: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="Indexed in one of these databases, e.g. `pubmed`, ignoring case."
    )
    cites: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Citing one of these papers."
    )
    cited_by: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Cited by one of these papers."
    )
    and_: list["PaperFilter"] | None = strawberry.field(name="and", default=strawberry.UNSET, description=_EVERY)
    or_: list["PaperFilter"] | None = strawberry.field(name="or", default=strawberry.UNSET, description=_ANY)
    not_: "PaperFilter | None" = strawberry.field(name="not", default=strawberry.UNSET, description=_NOT)


@strawberry.input(description="Which authors. All conditions must hold.")
class AuthorFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    institutions: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Affiliated with one of these at any time."
    )
    topics: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="With a paper on one of these."
    )
    countries: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Affiliated at any time with an institution in one of these countries (ISO 3166-1 alpha-2).",
    )
    papers: IntRange | None = strawberry.field(default=strawberry.UNSET, description=_PAPERS)
    citations: IntRange | None = strawberry.field(default=strawberry.UNSET, description=_CITATIONS)


@strawberry.input(description="Which institutions. All conditions must hold.")
class InstitutionFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    countries: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="In one of these countries (ISO 3166-1 alpha-2, such as `CH`), ignoring case.",
    )
    papers: IntRange | None = strawberry.field(default=strawberry.UNSET, description=_PAPERS)
    citations: IntRange | None = strawberry.field(default=strawberry.UNSET, description=_CITATIONS)


@strawberry.input(description="Which topics. All conditions must hold.")
class TopicFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    broader: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Directly below one of these."
    )
    levels: list[TopicLevel] | None = strawberry.field(default=strawberry.UNSET, description="Of one of these levels.")
    papers: IntRange | None = strawberry.field(default=strawberry.UNSET, description=_PAPERS)


@strawberry.input(description="Which venues. All conditions must hold.")
class VenueFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    countries: list[str] | None = strawberry.field(default=strawberry.UNSET, description=_COUNTRIES)
    papers: IntRange | None = strawberry.field(default=strawberry.UNSET, description=_PAPERS)


@strawberry.input(description="Which funders. All conditions must hold.")
class FunderFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    countries: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="In one of these countries (ISO 3166-1 alpha-2), ignoring case."
    )


@strawberry.input(description="Which publishers. All conditions must hold.")
class PublisherFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    countries: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="In one of these countries (ISO 3166-1 alpha-2), ignoring case."
    )


def input_to_dict(value: Any) -> Any:
    """An input object as a dictionary with the names of the schema, without omitted fields; other values unchanged."""
    if isinstance(value, list):
        return [input_to_dict(each) for each in value]  # pyright: ignore[reportUnknownVariableType]
    names = _names(value.__class__)
    if names is None:
        return None if value is strawberry.UNSET else value
    values = ((name, getattr(value, attribute)) for name, attribute in names)
    return {name: input_to_dict(each) for name, each in values if each is not strawberry.UNSET}


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...] | None:
    """The fields of an input type, in the schema and in Python; None for other types."""
    definition = get_object_definition(kind)
    if definition is None:
        return None
    return tuple((each.graphql_name or to_camel_case(each.python_name), each.python_name) for each in definition.fields)
