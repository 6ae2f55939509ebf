"""The picture: well-formed, without script, every string escaped, no label on another."""

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

from exports.labels import LabelRequest, placed, text_width
from exports.svg import short_name, svg
from maps.options import Options
from maps.records import Kind, MapNode
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


def test_the_centre_and_the_heaviest_papers_are_always_named() -> None:
    """In a crowd without space, a paper has its short form, or its label covers a node, but no other label."""
    crowd = [LabelRequest(7.0 * (n % 12), 7.0 * (n // 12), 5.0, ("A title", "of two lines"), 10.5) for n in range(144)]
    named = [replace(node, required=True, short=(f"Ada {n}",)) for n, node in enumerate(crowd[:150:29])]
    others = [node for node in crowd if node not in named]
    places = placed([*named, *others], crowd, (-200, -200, 300, 300))
    assert all(place is not None for place in places[: len(named)])
    boxes: list[tuple[float, float, float, float]] = []
    for request, place in zip([*named, *others], places, strict=True):
        if place is not None:
            width = max(text_width(line, request.size) for line in place.lines)
            left = place.x - {"start": 0, "middle": width / 2, "end": width}[place.anchor]
            top = place.y - request.size * 0.95
            boxes.append((left, top + 0.2, left + width, top + request.size * 1.2 * len(place.lines) - 0.2))
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_a_short_name_is_the_first_author_and_the_year() -> None:
    def short(subtitle: str | None, kind: Kind = "PAPER") -> str | None:
        return short_name(MapNode("a", kind, "A title", subtitle, 1.0, 1))

    assert short("Ashish Vaswani et al. · 2017") == "Vaswani 2017"
    assert short("Retracted · Ada Lovelace · 1843") == "Lovelace 1843"
    assert short("2017") is None
    assert short(None) is None
    assert short("Zurich · 3 papers", "INSTITUTION") is None


def test_a_halo_is_a_text_of_its_own() -> None:
    """Not all programs know `paint-order`: with it alone, CairoSVG and Inkscape drew halos over texts."""
    root = ElementTree.fromstring(svg(star(("One", "Two"))))  # noqa: S314
    texts = [text for group in root.iter(f"{SVG}g") if group.get("class") == "labels" for text in group]
    halos = [text.text for text in texts if "halo" in (text.get("class") or "")]
    assert halos == [text.text for text in texts if "name" in (text.get("class") or "")]
    assert halos
    assert "paint-order" not in svg(star(("One",)))
