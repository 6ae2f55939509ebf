"""The wheel adds one package, which imports no other by the name of a room, and works with nothing built."""

import ast
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest

from distribution.names import PACKAGE
from distribution.staging import ROOT, project, rooms, stage
from tests.commands.service import environment
from tests.sampler import Sampler
from tests.test_imports import ORDER, imported, literals

#: Rooms of development, which are not installed.
DEVELOPMENT: Final = {"tests", "benchmarks", "docs", "distribution"}
IMPORTS: Final = """
import sys
from importlib import import_module
for name in ("app", "commands.cli", "graphdb.embedded.child", "bulk.workers", "ingest.parser_process"):
    import_module(f"peergraph.{name}")
print(*sorted(set(sys.argv[1:]) & {name.partition(".")[0] for name in sys.modules}))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source tree of the wheel."""
    target = tmp_path_factory.mktemp("tree") / "tree"
    stage(target)
    return target


def test_every_room_is_installed() -> None:
    assert set(rooms()) == set(ORDER) - DEVELOPMENT


def test_the_tree_is_one_typed_package(tree: Path) -> None:
    assert {each.name for each in tree.iterdir()} == {PACKAGE, "pyproject.toml", "README.md", "LICENSE"}
    assert (tree / PACKAGE / "py.typed").exists()
    scripts = project(tree)["project"]["scripts"]
    assert scripts == {"peergraph": "peergraph.commands:main"}
    assert project(tree)["project"]["dependencies"] == project()["project"]["dependencies"]


def test_no_module_imports_a_room_by_its_bare_name(tree: Path, sample: Sampler) -> None:
    files = sorted((tree / PACKAGE).rglob("*.py"))
    assert len(files) > 100
    modules = {".".join(each.relative_to(tree / PACKAGE).with_suffix("").parts) for each in files}
    bare: list[str] = []
    for file in sample(files, 60):
        parsed = ast.parse(file.read_text(encoding="utf-8"))
        names = [name for name in imported(parsed) if name.partition(".")[0] in ORDER]
        names += [text for text in literals(parsed) if "." in text and text in modules]
        bare += [f"{file.relative_to(tree)}: {name}" for name in names]
    assert bare == []


def test_all_other_files_of_the_rooms_are_in_the_tree(tree: Path) -> None:
    """Templates, documents, tables and the built assets."""
    folders = [ROOT / name for name in rooms() if (ROOT / name).is_dir()]
    expected = {path.relative_to(ROOT) for folder in folders for path in folder.rglob("*") if path.is_file()
                and "__pycache__" not in path.parts and not any("built." in part for part in path.parts)}  # fmt: skip
    assert len(expected) > 300
    assert {each for each in expected if not (tree / PACKAGE / each).is_file()} == set()


@pytest.mark.thorough("the imports are read above; this also shows those that dependencies make by name")
def test_modules_import_each_other_within_the_package(tree: Path, tmp_path: Path) -> None:
    output = subprocess.run(
        [sys.executable, "-c", IMPORTS, *ORDER], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert output.stdout.strip() == ""


@contextmanager
def installed_service(peergraph: Path, data: Path) -> Generator[str]:
    """The address of `peergraph serve --demo` of another environment."""
    process = subprocess.Popen(
        [peergraph, "serve", "--demo", "--port", "0"],
        cwd=data,
        env=environment(data),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        yield next(match[0] for line in process.stderr if (match := re.search(r"http://127\.0\.0\.1:\d+", line)))
    finally:
        process.terminate()
        process.communicate(timeout=120)


@pytest.mark.thorough("it installs all dependencies anew; the other tests of this file check the tree of the wheel")
@pytest.mark.timeout(1_800)
def test_it_serves_from_a_clean_environment(tmp_path: Path) -> None:
    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    subprocess.run(
        [sys.executable, *pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT], check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert {name for name in tops if not name.endswith(".dist-info")} == {PACKAGE}
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, *pip, "install", wheel], check=True)
    data = tmp_path / "data"
    data.mkdir()
    with installed_service(python.with_name("peergraph"), data) as address, httpx.Client(timeout=120) as client:
        html = {"accept": "text/html"}
        pages = ("/papers/arxiv:2108.07258", "/widget", "/graphql", "/explore", "/embed/map/arxiv:2108.07258")
        texts = [client.get(address + page, headers=html).raise_for_status().text for page in pages]
        assert "On the Opportunities and Risks of Foundation Models" in texts[0]
        assets = {name for text in texts for name in re.findall(r"/assets/[\w.-]+", text)} | {"/widget.js"}
        assert len(assets) > 10
        for name in assets:
            client.get(address + name).raise_for_status()
