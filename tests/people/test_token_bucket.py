"""Token buckets that processes share."""

import multiprocessing
from pathlib import Path

import pytest

from accounts import token_bucket
from accounts.token_bucket import GROUPS, WAYS, TokenBuckets, shared_buckets
from telemetry import workers


def _take(file: Path, times: int) -> None:
    buckets = TokenBuckets(file, clock=lambda: 1.0)
    for _ in range(times):
        buckets.take("ada", 10_000, 1)


def test_processes_take_from_one_bucket(tmp_path: Path) -> None:
    """None of their tokens is lost, although they take at the same time."""
    file = tmp_path / "shared.buckets"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_take, args=(file, 1_000)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert TokenBuckets(file, clock=lambda: 1.0).left("ada", 10_000) == 7_000
    assert TokenBuckets(file, clock=lambda: 1.0).left("ben", 10_000) == 10_000


def test_a_clock_that_began_again_takes_nothing_back(tmp_path: Path) -> None:
    file = tmp_path / "shared.buckets"
    TokenBuckets(file, clock=lambda: 5_000.0).take("ada", 60, 60)
    later = TokenBuckets(file, clock=lambda: 10.0)
    assert later.left("ada", 60) == 0
    assert later.take("ada", 60, 1) == pytest.approx(1.0)


def test_the_bucket_that_was_not_used_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_bucket, "GROUPS", 1)
    now = [0.0]
    buckets = TokenBuckets(clock=lambda: now[0])
    for number in range(WAYS + 1):
        now[0] += 0.001
        buckets.take(str(number), 60, 50)
    assert buckets.left("0", 60) == 60
    assert buckets.left(str(WAYS), 60) == 10


def test_names_are_spread_over_the_table() -> None:
    buckets = TokenBuckets(clock=lambda: 1.0)
    for number in range(GROUPS):
        buckets.take(f"address 192.0.2.{number}", 60, 50)
    assert sum(buckets.left(f"address 192.0.2.{number}", 60) == 10 for number in range(GROUPS)) == GROUPS


def test_workers_of_a_service_share_them_and_services_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workers.FOLDER, str(tmp_path))
    shared_buckets("costs").take("ada", 60, 50)
    assert shared_buckets("costs").left("ada", 60) == pytest.approx(10, abs=1)
    assert shared_buckets("writes").left("ada", 60) == 60
    monkeypatch.delenv(workers.FOLDER)
    assert shared_buckets("costs").left("ada", 60) == 60
