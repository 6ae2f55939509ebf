"""The picture: well-formed, without script, every string escaped, no label on another."""

from itertools import combinations
from xml.etree import ElementTree

from exports.labels import LabelRequest, placed, text_width
from exports.svg import svg
from maps.options import Options
from maps.research_map import ResearchMap
from tests.maps.made import HOSTILE, star

SVG = "{http://www.w3.org/2000/svg}"


def test_hostile_titles_stay_text() -> None:
    root = ElementTree.fromstring(svg(star(HOSTILE)))  # noqa: S314 (our own text)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "g", "line", "circle", "polygon", "text", "tspan"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]
    titles = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert any("<script>alert('1')</script>" in title for title in titles)
    style = root.find(f"{SVG}style")
    assert style is not None
    assert "prefers-color-scheme:dark" in (style.text or "")


def test_it_says_what_it_is_to_those_who_do_not_see_it() -> None:
    drawn = star(("One", "Two"))
    root = ElementTree.fromstring(svg(drawn))  # noqa: S314
    assert root.get("role") == "img"
    spoken = [root.find(f".//*[@id='{name}']") for name in (root.get("aria-labelledby") or "").split()]
    assert [element.text for element in spoken if element is not None] == [
        "Research map: The centre", drawn.description,
    ]  # fmt: skip


def test_every_node_and_edge_is_there() -> None:
    drawn = star(tuple(f"A title that is rather long, number {number}" for number in range(40)))
    text = svg(drawn)
    assert text.count("<line ") == len(drawn.edges) + 1, "One stands in the legend."
    assert text.count('<g class="paper') == len(drawn.nodes) + 1


def test_no_label_lies_on_another_or_on_a_node() -> None:
    nodes = [
        LabelRequest(37.0 * (n % 9), 29.0 * (n // 9), 8.0, (f"Label {n}", "of two lines")[: 1 + n % 2], 10.5)
        for n in range(81)
    ]
    boxes = [(node.x - 8, node.y - 8, node.x + 8, node.y + 8) for node in nodes]
    found = placed(nodes, nodes, (-100, -100, 400, 400))
    assert 5 < sum(place is not None for place in found) < 81
    for node, place in zip(nodes, found, strict=True):
        if place is not None:
            width = max(text_width(line, 10.5) for line in node.lines)
            left = place.x - {"start": 0, "middle": width / 2, "end": width}[place.anchor]
            top = place.y - 10.5 * 0.95
            boxes.append((left, top + 0.1, left + width, top + 10.5 * 1.2 * len(node.lines) - 0.1))
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_an_empty_map_and_one_without_places_are_pictures_too() -> None:
    for drawn in (ResearchMap(), star(("One", "Two"), Options(layout=False))):
        assert ElementTree.fromstring(svg(drawn)).tag == f"{SVG}svg"  # noqa: S314
