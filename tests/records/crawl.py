"""Addresses of the pages, maps and exports of nodes, and faults that no page may show."""

import asyncio
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote
from zlib import crc32

from tests.endpoints.serving import Service

CRAWL_ALL: Final = os.environ.get("PEERGRAPH_TEST_CRAWL") == "all"
#: Concurrent requests.
CONCURRENCY: Final = 4
COLLECTIONS: Final = ("papers", "authors", "institutions", "topics", "venues")
_MAPS: Final = ("/map.svg", "/map.graphml", "/map.gexf", "/map.csv", "/map.json")
_CITATIONS: Final = (".bib", ".ris", ".json")
#: Literals of programming languages as values; markup of publishers; entities escaped twice.
_FAULTS: Final = re.compile(
    r">\s*(?:None|null|undefined|NaN|nan|\[\]|\{\})\s*<|=\"(?:None|null|undefined|NaN)\""
    r"|(?: · |: )(?:None|undefined|NaN)\b|Traceback \(most recent|&lt;/?(?:mml:|jats:|math\b|su[bp]&gt;|[ibp]&gt;)"
    r"|&lt;/?(?:h[1-6]&gt;|inline-formula)"
    r"|&amp;(?:amp|lt|gt|nbsp|ndash|quot|#\d+);"
)


@dataclass(slots=True)
class Crawl:
    """Faults, and seconds by address."""

    faults: list[str] = field(default_factory=list[str])
    seconds: dict[str, float] = field(default_factory=dict[str, float])

    def slowest(self, number: int = 10) -> list[str]:
        """The slowest addresses."""
        listed = sorted(self.seconds.items(), key=lambda item: -item[1])[:number]
        return [f"{seconds:6.2f} s {path}" for path, seconds in listed]


async def crawl(service: Service, paths: Iterable[str]) -> Crawl:
    """Requests each address as a browser does: every status must be 200, and no page may show a fault."""
    semaphore, result = asyncio.Semaphore(CONCURRENCY), Crawl()

    async def ask(path: str) -> None:
        async with semaphore:
            began = time.monotonic()
            answer = await service.http.get(path, headers={"accept": "text/html"}, follow_redirects=True)
            result.seconds[path] = time.monotonic() - began
        if answer.status_code != 200:
            result.faults.append(f"{answer.status_code} {path}")
        elif answer.headers["content-type"].startswith("text/html") and (
            fault := _FAULTS.search(_visible(answer.text))
        ):
            result.faults.append(f"{fault[0]!r} on {path}")

    await asyncio.gather(*map(ask, paths))
    return result


def _visible(html: str) -> str:
    """The page without scripts, whose text is invisible."""
    return re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)


def addresses(collection: str, node_id: str, *, service: str) -> list[str]:
    """All addresses of one node."""
    page = f"/{collection}/{quote(node_id, safe=':')}"
    listed = [page]
    if collection != "venues":
        listed += [*(page + ending for ending in _MAPS), f"/embed/map/{quote(node_id, safe=':')}",
                   f"/oembed?url={quote(service + page, safe='')}", f"/explore?around={quote(node_id)}"]  # fmt: skip
    if collection == "papers":
        listed += [page + ending for ending in _CITATIONS]
    return listed


def sampled(ids: Iterable[str], number: int) -> list[str]:
    """About `number` of the ids, always the same; all with `PEERGRAPH_TEST_CRAWL=all`."""
    listed = sorted(ids)
    step = 1 if CRAWL_ALL else max(1, len(listed) // number)
    return [node_id for node_id in listed if crc32(node_id.encode()) % step == 0]


def a_third(paths: list[str]) -> list[str]:
    """The first address and about a third of the others; all with `PEERGRAPH_TEST_CRAWL=all`."""
    return [path for index, path in enumerate(paths) if CRAWL_ALL or not index or crc32(path.encode()) % 3 == 0]
