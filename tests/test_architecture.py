"""What docs/architecture.md says of the files can be looked up."""

import re
from typing import Final

from tests.test_imports import ROOT

_TEXT: Final = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
_FILE: Final = re.compile(r"`([a-z_]+/[a-z_/]+\.py)`")
#: Files that a reader opens to follow one argument.
MAX_WALK: Final = 20
#: Lines of the longest file.
MAX_LINES: Final = 500
_SKIPPED: Final = frozenset({".venv", "node_modules", "built"})


def test_no_file_is_too_long_to_read() -> None:
    files = [
        path for pattern in ("*.py", "*.ts", "*.tsx", "*.css", "*.html") for path in ROOT.rglob(pattern)
        if not _SKIPPED.intersection(path.relative_to(ROOT).parts)
    ]  # fmt: skip
    assert len(files) > 500
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path: number for path, number in lengths.items() if number > MAX_LINES} == {}


def test_the_files_that_are_named_exist() -> None:
    named = _FILE.findall(_TEXT)
    assert named
    assert [file for file in named if not (ROOT / file).is_file()] == []


def test_the_walk_of_one_filter_is_short() -> None:
    walk = _TEXT.partition("### The walk of one filter")[2].partition("\n## ")[0]
    assert 0 < len(set(_FILE.findall(walk))) <= MAX_WALK
