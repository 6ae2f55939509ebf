"""The style sheet of a picture, light, or dark if the viewer's system is dark."""

from typing import Final

from exports.palette import DARK, LIGHT, Palette

_SHARED: Final = (
    "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif;"
    "unicode-bidi:plaintext}"
    ".labels text{font-size:10.5px}.labels .halo{stroke-width:3px;stroke-linejoin:round}"
    ".labels text.centre{font-size:13.5px;font-weight:600}"
    ".heading{font-size:17px;font-weight:600}.counts,.legend text{font-size:12px}"
    "line{stroke-width:.7;stroke-opacity:.28}line.near{stroke-opacity:.5}"
    "line.neighbour{stroke-width:1.3;stroke-opacity:.75;stroke-dasharray:5 3}"
    ".cloud{opacity:.11}.cloud.key{opacity:.4}"
    "g>circle,g>rect,g>polygon{stroke-width:1.5}.centre>circle,.centre>rect,.centre>polygon{stroke-width:3}"
)


def _themed(palette: Palette) -> str:
    kinds = "".join(f".c{number}{{fill:{colour}}}" for number, colour in enumerate(palette.clusters))
    kinds += "".join(f".{kind.lower()}{{fill:{colour}}}" for kind, colour in palette.kinds.items())
    return (
        f".ground{{fill:{palette.ground}}}text{{fill:{palette.text}}}.counts,.legend text{{fill:{palette.faint}}}"
        f".labels .halo{{fill:{palette.ground};stroke:{palette.ground}}}"
        f"line{{stroke:{palette.line}}}line.neighbour{{stroke:{palette.close}}}"
        f"{kinds}g>circle,g>rect,g>polygon{{stroke:{palette.ground}}}.dot{{fill:{palette.ground};stroke:none}}"
        f".cloud>circle{{stroke:none}}.centre>circle,.centre>rect,.centre>polygon{{stroke:{palette.text}}}"
    )


STYLESHEET: Final = f"{_SHARED}{_themed(LIGHT)}@media (prefers-color-scheme:dark){{{_themed(DARK)}}}"
