"""What a backup of a running Neo4j consists of: a second pass over changed files, while its process is stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest

from errors import CannotStart
from graphdb.embedded.file_copy import RECENT, copy_files
from graphdb.embedded.freeze import frozen, is_frozen, neo4j_process
from graphdb.embedded.locks import try_lock

ROOT: Final = Path(__file__).parents[3]
#: Holds the lock of a data folder as a running Neo4j does, and counts in a file until its standard input ends.
WRITER: Final = """
import itertools, select, sys
from pathlib import Path
from graphdb.embedded.locks import try_lock
root = Path(sys.argv[1])
lock = try_lock(root / "neo4j.lock")
(root / "count").write_text("0")
print("ready", flush=True)
for number in itertools.count():
    (root / "count").write_text(str(number))
    if select.select([sys.stdin], [], [], 0.001)[0]:
        break
"""
KILLED: Final = """
import os, signal, sys
from pathlib import Path
from graphdb.embedded.freeze import frozen
with frozen(Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has /proc")


@pytest.fixture
def writer(tmp_path: Path) -> Generator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def writes(root: Path) -> bool:
    """Whether the writer writes."""
    before = (root / "count").read_text()
    end = time.monotonic() + 0.2
    while time.monotonic() < end:
        if (root / "count").read_text() != before:
            return True
    return False


def waits_for_writes(root: Path) -> None:
    while not writes(root):
        pass


def test_nothing_is_written_while_it_is_frozen(writer: subprocess.Popen[str], tmp_path: Path) -> None:
    waits_for_writes(tmp_path)
    with frozen(tmp_path):
        assert not writes(tmp_path)
        assert is_frozen(tmp_path)
        with pytest.raises(CannotStart, match="another backup copies it"), frozen(tmp_path):
            pass
    waits_for_writes(tmp_path)
    assert not is_frozen(tmp_path)
    assert writer.poll() is None


@pytest.mark.parametrize("number", [signal.SIGCONT, signal.SIGKILL])
def test_a_copy_during_which_it_did_not_stay_stopped_is_refused(
    writer: subprocess.Popen[str], tmp_path: Path, number: int
) -> None:
    def disturb() -> None:
        with frozen(tmp_path):
            writer.send_signal(number)
            if number == signal.SIGKILL:
                writer.wait()
            else:
                waits_for_writes(tmp_path)

    with pytest.raises(CannotStart, match="during the copy: try again"):
        disturb()


@pytest.mark.usefixtures("writer")
def test_one_that_a_killed_backup_left_stopped_is_continued(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not writes(tmp_path)
    assert not is_frozen(tmp_path)
    waits_for_writes(tmp_path)


def test_without_a_neo4j_nothing_is_frozen(tmp_path: Path) -> None:
    assert neo4j_process(tmp_path) is None
    with pytest.raises(CannotStart, match="try again"), frozen(tmp_path):
        pass


def test_a_process_that_does_not_have_the_lock_is_not_stopped(tmp_path: Path) -> None:
    lock = try_lock(tmp_path / "neo4j.lock")
    assert lock is not None
    with lock:
        assert neo4j_process(tmp_path) == os.getpid()
        (tmp_path / "neo4j.lock").write_text(str(os.getppid()))
        assert neo4j_process(tmp_path) is None


def test_the_second_pass_copies_what_changed(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "deep").mkdir(parents=True)
    names = ("same", "longer", "removed", "recent", "deep/older")
    old = time.time_ns() - 10 * RECENT
    for name in names:
        (source / name).write_text("first")
        os.utime(source / name, ns=(old, old))
    now = time.time_ns()
    os.utime(source / "recent", ns=(now, now))
    copied = copy_files(source, target)
    assert {name.as_posix() for name in copied} == set(names)
    (source / "longer").write_text("second")
    (source / "removed").unlink()
    (source / "new").write_text("second")
    # The size and, within the resolution of the file system, the time of the first pass.
    (source / "recent").write_text("other")
    os.utime(source / "recent", ns=(now, now))
    (source / "deep" / "older").write_text("other")
    (target / "same").write_text("not copied again")
    copy_files(source, target, copied)
    expected = {
        "longer": "second",
        "new": "second",
        "recent": "other",
        "deep/older": "other",
        "same": "not copied again",
    }
    assert {each.relative_to(target).as_posix(): each.read_text() for each in target.rglob("*") if each.is_file()} == (
        expected
    )
