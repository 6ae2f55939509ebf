"""The colours of pictures, light and dark. Every kind also has its own shape, so that colour is not the only cue."""

from dataclasses import dataclass
from typing import Final

from maps.records import Kind


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`. Against the ground, text has a contrast of at least 7, fainter text and nodes of 4.5."""

    ground: str
    text: str
    faint: str
    line: str
    close: str
    kinds: dict[Kind, str]
    clusters: tuple[str, ...]


LIGHT: Final = Palette(
    ground="#ffffff", text="#1c2333", faint="#5b6475", line="#8a93a6", close="#b45309",
    kinds={"PAPER": "#2f5fd0", "AUTHOR": "#c2410c", "INSTITUTION": "#0f766e", "TOPIC": "#7c3aed", "VENUE": "#be185d"},
    clusters=("#3b82f6", "#14b8a6", "#f59e0b", "#a855f7", "#ec4899", "#84cc16"),
)  # fmt: skip
DARK: Final = Palette(
    ground="#11151f", text="#e9ecf3", faint="#a3adc0", line="#66708a", close="#f5a524",
    kinds={"PAPER": "#7ea6ff", "AUTHOR": "#ff9a66", "INSTITUTION": "#4fd1c1", "TOPIC": "#bc9bff", "VENUE": "#ff8cb8"},
    clusters=("#60a5fa", "#2dd4bf", "#fbbf24", "#c084fc", "#f472b6", "#a3e635"),
)  # fmt: skip
