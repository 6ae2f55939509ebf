"""The table of metrics in docs/observability.md, made from their declarations. `python -m docs.metrics` writes it."""

import re
from pathlib import Path
from typing import Final

from telemetry.exposition import all_declarations

PAGE: Final = Path(__file__).parent / "observability.md"
_TABLE: Final = re.compile(r"(?<=<!-- metrics -->\n).*?(?=\n<!-- /metrics -->)", re.DOTALL)


def table() -> str:
    """A row for each metric."""
    rows = [
        f"| `{each.name}` | {each.kind} | {each.meaning} | {each.unit} | {_code(each.labels)} |"
        for each in all_declarations()
    ]
    return "\n".join(["", "| metric | kind | meaning | unit | labels |", "|---|---|---|---|---|", *rows, ""])


def _code(labels: tuple[str, ...]) -> str:
    return ", ".join(f"`{label}`" for label in labels)


def page() -> str:
    """The page with the current table."""
    return _TABLE.sub(lambda _: table(), PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
