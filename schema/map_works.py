"""Prior and derivative works of a map."""

from collections.abc import Awaitable, Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import strawberry

from citations.map_works import Direction
from loaders.context import Info, path_of
from loaders.field_spec import LOOKUP, FieldSpec
from resolvers import map_works
from resolvers.map_works import DEFAULT_WORKS, MAX_WORKS, WORK, length

if TYPE_CHECKING:
    from schema.paper import Paper

PaperRef = Annotated["Paper", strawberry.lazy("schema.paper")]

_ORDER: Final = (
    " Those linked to most of its papers come first, then the most cited. Not all citations of very cited papers count."
)
#: `first` of these fields, with its own limits.
First = Annotated[
    int | None,
    strawberry.argument(description=f"The number of papers: by default {DEFAULT_WORKS}, at most {MAX_WORKS}."),
]


@strawberry.type(description="A paper that is not on a map, but linked to papers on it.")
class MapWork:
    id: strawberry.ID = strawberry.field(name="nodeId", description="The id of `node`.")
    label: str = strawberry.field(description="Its title.")
    subtitle: str | None = strawberry.field(description="A second line: authors and year.")
    count: int = strawberry.field(description="The number of papers on the map that it is linked to.")

    @strawberry.field(
        description="The paper itself.", metadata=FieldSpec(finds=attrgetter("id"), weight=LOOKUP).metadata
    )
    async def node(self, info: Info) -> PaperRef:
        """All works of a request at once."""
        return cast("Any", await info.context.fetch_groups.node(path_of(info), self.id))


def works(direction: Direction, description: str) -> Any:
    """The field of a map with its works of this direction."""
    return strawberry.field(
        resolver=_RESOLVERS[direction],
        description=description + _ORDER,
        metadata=FieldSpec(length=length, weight=WORK[direction]).metadata,
    )


def _resolver(direction: Direction) -> Callable[..., Awaitable[list[MapWork]]]:
    async def resolve(self: Any, info: Info, first: First = DEFAULT_WORKS) -> list[MapWork]:
        """The works of all maps of a request at once."""
        number = length({"first": first})
        return await info.context.loader(map_works.map_works, info.context, direction, number).load(self)

    return resolve


_RESOLVERS: Final = {direction: _resolver(direction) for direction in Direction}
