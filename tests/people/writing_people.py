"""A service for the kill test: people comment on a paper in an embedded Neo4j until it is killed.

Argument: the data folder. It prints the id of each comment that was answered.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

from graphdb.bootstrap import bootstrap
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from tests.people.client import Client, viewer
from tests.people.conftest import CREATE_PEOPLE, PEOPLE

WRITERS: Final = 4
WRITE: Final = """mutation ($text: Markdown!) {
  addComment(input: {paper: "W1", body: $text}) { comment { id } }
  vote(input: {paper: "W1", vote: LIKE}) { vote }
}"""


async def main(data: Path) -> None:
    async with (
        EmbeddedNeo4j(data, heap="256m", page_cache="32m") as address,
        await Store.open(*address, timeout=30) as store,
    ):
        await bootstrap(store)
        await store.write(CREATE_PEOPLE, {"people": list(PEOPLE)})
        people = Client(store)

        async def write(name: str) -> None:
            while True:
                answer = await people.ask(viewer(name), WRITE, text="x" * 500)
                print(answer["addComment"]["comment"]["id"], flush=True)

        await asyncio.gather(*(write(name) for name in PEOPLE[:WRITERS]))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
