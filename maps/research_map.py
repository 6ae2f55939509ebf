"""A whole map."""

from dataclasses import dataclass, field

from maps.options import Options
from maps.records import MapCluster, MapEdge, MapNode, MapTally


@dataclass(frozen=True, slots=True)
class ResearchMap:
    """A map, and the wishes that it answers. Nodes come centre first, then by distance, kind and weight; edges by
    kind, source and target. Empty where none of the ids that it is asked around is known."""

    options: Options = field(default_factory=Options)
    nodes: tuple[MapNode, ...] = ()
    edges: tuple[MapEdge, ...] = ()
    clusters: tuple[MapCluster, ...] = ()
    available: tuple[MapTally, ...] = ()
    complete: bool = True
    description: str = ""

    @property
    def centre(self) -> list[MapNode]:
        """The nodes that the map is around."""
        return [node for node in self.nodes if node.distance == 0]
