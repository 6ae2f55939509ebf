"""Two worker processes behind which Neo4j goes away and comes back."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from graphdb.embedded.server import Address
from tests.commands.service import Service, served
from tests.faults.proxy import Proxy
from tests.waiting import until


def _workers(service: Service) -> set[int]:
    """The worker processes that run."""
    pid = service.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(each) for each in children if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()}


def _samples(text: str) -> Iterator[tuple[str, float]]:
    """Names and values of the metrics without labels."""
    for metric in text_string_to_metric_families(text):
        yield from ((sample.name, sample.value) for sample in metric.samples if not sample.labels)


@asynccontextmanager
async def _started(data: Path, store: Mapping[str, str]) -> AsyncGenerator[Service]:
    """A service with two workers. Threads wait for it: the proxy before its store runs in this one."""
    with ExitStack() as stack:
        yield await asyncio.to_thread(stack.enter_context, served(data, "--workers", "2", more=store))
        await asyncio.to_thread(stack.close)


@pytest.mark.thorough("tests/commands/test_workers.py replaces workers, and test_away.py waits for Neo4j")
async def test_workers_killed_while_neo4j_is_away_serve_when_it_is_back(neo4j: Address, tmp_path: Path) -> None:
    async with Proxy.to(urlsplit(neo4j.uri).port or 0) as proxy:
        store = {
            "NEO4J_URI": f"bolt://127.0.0.1:{proxy.port}",
            "NEO4J_PASSWORD": neo4j.auth[1] if neo4j.auth else "",
        }
        async with _started(tmp_path, store) as service:
            await until(lambda: len(_workers(service)) == 2)
            proxy.refuses = True
            proxy.reset()
            first = _workers(service)
            for pid in first:
                os.kill(pid, signal.SIGKILL)
            await until(lambda: len(_workers(service) - first) == 2)
            refused = proxy.accepted
            await until(lambda: proxy.accepted > refused + 2)
            assert service.process.poll() is None
            proxy.refuses = False
            async with httpx.AsyncClient(base_url=service.address, timeout=300) as http:
                assert (await http.get("/health/ready")).status_code == 200
                # The workers after them count on, and what the killed ones had under way is gone.
                metrics = dict(_samples((await http.get("/metrics")).text))
                assert metrics["peergraph_worker_starts_total"] >= 3
                assert metrics["peergraph_http_requests_in_flight"] == 1
            os.kill(service.process.pid, signal.SIGTERM)
            await until(lambda: service.process.poll() is not None)
            assert service.process.returncode == 0
