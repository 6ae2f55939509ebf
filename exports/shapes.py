"""The outline of each kind of node."""

from math import cos, pi, sin
from typing import Final

from maps.records import Kind

#: Corners of a polygon, where the first stands (degrees from the top), and its size, so that all look equally large.
_POLYGONS: Final[dict[Kind, tuple[int, float, float]]] = {"TOPIC": (4, 0, 1.2), "VENUE": (3, 0, 1.3)}


def shape(kind: Kind, x: float, y: float, radius: float) -> str:
    """Papers are discs, authors rings with a dot, institutions squares, topics diamonds, venues triangles."""
    if kind in _POLYGONS:
        return _polygon(*_POLYGONS[kind], x, y, radius)
    if kind == "INSTITUTION":
        half = radius * 0.88
        return (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}"'
            f' rx="{half * 0.25:.1f}"/>'
        )
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    inner = f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius * 0.42:.1f}"/>' if kind == "AUTHOR" else ""
    return disc + inner


def _polygon(corners: int, first: float, larger: float, x: float, y: float, radius: float) -> str:
    turns = [first / 180 * pi + 2 * pi * corner / corners - pi / 2 for corner in range(corners)]
    reach = radius * larger
    points = " ".join(f"{x + reach * cos(turn):.1f},{y + reach * sin(turn):.1f}" for turn in turns)
    return f'<polygon points="{points}"/>'
