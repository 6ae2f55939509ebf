"""Maps as PNG of the size of link previews, because social networks show no SVG.

Source: the size that Facebook, LinkedIn and X recommend, 1200 × 630 pixels (Open Graph, https://ogp.me, "Arrays").
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

from content_cache import ContentCache
from errors import PeergraphError
from exports.svg import svg
from maps.research_map import ResearchMap

WIDTH: Final = 1200
HEIGHT: Final = 630
#: Nodes by default: in a preview of a few centimetres, labels of more are too small to read.
NODES: Final = 24
_SECONDS: Final = 20
#: Bytes of pictures in the cache, some 120 kB each.
_ROOM: Final = 16_000_000
_PROGRAM: Final = Path(__file__).with_name("png_process.py")


def png(drawn: ResearchMap, fonts: Path) -> bytes:
    """The map as a picture in the light colours. `fonts`: the folder of the fonts that are used first. Takes 0.2 s in a
    process of its own: call it in a thread. Raises PeergraphError."""
    return _PICTURES.of((svg(drawn, (WIDTH, HEIGHT)), str(fonts)))


def _render(content: tuple[str, str]) -> bytes:
    picture, fonts = content
    command = [sys.executable, "-I", str(_PROGRAM), fonts]
    try:
        done = subprocess.run(command, input=picture.encode(), capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise PeergraphError("The picture of this map could not be rendered.") from error
    return done.stdout


def _bytes(content: tuple[str, str]) -> bytes:
    return "\0".join(content).encode()


_PICTURES: Final = ContentCache[tuple[str, str], bytes](_ROOM, len, _bytes, _render)
