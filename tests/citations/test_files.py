"""The index on disk: a written index can be loaded, and damage is detected."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from citations import files
from citations.files import Damaged
from citations.index import Index
from graphdb.adjacency import Stamp
from tests.citations.graphs import Graph, index_of, random_graph

STAMP: Final = Stamp(7, "2026-01-01T00:00:00+00:00", 50, 400, 60, 90)


@pytest.fixture
def index() -> Index:
    return index_of(random_graph(50, 3))


def test_what_is_written_is_read(tmp_path: Path, index: Index) -> None:
    written = files.write(tmp_path, index, STAMP)
    opened = files.load(tmp_path)
    assert opened is not None
    assert (opened.stamp, opened.folder, files.stamp_of(tmp_path)) == (STAMP, written, STAMP)
    for field in fields(Index):
        one, other = getattr(index, field.name), getattr(opened.index, field.name)
        parts: list[Any] = [(one, other)]
        if not isinstance(one, np.ndarray):
            parts = [(getattr(one, part.name), getattr(other, part.name)) for part in fields(one)]
        assert all(a is b or np.array_equal(a, b) for a, b in parts)


def test_an_empty_graph_has_an_index(tmp_path: Path) -> None:
    files.write(tmp_path, index_of(Graph([])), STAMP)
    opened = files.load(tmp_path)
    assert opened is not None
    assert len(opened.index.papers) == 0


def test_what_was_opened_is_mapped_and_cannot_be_written(tmp_path: Path, index: Index) -> None:
    files.write(tmp_path, index, STAMP)
    opened = files.load(tmp_path)
    assert opened is not None
    with pytest.raises(ValueError, match="read-only"):
        opened.index.references.targets[0] = 1


def test_no_index_is_none(tmp_path: Path) -> None:
    assert (files.load(tmp_path), files.stamp_of(tmp_path)) == (None, None)


def test_the_next_index_takes_the_place_of_the_first_which_stays_readable(tmp_path: Path, index: Index) -> None:
    files.write(tmp_path, index, STAMP)
    first = files.load(tmp_path)
    files.write(tmp_path, index_of(random_graph(60, 4)), STAMP._replace(epoch=8))
    files.remove_unused(tmp_path)
    second = files.load(tmp_path)
    assert first is not None
    assert second is not None
    assert (len(first.index.papers), len(second.index.papers), second.stamp.epoch) == (50, 60, 8)
    assert not first.folder.exists()
    assert first.index.references.targets.sum() == index.references.targets.sum()


def test_every_file_that_is_cut_short_is_found(tmp_path: Path, index: Index) -> None:
    folder = files.write(tmp_path, index, STAMP)
    for path in folder.glob("*.bin"):
        content = path.read_bytes()
        path.write_bytes(content[:-1])
        with pytest.raises(Damaged, match=f"{path.name} has {len(content) - 1} bytes"):
            files.load(tmp_path)
        path.write_bytes(content)
    assert files.load(tmp_path)


def test_every_byte_that_is_turned_is_found(tmp_path: Path, index: Index) -> None:
    folder = files.write(tmp_path, index, STAMP)
    for path in folder.glob("*.bin"):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        with pytest.raises(Damaged, match=r"checksum .* rebuild the index"):
            files.load(tmp_path)
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    assert files.load(tmp_path)


def test_every_file_that_is_missing_is_found(tmp_path: Path, index: Index) -> None:
    folder = files.write(tmp_path, index, STAMP)
    for path in folder.iterdir():
        hidden = path.rename(tmp_path / "hidden")
        with pytest.raises(Damaged, match="rebuild"):
            files.load(tmp_path)
        hidden.rename(path)
    assert files.load(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"format": 1}', b'{"format": 1, "stamp": {}, "files": {}}', b"\xff\xfe"]
)
def test_a_manifest_that_is_none_is_damage(tmp_path: Path, index: Index, content: bytes) -> None:
    (files.write(tmp_path, index, STAMP) / files.MANIFEST).write_bytes(content)
    with pytest.raises(Damaged):
        files.load(tmp_path)


def test_an_index_of_another_format_is_built_anew(tmp_path: Path, index: Index) -> None:
    path = files.write(tmp_path, index, STAMP) / files.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 0}))
    with pytest.raises(Damaged, match="format 0"):
        files.load(tmp_path)


def test_a_manifest_without_an_array_is_damage(tmp_path: Path, index: Index) -> None:
    path = files.write(tmp_path, index, STAMP) / files.MANIFEST
    manifest = json.loads(path.read_text())
    del manifest["files"]["references.targets"]
    path.write_text(json.dumps(manifest))
    with pytest.raises(Damaged, match=r"references\.targets"):
        files.load(tmp_path)


def test_a_current_index_that_is_not_there_is_damage(tmp_path: Path, index: Index) -> None:
    files.write(tmp_path, index, STAMP)
    (tmp_path / files.CURRENT).write_text("index-none")
    with pytest.raises(Damaged):
        files.load(tmp_path)


def test_what_a_killed_build_left_goes_and_nothing_else(tmp_path: Path, index: Index) -> None:
    (tmp_path / f"{files.BUILDING}left" / "deeper").mkdir(parents=True)
    (tmp_path / "somebody's").mkdir()
    folder = files.write(tmp_path, index, STAMP)
    files.remove_unused(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, files.CURRENT, "somebody's"}
