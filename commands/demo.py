"""`peergraph demo`: loads the demo graph into the store."""

import asyncio

from rich.console import Console

from graphdb.connect import open_store_beside
from graphdb.graph_stats import counts
from graphdb.store import Store
from ingest.demo import load_demo
from settings import Settings


def demo() -> None:
    """Load the demo graph: landmark papers around foundation models. A second run changes nothing.

    Example: peergraph demo
    """
    asyncio.run(_demo(Settings.read(), Console()))


async def _demo(settings: Settings, screen: Console) -> None:
    async with open_store_beside(settings) as store:
        report = await load_demo(store)
    screen.print(report.table(), *report.sentences(), sep="\n")


async def load_into_empty(store: Store, screen: Console) -> None:
    """Load the demo graph into an empty store; leave any other graph as it is."""
    if (await counts(store))["papers"] == 0:
        with screen.status("Loading the demo graph"):
            await load_demo(store)
