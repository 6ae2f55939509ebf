"""Prior and derivative works of maps: from the citation index, or from the store while there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from citations.map_works import Direction, rank
from citations.refresher import IndexRefresher
from errors import BadInput
from graphdb.map_slice import read_slice
from graphdb.map_works import derivative_works, prior_works
from loaders.context import Context
from maps.research_map import ResearchMap
from resolvers.map_records import map_record
from thread_pools import MAPS

DEFAULT_WORKS: Final = 10
MAX_WORKS: Final = 50
#: The work of the list of one map, as a cost.
WORK: Final = {Direction.PRIOR: 5_000, Direction.DERIVATIVE: 30_000}


@dataclass(frozen=True, slots=True)
class MapWork:
    """A work with its label and subtitle as on maps, and the number of papers on the map that it is linked to."""

    id: str
    label: str
    subtitle: str | None
    count: int


def length(arguments: Mapping[str, Any]) -> int:
    """`first`. Raises BadInput beyond its limits."""
    first = arguments.get("first")
    if first is not None and not 1 <= first <= MAX_WORKS:
        raise BadInput(f"`first` is {first}: it must be between 1 and {MAX_WORKS}.")
    return DEFAULT_WORKS if first is None else first


async def map_works(
    maps: Sequence[ResearchMap], context: Context, direction: Direction, first: int
) -> list[list[MapWork]]:
    """The works of each map. Works linked to most papers of the map come first."""
    papers = [[node.id for node in each.nodes if node.kind == "PAPER"] for each in maps]
    refresher = context.service(IndexRefresher)
    index = refresher.index if refresher else None
    if index is None:
        read = prior_works if direction is Direction.PRIOR else derivative_works
        linked = await read(context.store, papers, first)
    else:
        linked = await MAPS.map(lambda ids: rank(index, ids, direction, first), papers)
    ids = {work: "Paper" for works in linked for work, _ in works}
    rows, _ = await read_slice(context.store, ids) if ids else ([], [])
    records = {row.id: map_record(row) for row in rows}
    return [
        [MapWork(work, records[work].label, records[work].subtitle, count) for work, count in works if work in records]
        for works in linked
    ]
