"""`python -m benchmarks.health`: the time of `/health/live` while clients send what is expensive.

A service of its own on the demo; for each kind of query, 20 clients that send it without a pause for some seconds, and
one that asks for the health every 20 ms. Prints the median, the 99th percentile and the maximum in milliseconds.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Annotated, Final

import httpx
import typer

from benchmarks.hostile import aliases
from benchmarks.serving import served

CLIENTS: Final = 20
PAUSE: Final = 0.02
PAPER: Final = 'paper(by: {arxiv: "2108.07258"})'
QUERIES: Final = {
    "nothing else": None,
    "the largest map": f"{{ {PAPER} {{ map(options: {{nodes: 500, hops: 3}}) {{ complete }} }} }}",
    "tables of Markdown": r'{ renderMarkdown(text: "' + r"a\n:-:\n" * 2_000 + '") }',
    "citations": f"{{ papers(first: 45) {{ nodes {{ {aliases(2, 'cite(format: TEXT)')} }} }} }}",
    "introspection": f"{{ {aliases(15, '__schema { types { name fields { name type { name } } } }')} }}",
    "wrong fields": f"{{ {' '.join(f'title{number}' for number in range(2_000))} }}",
}


def main(seconds: Annotated[float, typer.Option(help="Seconds for each kind of query.")] = 10.0) -> None:
    """Measures, and prints a table."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        asyncio.run(_measure(address, seconds))


async def _measure(address: str, seconds: float) -> None:
    print("| meanwhile | median, ms | p99, ms | maximum, ms | answers |\n|---|---|---|---|---|")
    for kind, query in QUERIES.items():
        async with httpx.AsyncClient(timeout=60.0, limits=httpx.Limits(max_connections=None)) as http:
            answers: list[int] = []
            clients = [
                asyncio.create_task(_send(http, address, query, answers)) for _ in range(CLIENTS if query else 0)
            ]
            times = await _ask(address, seconds)
            for client in clients:
                client.cancel()
            await asyncio.gather(*clients, return_exceptions=True)
        shares = quantiles(times, n=100)
        print(f"| {kind} | {shares[49]:.0f} | {shares[98]:.0f} | {max(times):.0f} | {len(answers)} |", flush=True)


async def _send(http: httpx.AsyncClient, address: str, query: str | None, answers: list[int]) -> None:
    """Sends the query for ever."""
    while True:
        answers.append((await http.post(f"{address}/graphql", json={"query": query})).status_code)


async def _ask(address: str, seconds: float) -> list[float]:
    """Milliseconds of each request for the health."""
    times: list[float] = []
    end = time.monotonic() + seconds
    async with httpx.AsyncClient(timeout=60.0) as http:
        while time.monotonic() < end:
            began = time.perf_counter()
            (await http.get(f"{address}/health/live")).raise_for_status()
            times.append(1_000 * (time.perf_counter() - began))
            await asyncio.sleep(PAUSE)
    return times


if __name__ == "__main__":
    typer.run(main)
