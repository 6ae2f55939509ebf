"""Assets that are older than their sources are noticed, in a checkout."""

import runpy
import shutil
from pathlib import Path
from typing import Final

import pytest

from pages.freshness import is_outdated
from tests.test_imports import ROOT

SOURCE: Final = "export const one = 1;\n"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """The build of a small checkout."""
    for name in ("web/src", "web/node_modules/library", "web/tests", "pages/documents", "pages/built"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "web" / "src" / "one.ts").write_text(SOURCE)
    (tmp_path / "pages" / "documents" / "paper.graphql").write_text("{ graph { papers } }")
    return Path(shutil.copy(ROOT / "web" / "build.py", tmp_path / "web"))


def test_assets_are_compared_with_the_content_of_their_sources(build: Path) -> None:
    root = build.parents[1]
    stamp = root / "pages" / "built" / "stamp"
    assert not is_outdated(build, stamp.parent), "What is not built is not old."
    stamp.write_text("of another time")
    assert is_outdated(build, stamp.parent)
    stamp.write_text(runpy.run_path(str(build))["sources"]())
    assert not is_outdated(build, stamp.parent)
    for ignored in ("web/node_modules/library/one.js", "web/tests/one.test.ts", "web/README.md"):
        (root / ignored).write_text("changed")
    source = root / "web" / "src" / "one.ts"
    source.write_text(SOURCE)  # The same content at another time.
    assert not is_outdated(build, stamp.parent)
    source.write_text("export const one = 2;\n")
    assert is_outdated(build, stamp.parent)
    source.write_text(SOURCE)
    (root / "pages" / "documents" / "paper.graphql").write_text("{ graph { citations } }")
    assert is_outdated(build, stamp.parent)


def test_an_installation_without_sources_is_not_compared(build: Path) -> None:
    (build.parents[1] / "pages" / "built" / "stamp").write_text("of another time")
    build.unlink()
    assert not is_outdated(build, build.parents[1] / "pages" / "built")
