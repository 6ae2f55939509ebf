"""Sort orders of lists: by the first key, then by the second, and so on."""

import strawberry

from schema.enums import (
    AuthorOrderField,
    Direction,
    FunderOrderField,
    InstitutionOrderField,
    PaperOrderField,
    PublisherOrderField,
    TopicOrderField,
    VenueOrderField,
)

_FIELD = "The sort field."
_DIRECTION = "The direction: `DESC` starts with the greatest value."


@strawberry.input(description="A sort key of papers.")
class PaperOrder:
    field: PaperOrderField = strawberry.field(description=_FIELD)
    direction: Direction = strawberry.field(default=Direction.DESC, description=_DIRECTION)


@strawberry.input(description="A sort key of authors.")
class AuthorOrder:
    field: AuthorOrderField = strawberry.field(description=_FIELD)
    direction: Direction = strawberry.field(default=Direction.DESC, description=_DIRECTION)


@strawberry.input(description="A sort key of institutions.")
class InstitutionOrder:
    field: InstitutionOrderField = strawberry.field(description=_FIELD)
    direction: Direction = strawberry.field(default=Direction.DESC, description=_DIRECTION)


@strawberry.input(description="A sort key of topics.")
class TopicOrder:
    field: TopicOrderField = strawberry.field(description=_FIELD)
    direction: Direction = strawberry.field(default=Direction.DESC, description=_DIRECTION)


@strawberry.input(description="A sort key of venues.")
class VenueOrder:
    field: VenueOrderField = strawberry.field(description=_FIELD)
    direction: Direction = strawberry.field(default=Direction.DESC, description=_DIRECTION)


@strawberry.input(description="A sort key of funders.")
class FunderOrder:
    field: FunderOrderField = strawberry.field(description=_FIELD)
    direction: Direction = strawberry.field(default=Direction.DESC, description=_DIRECTION)


@strawberry.input(description="A sort key of publishers.")
class PublisherOrder:
    field: PublisherOrderField = strawberry.field(description=_FIELD)
    direction: Direction = strawberry.field(default=Direction.DESC, description=_DIRECTION)
