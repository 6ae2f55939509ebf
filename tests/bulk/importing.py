"""Runs an import of existing tables in a process of its own, and prints its stages: for tests that kill it.

Arguments: the data folder, the folder of the tables, and the source files.
"""

import asyncio
import os
import sys
from pathlib import Path

from bulk.final_tables import open_tables
from bulk.sample import sample_source
from bulk.target import Plan, import_embedded, require_empty
from settings import Settings


class Stages:
    """Prints the name of each stage."""

    def stage(self, name: str, total: int | None) -> None:
        print(name, flush=True)

    def step(self, steps: int, records: int) -> None:
        pass


async def main(data: str, folder: str, *sources: str) -> None:
    """Import."""
    os.environ |= {"PEERGRAPH_DATA": data, "PEERGRAPH_HEAP": "512m", "PEERGRAPH_PAGE_CACHE": "64m"}
    settings = Settings.read()
    if await require_empty(settings):
        print("complete", flush=True)
        return
    tables = open_tables(Path(folder))
    sample = sample_source([Path(source) for source in sources], tables.digest)
    plan = Plan(tables, sample, Path(folder).parent / "files", "200MB", print)
    await import_embedded(settings, plan, Stages())
    print("imported", flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
