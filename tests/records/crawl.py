"""Addresses of the pages, maps and exports of nodes, and what must never stand on any of them."""

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

EVERYTHING: Final = os.environ.get("PEERGRAPH_CRAWL") == "all"
#: Requests at a time.
ABREAST: Final = 4
PLACES: Final = ("papers", "authors", "institutions", "topics", "venues")
_MAPS: Final = ("/map.svg", "/map.graphml", "/map.gexf", "/map.csv", "/map.json")
_CITATIONS: Final = (".bib", ".ris", ".json")
#: Values of programs in place of values for people; markup of publishers; entities that were escaped twice.
_FAULTS: Final = re.compile(
    r">\s*(?:None|null|undefined|NaN|nan|\[\]|\{\})\s*<|=\"(?:None|null|undefined|NaN)\""
    r"|(?: · |: )(?:None|undefined|NaN)\b|Traceback \(most recent|&lt;/?(?:mml:|jats:|math\b|su[bp]&gt;|[ibp]&gt;)"
    r"|&lt;/?(?:h[1-6]&gt;|inline-formula)"
    r"|&amp;(?:amp|lt|gt|nbsp|ndash|quot|#\d+);"
)


@dataclass(slots=True)
class Crawl:
    """What became of the addresses: what is wrong, how many were read, and how long each took (seconds)."""

    faults: list[str] = field(default_factory=list[str])
    seconds: dict[str, float] = field(default_factory=dict[str, float])

    def slowest(self, number: int = 10) -> list[str]:
        """The addresses that took longest."""
        listed = sorted(self.seconds.items(), key=lambda item: -item[1])[:number]
        return [f"{seconds:6.2f} s {path}" for path, seconds in listed]


async def crawl(service: Service, paths: Iterable[str]) -> Crawl:
    """Ask for each address as a browser does: all must answer 200, pages without anything that no reader should see."""
    gate, found = asyncio.Semaphore(ABREAST), Crawl()

    async def ask(path: str) -> None:
        async with gate:
            began = time.monotonic()
            answer = await service.http.get(path, headers={"accept": "text/html"}, follow_redirects=True)
            found.seconds[path] = time.monotonic() - began
        if answer.status_code != 200:
            found.faults.append(f"{answer.status_code} {path}")
        elif answer.headers["content-type"].startswith("text/html") and (fault := _FAULTS.search(_shown(answer.text))):
            found.faults.append(f"{fault[0]!r} on {path}")

    await asyncio.gather(*map(ask, paths))
    return found


def _shown(html: str) -> str:
    """The page without scripts, whose text no reader sees."""
    return re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)


def addresses(place: str, found: str, *, service: str) -> list[str]:
    """All addresses of one node."""
    page = f"/{place}/{quote(found, safe=':')}"
    listed = [page]
    if place != "venues":
        listed += [*(page + ending for ending in _MAPS), f"/embed/map/{quote(found, safe=':')}",
                   f"/oembed?url={quote(service + page, safe='')}", f"/explore?around={quote(found)}"]  # fmt: skip
    if place == "papers":
        listed += [page + ending for ending in _CITATIONS]
    return listed


def sampled(ids: Iterable[str], number: int) -> list[str]:
    """About so many of the ids, always the same ones; all of them with `PEERGRAPH_CRAWL=all`."""
    listed = sorted(ids)
    step = 1 if EVERYTHING else max(1, len(listed) // number)
    return [found for found in listed if crc32(found.encode()) % step == 0]


def some(paths: list[str]) -> list[str]:
    """The first address and about a third of the others; all of them with `PEERGRAPH_CRAWL=all`."""
    return [path for place, path in enumerate(paths) if EVERYTHING or not place or crc32(path.encode()) % 3 == 0]
