"""Colours that can be told from their ground. Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""

import pytest

from exports.palette import DARK, LIGHT, Palette


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_and_nodes_stand_out(palette: Palette) -> None:
    assert _contrast(palette.text, palette.ground) >= 7
    assert _contrast(palette.faint, palette.ground) >= 4.5
    assert all(_contrast(colour, palette.ground) >= 4.5 for colour in palette.kinds.values())
    assert _contrast(palette.close, palette.ground) >= 3
