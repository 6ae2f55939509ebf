"""What a client uses is counted in all workers, and what a worker that ended had counted is forgotten."""

from multiprocessing import get_context
from pathlib import Path
from typing import Final

import pytest

from telemetry import workers
from telemetry.client_counts import ClientCounts, shared_counts

NAMES: Final = tuple(map(workers.name_of, range(3)))


def count(number: int) -> None:
    """A worker that ends without taking back what its clients use, as after kill -9."""
    counts = shared_counts("requests")
    counts.add("192.0.2.1", number)
    counts.add("192.0.2.1", number)
    counts.add("192.0.2.1", -number)
    assert counts["192.0.2.1"] >= number


def work(place: int, number: int) -> None:
    """Runs a worker of that place."""
    process = get_context("spawn").Process(target=count, name=workers.name_of(place), args=(number,))
    process.start()
    process.join()
    assert process.exitcode == 0


def test_clients_are_counted_in_all_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workers.FOLDER, str(tmp_path))
    with workers.shared_folder(3):
        mine = ClientCounts("requests", tmp_path, NAMES[0], NAMES[1:])
        mine.add("192.0.2.1", 1)
        work(1, 3)
        work(2, 2**40)
        assert mine["192.0.2.1"] == 1 + 3 + 2**40
        assert mine["192.0.2.2"] == 0
        assert mine.total() == 1
        workers.forget(2)
        assert mine["192.0.2.1"] == 4
        work(2, 5)
        work(1, 6)  # Its predecessor was not forgotten, which its start makes up for.
        assert mine["192.0.2.1"] == 1 + 6 + 5
        assert ClientCounts("bodies", tmp_path, NAMES[0], NAMES[1:])["192.0.2.1"] == 0


def test_a_thousand_clients_are_not_confused(tmp_path: Path) -> None:
    first, second = (ClientCounts("x", tmp_path, me, [other]) for me, other in (NAMES[:2], NAMES[1::-1]))
    clients = [f"2001:db8:{number:x}::/64" for number in range(1_000)]
    for client in clients:
        first.add(client, 7)
    assert sum(second[client] != 7 for client in clients) <= 2
    for client in clients:
        first.add(client, -7)
    assert all(second[client] == 0 for client in clients)


def test_a_service_of_one_process_has_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(workers.FOLDER, raising=False)
    counts = shared_counts("requests")
    counts.add("192.0.2.1", 2)
    assert (counts["192.0.2.1"], counts["192.0.2.2"]) == (2, 0)
    monkeypatch.setenv(workers.FOLDER, str(tmp_path))
    assert shared_counts("requests")["192.0.2.1"] == 0
    assert list(tmp_path.iterdir()) == []
