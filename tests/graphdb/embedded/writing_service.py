"""A service for tests with kill: it writes facts to an embedded Neo4j until it is killed.

Argument: the data folder. It prints the number of each acknowledged fact.
"""

import asyncio
import sys
from itertools import count
from pathlib import Path

from graphdb.cypher import cypher
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store

FACT = cypher("CREATE (:Fact {number: $number, text: $text})")
WRITERS = 4


async def main(data: Path) -> None:
    numbers = count()

    async def write(store: Store) -> None:
        for number in numbers:
            await store.write(FACT, {"number": number, "text": "x" * 500})
            print(number, flush=True)

    async with (
        EmbeddedNeo4j(data, heap="256m", page_cache="32m") as address,
        await Store.open(*address, timeout=5) as store,
    ):
        await asyncio.gather(*(write(store) for _ in range(WRITERS)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
