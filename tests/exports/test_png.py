"""Pictures of link previews: of their size whatever the map is, with labels in the fonts that the service has."""

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from errors import PeergraphError
from exports import png as pictures
from exports.png import HEIGHT, WIDTH, png
from exports.svg import svg
from pages.assets import FONTS
from tests.maps.made import HOSTILE, star


@pytest.mark.parametrize("labels", [("One",), HOSTILE, tuple(f"Paper {number}" for number in range(60))])
def test_the_picture_has_the_size_of_a_preview(labels: tuple[str, ...]) -> None:
    drawn = star(labels)
    box = ElementTree.fromstring(svg(drawn, (WIDTH, HEIGHT))).attrib["viewBox"]  # noqa: S314
    left, top, width, height = map(float, box.split())
    assert width / height == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    assert left < 0 < left + width
    assert top < 0 < top + height
    assert struct.unpack(">II", png(drawn, FONTS)[16:24]) == (WIDTH, HEIGHT)


def test_labels_are_drawn_in_the_fonts_of_the_service() -> None:
    assert sorted(path.name for path in FONTS.glob("*.ttf")) == ["NotoSans_400Regular.ttf", "NotoSans_700Bold.ttf"]
    assert png(star(("A label",)), FONTS) != png(star(("B label",)), FONTS)


def test_a_picture_that_cannot_be_rendered_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_PROGRAM", Path("/nonexistent.py"))
    with pytest.raises(PeergraphError, match="could not be rendered"):
        png(star(("Never rendered before",)), FONTS)
