"""Label placement: labels do not overlap each other or nodes. A label without space has its short form, and is omitted
if that has none either; a required one then covers nodes, but no label before it.

Greedy, the most important first, each at the first free place of those around its node. Source: Christensen, Marks and
Shieber 1995, "An empirical study of algorithms for point-feature label placement" (section 4.1).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Boxes = npt.NDArray[np.float64]

#: Positions around a node: offsets in label widths and heights, and the text anchor.
_POSITIONS: Final = (
    (0, 1, "middle"), (1, 0, "start"), (-1, 0, "end"), (0, -1, "middle"),
    (1, 0.75, "start"), (-1, 0.75, "end"), (1, -0.75, "start"), (-1, -0.75, "end"),
)  # fmt: skip
#: The width of a character relative to the font size, slightly more than sans serif fonts need.
_WIDTHS: Final = {"narrow": 0.33, "usual": 0.6, "wide": 0.78, "full": 1.05}
_NARROW: Final = frozenset("iljtfrI.,:;'!|()[] ")
#: The least space around a label.
_SPACE: Final = 2.0


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A label of a node at `x`, `y` with this radius. `short`: its lines where `lines` have no space."""

    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    size: float
    short: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """The anchor of the first line's baseline, and the lines."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]


def placed(
    labels: Sequence[LabelRequest], nodes: Sequence[LabelRequest], frame: tuple[float, float, float, float]
) -> list[Placed | None]:
    """The position of each label, in order of importance; None without space. The frame is left, top, right, bottom."""
    occupied = np.zeros((len(nodes) + len(labels), 4))
    for position, node in enumerate(nodes):
        occupied[position] = _square(node)
    count, positions = len(nodes), list[Placed | None]()
    for label in labels:
        forms = [label.lines, label.short] if label.short else [label.lines]
        position = next(filter(None, (_free(label, lines, occupied[:count], frame) for lines in forms)), None)
        if position is None and label.required:
            others = occupied[len(nodes) : count]
            position = next(filter(None, (_free(label, lines, others, frame) for lines in forms)), None)
        positions.append(None if position is None else position[1])
        if position is not None:
            occupied[count] = position[0]
            count += 1
    return positions


def text_width(text: str, size: float) -> float:
    """An upper estimate of the width of a line."""
    return size * sum(_WIDTHS[_width(char)] for char in text)


def _width(char: str) -> str:
    if unicodedata.combining(char):
        return "narrow"
    if unicodedata.east_asian_width(char) in "WF" or ord(char) > 0xFFFF:
        return "full"
    return "narrow" if char in _NARROW else "wide" if char.isupper() or char in "mw@%&" else "usual"


def _square(node: LabelRequest) -> tuple[float, float, float, float]:
    return node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius


def _free(
    label: LabelRequest, lines: tuple[str, ...], occupied: Boxes, frame: tuple[float, float, float, float]
) -> tuple[list[float], Placed] | None:
    width = max(text_width(line, label.size) for line in lines)
    height = label.size * 1.2 * len(lines)
    for across, down, anchor in _POSITIONS:
        x = label.x + across * (label.radius * (0.8 if down else 1) + 4)
        middle = label.y + down * (label.radius * (0.75 if across else 1) + height / 2 + 1)
        left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        box = [left - _SPACE, middle - height / 2, left + width + _SPACE, middle + height / 2]
        inside = frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
        if inside and not _overlaps(box, occupied):
            return box, Placed(round(x, 1), round(middle - height / 2 + label.size * 0.95, 1), anchor, lines)
    return None


def _overlaps(box: Sequence[float], occupied: Boxes) -> bool:
    apart = (
        (occupied[:, 0] >= box[2])
        | (occupied[:, 2] <= box[0])
        | (occupied[:, 1] >= box[3])
        | (occupied[:, 3] <= box[1])
    )
    return not bool(apart.all())
