"""Maps as SVG: a picture that needs no script, light or dark as its viewer's system is.

Every string from data is escaped. Screen readers get the description; each node and edge says what it is on hover.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from exports.characters import xml_text
from exports.labels import LabelRequest, placed, text_width
from exports.shapes import shape
from exports.svg_stylesheet import STYLESHEET
from maps.description import shorten, tally_text
from maps.layout import radius
from maps.records import NAMES, MapNode
from maps.research_map import ResearchMap
from maps.subtitles import RETRACTED

#: The smallest size of a picture, and the margins around the nodes for labels, heading and legend.
_MIN_SIZE: Final = (640.0, 360.0)
_SIDE: Final = 90.0
_ABOVE: Final = 78.0
_BELOW: Final = 88.0
#: The longest line of a label, in characters.
_LINE: Final = 26
#: A picture is wider than high, like screens, so that labels have space.
_WIDER: Final = 1.55
_HIGHER: Final = 1.1
#: The most that the layout is stretched to the ratio of a picture.
_MOST: Final = 2.0
#: The heaviest papers, which are always named, beside the centre.
_REQUIRED: Final = 6
#: How many clusters have a cloud and a name below, and how far a cloud reaches beyond its nodes.
_CLUSTERS: Final = 6
_CLOUD: Final = 15.0


def svg(drawn: ResearchMap, size: tuple[int, int] | None = None) -> str:
    """The map as a picture, with this width and height in pixels or those of its layout, which the map must have."""
    return "".join(_Picture(drawn, size).parts())


def written(text: str) -> str:
    """Text for content and attributes of XML."""
    return escape(xml_text(text))


class _Picture:
    def __init__(self, drawn: ResearchMap, size: tuple[int, int] | None) -> None:
        self.drawn = drawn
        self.nodes = {node.id: node for node in drawn.nodes}
        aspect = size and size[0] / size[1]
        wider, higher = _stretch(drawn, aspect) if aspect else (_WIDER, _HIGHER)
        self.places = {node.id: (wider * (node.x or 0.0), higher * (node.y or 0.0)) for node in drawn.nodes}
        xs = [x for x, _ in self.places.values()] or [0.0]
        ys = [y for _, y in self.places.values()] or [0.0]
        width = max(_MIN_SIZE[0], max(xs) - min(xs) + 2 * _SIDE)
        height = max(_MIN_SIZE[1], max(ys) - min(ys) + _ABOVE + _BELOW)
        if aspect:
            width, height = max(width, height * aspect), max(height, width / aspect)
        spare = (width - (max(xs) - min(xs) + 2 * _SIDE)) / 2
        low = (height - (max(ys) - min(ys) + _ABOVE + _BELOW)) / 2
        self.left, self.right = min(xs) - _SIDE - spare, max(xs) + _SIDE + spare
        self.top, self.bottom = min(ys) - _ABOVE - low, max(ys) + _BELOW + low
        self.size = size or (round(self.right - self.left), round(self.bottom - self.top))

    def parts(self) -> Iterator[str]:
        width, height = self.right - self.left, self.bottom - self.top
        box = f"{self.left:.1f} {self.top:.1f} {width:.1f} {height:.1f}"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{self.size[0]}" height="{self.size[1]}"'
            f' role="img" aria-labelledby="map-title map-description">\n'
            f'<title id="map-title">Research map: {written(self.heading)}</title>\n'
            f'<desc id="map-description">{written(self.drawn.description)}</desc>\n'
            f"<style>{STYLESHEET}</style>\n"
            f'<rect class="ground" x="{self.left:.1f}" y="{self.top:.1f}" width="{width:.1f}" height="{height:.1f}"/>\n'
        )
        yield from self.clouds()
        yield from self.edges()
        yield from (self.node(node) for node in reversed(self.drawn.nodes))
        yield from self.labels()
        yield from self.title()
        yield from self.legend()
        yield "</svg>\n"

    @property
    def heading(self) -> str:
        names = [node.label for node in self.drawn.centre]
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        return f"{' · '.join(names[:2])}{more}" if names else "An empty research map"

    def clouds(self) -> Iterator[str]:
        """A background for each of the largest clusters. The opacity is that of the group, so that its discs merge."""
        for cluster in self.drawn.clusters[:_CLUSTERS]:
            discs = "".join(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size(node) + _CLOUD:.1f}"/>'
                for node in self.drawn.nodes
                for x, y in (self.places[node.id],)
                if node.cluster == cluster.id
            )
            yield f'<g class="cloud c{cluster.id}"><title>{written(cluster.label)}</title>{discs}</g>\n'

    def edges(self) -> Iterator[str]:
        yield '<g class="edges">\n'
        for edge in self.drawn.edges:
            a, b = self.nodes[edge.source], self.nodes[edge.target]
            (x1, y1), (x2, y2) = self.places[edge.source], self.places[edge.target]
            says = f"{shorten(a.label, 60)} {edge.label} {shorten(b.label, 60)}"
            yield (
                f'<line class="{edge.kind.lower()}{" near" if 0 in (a.distance, b.distance) else ""}"'
                f' x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}">'
                f"<title>{written(says)}</title></line>\n"
            )
        yield "</g>\n"

    def node(self, node: MapNode) -> str:
        says = f"{node.label} ({NAMES[node.kind][0]}{f', {node.subtitle}' if node.subtitle else ''})"
        centre = " centre" if node.distance == 0 else ""
        outline = shape(node.kind, *self.places[node.id], size(node))
        return f'<g class="{node.kind.lower()}{centre}"><title>{written(says)}</title>{outline}</g>\n'

    def labels(self) -> Iterator[str]:
        """The centre first, then the weightiest. The halo of a label is a text of its own below it, because not all
        programs know `paint-order`."""
        ranked = sorted(self.drawn.nodes, key=lambda node: (node.distance > 0, -size(node), node.id))
        heaviest = [node.id for node in ranked if node.kind == "PAPER"][:_REQUIRED]
        labels = [_label(node, *self.places[node.id], required=node.id in heaviest) for node in ranked]
        frame = (self.left + 8, self.top + _ABOVE - 24, self.right - 8, self.bottom - _BELOW + 22)
        yield '<g class="labels">\n'
        texts: list[tuple[str, str]] = []
        for node, label, position in zip(ranked, labels, placed(labels, labels, frame), strict=True):
            if position is not None:
                remaining = "".join(
                    f'<tspan x="{position.x}" dy="{label.size * 1.2:.1f}">{written(line)}</tspan>'
                    for line in position.lines[1:]
                )
                texts.append((
                    " centre" if node.distance == 0 else "",
                    f' x="{position.x}" y="{position.y}" text-anchor="{position.anchor}">'
                    f"{written(position.lines[0])}{remaining}</text>\n",
                ))  # fmt: skip
        yield from (f'<text class="halo{kind}" aria-hidden="true"{text}' for kind, text in texts)
        yield from (f'<text class="name{kind}"{text}' for kind, text in texts)
        yield "</g>\n"

    def title(self) -> Iterator[str]:
        left, top = self.left + 24, self.top + 34
        heading = shorten(self.heading, len(self.heading))
        while text_width(heading, 18) > self.right - self.left - 48:
            heading = shorten(heading, len(heading) - 4)
        counts = " · ".join(tally_text(tally) for tally in self.drawn.available if tally.available)
        yield f'<text class="heading" x="{left:.1f}" y="{top:.1f}">{written(heading)}</text>\n'
        yield f'<text class="counts" x="{left:.1f}" y="{top + 20:.1f}">{written(counts)}</text>\n'

    def legend(self) -> Iterator[str]:
        """The kinds that the map shows and how neighbours are linked; below, the clusters that have a cloud."""
        x, y = self.left + 30, self.bottom - 44
        yield '<g class="legend">\n'
        for tally in self.drawn.available:
            if tally.shown:
                name = NAMES[tally.kind][1].capitalize()
                yield f'<g class="{tally.kind.lower()}">{shape(tally.kind, x, y, 6)}</g>'
                yield f'<text x="{x + 12:.1f}" y="{y + 4:.1f}">{name}</text>\n'
                x += 34 + text_width(name, 13)
        if any(edge.kind == "NEIGHBOUR" for edge in self.drawn.edges):
            yield f'<line class="neighbour" x1="{x - 6:.1f}" y1="{y:.1f}" x2="{x + 18:.1f}" y2="{y:.1f}"/>'
            yield f'<text x="{x + 26:.1f}" y="{y + 4:.1f}">Close work</text>\n'
        x, y = self.left + 30, self.bottom - 20
        for cluster in self.drawn.clusters[:_CLUSTERS]:
            name = shorten(xml_text(cluster.label), 40)
            if x + text_width(name, 13) > self.right - 36:
                break
            yield f'<g class="cloud c{cluster.id} key"><circle cx="{x:.1f}" cy="{y:.1f}" r="7"/></g>'
            yield f'<text x="{x + 12:.1f}" y="{y + 4:.1f}">{written(name)}</text>\n'
            x += 34 + text_width(name, 13)
        yield "</g>\n"


def size(node: MapNode) -> float:
    """The radius that a node is drawn with."""
    return radius(1 if node.distance == 0 else node.weight)


def _stretch(drawn: ResearchMap, aspect: float) -> tuple[float, float]:
    """The factors of x and y for this ratio. The smallest is 1: nodes do not overlap, and labels are as large as can
    be."""
    xs = [node.x or 0.0 for node in drawn.nodes]
    ys = [node.y or 0.0 for node in drawn.nodes]
    across, down = (max([1.0, *each]) - min([0.0, *each]) for each in (xs, ys))
    wider = (aspect * (down + _ABOVE + _BELOW) - 2 * _SIDE) / across
    higher = ((across + 2 * _SIDE) / aspect - _ABOVE - _BELOW) / down
    return min(max(wider, 1.0), _MOST), min(max(higher, 1.0), _MOST)


def _label(node: MapNode, x: float, y: float, *, required: bool = False) -> LabelRequest:
    centre = node.distance == 0
    lines = _lines(shorten(xml_text(node.label), 64 if centre else 2 * _LINE - 4), _LINE)
    name = short_name(node)
    short = (shorten(xml_text(name), _LINE),) if name else ()
    return LabelRequest(x, y, size(node), lines, 14.5 if centre else 10.5, short, required or centre)


def short_name(node: MapNode) -> str | None:
    """A paper by its first author and year, as in `Vaswani 2017`; None if these are not in its subtitle."""
    parts = [part for part in (node.subtitle or "").split(" · ") if part != RETRACTED]
    if node.kind != "PAPER" or len(parts) != 2:
        return None
    family = parts[0].removesuffix(" et al.").rsplit(" ", 1)[-1]
    return f"{family} {parts[1]}"


def _lines(text: str, longest: int) -> tuple[str, ...]:
    """One line, or two that are about equally long."""
    if len(text) <= longest:
        return (text,)
    middle = len(text) // 2
    spaces = [position for position, char in enumerate(text) if char == " "]
    if not spaces:
        return (shorten(text, longest + 1),)
    cut = min(spaces, key=lambda position: abs(position - middle))
    return text[:cut], text[cut + 1 :]
