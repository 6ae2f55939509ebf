"""A research map."""

from dataclasses import dataclass, field

from maps.options import Options
from maps.records import MapCluster, MapEdge, MapNode, MapTally


@dataclass(frozen=True, slots=True)
class ResearchMap:
    """A map and its options. Nodes: centres first, then by distance, kind and weight; edges by kind, source and target.
    Empty if none of the requested centres exists."""

    options: Options = field(default_factory=Options)
    nodes: tuple[MapNode, ...] = ()
    edges: tuple[MapEdge, ...] = ()
    clusters: tuple[MapCluster, ...] = ()
    available: tuple[MapTally, ...] = ()
    complete: bool = True
    description: str = ""

    @property
    def centre(self) -> list[MapNode]:
        """The centre nodes."""
        return [node for node in self.nodes if node.distance == 0]
