"""The README's picture, made of its first query and answer, as SVG. `python -m docs.picture` writes it."""

import json
import re
from html import escape
from pathlib import Path
from typing import Final, cast

ROOT: Final = Path(__file__).parents[1]
PICTURE: Final = ROOT / "docs" / "paper-page.svg"
LINE: Final = 20
LETTER: Final = 7.85
PAD: Final = 28
_TOKENS: Final = re.compile(r'(?P<string>"[^"]*")(?P<colon>\s*:)?|(?P<number>\b\d[\d.]*\b)|(?P<name>\b[A-Za-z_]\w*\b)')
_STYLE: Final = """
    text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre; fill: #1f2933 }
    .head { font: 600 12px system-ui, sans-serif; letter-spacing: .06em; fill: #52606d }
    .card { fill: #fff; stroke: #d9e2ec } .key { fill: #0b5e8a } .string { fill: #7a4a00 } .number { fill: #7b2d8b }
    @media (prefers-color-scheme: dark) {
      text { fill: #e4e7eb } .head { fill: #9aa5b1 } .card { fill: #1b242d; stroke: #36424e }
      .key { fill: #7cc4ec } .string { fill: #e8b668 } .number { fill: #d6a3e0 }
    }
"""


def blocks(language: str) -> list[str]:
    """The README's code blocks in a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)


def readable(value: object, depth: int = 0, room: int = 100) -> str:
    """Formatted JSON: a value that fits on a line is on one line."""
    inline = json.dumps(value, ensure_ascii=False)
    if len(inline) + 2 * depth <= room or not isinstance(value, dict | list):
        return inline
    pad, end = "  " * (depth + 1), "  " * depth
    items = (
        cast("dict[str, object]", value).items()
        if isinstance(value, dict)
        else [("", item) for item in cast("list[object]", value)]
    )
    lines = [f"{pad}{f'{json.dumps(key)}: ' if key else ''}{readable(item, depth + 1)}" for key, item in items]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(lines) + f"\n{end}{closing}"


def picture() -> str:
    """The SVG's text."""
    query, answer = blocks("graphql")[0].splitlines(), blocks("json")[0].splitlines()
    left, right = (PAD * 2 + LETTER * max(map(len, lines)) for lines in (query, answer))
    height = 64 + LINE * max(len(query), len(answer))
    width = left + right + 16
    title = "A query for a paper with its authors and references, and its answer"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" aria-label="{title}">'
        f"<title>{title}</title><style>{_STYLE}</style>"
        + _card("ONE REQUEST", query, 0, left, height)
        + _card("ONE ANSWER, ONE ROUND TRIP", answer, left + 16, right, height)
        + "</svg>\n"
    )


def _card(head: str, lines: list[str], x: float, width: float, height: int) -> str:
    rows = "".join(
        f'<text x="{x + PAD:.0f}" y="{58 + LINE * number}">{_coloured(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<rect class="card" x="{x + 0.5:.1f}" y="0.5" width="{width - 1:.0f}" height="{height - 1}" rx="8"/>'
        f'<text class="head" x="{x + PAD:.0f}" y="30">{head}</text>{rows}'
    )


def _coloured(line: str) -> str:
    parts, end = list[str](), 0
    for token in _TOKENS.finditer(line):
        kind = "key" if token["name"] or token["colon"] else "string" if token["string"] else "number"
        parts += [escape(line[end : token.start()]), f'<tspan class="{kind}">{escape(token[0])}</tspan>']
        end = token.end()
    return "".join(parts) + escape(line[end:])


if __name__ == "__main__":
    PICTURE.write_text(picture())
