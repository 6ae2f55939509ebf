"""Filters: what must hold of the nodes of a list. Everything given must hold; lists mean any of."""

from typing import Any

import strawberry
from strawberry.types import get_object_definition
from strawberry.utils.str_converters import to_camel_case

from schema.enums import PaperKind


@strawberry.input(description="Whole numbers from one to another. Both ends are included; an end left out is open.")
class IntRange:
    from_: int | None = strawberry.field(name="from", default=strawberry.UNSET, description="The least that fits.")
    to: int | None = strawberry.field(default=strawberry.UNSET, description="The most that fits.")


_EVERY = "Every one of these must hold."
_ANY = "At least one of these must hold."
_NOT = "This must not hold."
_IDS = "Only these, by id."
_NAME = "The name contains this, whatever its case and accents."


@strawberry.input(description="Which papers. Everything given must hold; a list means any of its values.")
class PaperFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    kinds: list[PaperKind] | None = strawberry.field(default=strawberry.UNSET, description="Of one of these kinds.")
    year: IntRange | None = strawberry.field(default=strawberry.UNSET, description="Published in these years.")
    open_access: bool | None = strawberry.field(default=strawberry.UNSET, description="Free to read, or not.")
    retracted: bool | None = strawberry.field(default=strawberry.UNSET, description="Retracted, or not.")
    language: str | None = strawberry.field(
        default=strawberry.UNSET, description="In this language (ISO 639-1, such as `en`)."
    )
    has_abstract: bool | None = strawberry.field(default=strawberry.UNSET, description="With an abstract, or without.")
    has_code: bool | None = strawberry.field(default=strawberry.UNSET, description="With code, or without.")
    has_dataset: bool | None = strawberry.field(default=strawberry.UNSET, description="With a data set, or without.")
    has_reviews: bool | None = strawberry.field(
        default=strawberry.UNSET, description="With structured reviews, or without."
    )
    citations: IntRange | None = strawberry.field(default=strawberry.UNSET, description="Cited so often in this graph.")
    authors: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="By one of these authors."
    )
    institutions: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="From one of these places."
    )
    topics: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="About one of these topics or a topic below them."
    )
    venues: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="In one of these venues."
    )
    keywords: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="With one of these keywords, whatever their case and punctuation."
    )
    publishers: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="In a venue of one of these publishers or of a part of them."
    )
    funders: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Paid for by one of these funders."
    )
    awards: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Supported by one of these awards."
    )
    goals: list[int] | None = strawberry.field(
        default=strawberry.UNSET, description="Serving one of these Sustainable Development Goals, by number."
    )
    indexed_in: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="Listed in one of these databases, such as `pubmed`."
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


@strawberry.input(description="Which authors. Everything given must hold.")
class AuthorFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    institutions: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Ever at one of these."
    )
    topics: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="With a paper on one of these."
    )


@strawberry.input(description="Which institutions. Everything given must hold.")
class InstitutionFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    countries: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="In one of these countries (ISO 3166-1 alpha-2, such as `CH`)."
    )


@strawberry.input(description="Which topics. Everything given must hold.")
class TopicFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    broader: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Directly below one of these."
    )


@strawberry.input(description="Which venues. Everything given must hold.")
class VenueFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)


@strawberry.input(description="Which funders. Everything given must hold.")
class FunderFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    countries: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="In one of these countries (ISO 3166-1 alpha-2)."
    )


@strawberry.input(description="Which publishers. Everything given must hold.")
class PublisherFilter:
    ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_IDS)
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    countries: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="In one of these countries (ISO 3166-1 alpha-2)."
    )


def is_given(value: Any) -> Any:
    """An input as the client wrote it: names as in the schema, and what was not given left out."""
    if isinstance(value, list):
        return [is_given(each) for each in value]  # pyright: ignore[reportUnknownVariableType]
    definition = get_object_definition(value)
    if definition is None:
        return None if value is strawberry.UNSET else value
    named = ((field.graphql_name or to_camel_case(field.python_name), field.python_name) for field in definition.fields)
    values = ((name, getattr(value, attribute)) for name, attribute in named)
    return {name: is_given(each) for name, each in values if each is not strawberry.UNSET}
