"""The map in the browser has the same colours as the images that the service renders."""

import re
from pathlib import Path

import pytest

from exports.palette import DARK, LIGHT, Palette

_SOURCE = Path(__file__).parents[2] / "web" / "src" / "map" / "palette.ts"
_SHEET = Path(__file__).parents[2] / "web" / "src" / "map" / "legend.css"


@pytest.mark.parametrize(("name", "palette"), [("LIGHT", LIGHT), ("DARK", DARK)])
def test_one_palette(name: str, palette: Palette) -> None:
    (written,) = re.findall(rf"const {name}: Palette = \{{(.*?)\n\}};", _SOURCE.read_text(encoding="utf-8"), re.DOTALL)
    named = dict(re.findall(r'(\w+): "(#\w+)"', written))
    ours = {each: getattr(palette, each) for each in ("ground", "text", "faint", "line", "close")} | palette.kinds
    assert named == ours
    assert tuple(re.findall(r'"(#\w+)"', written.partition("clusters")[2])) == palette.clusters


def test_legend_and_picture_agree() -> None:
    sheet = _SHEET.read_text(encoding="utf-8")
    for kind, colour in LIGHT.kinds.items():
        assert f"var(--research-map-{kind.lower()}, light-dark({colour}, {DARK.kinds[kind]}))" in sheet
