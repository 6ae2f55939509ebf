"""A crawl in a browser: pages of random real papers, and of their authors, topics, venues and institutions. Every link
answers, no page has an error on its console, and none scrolls sideways."""

from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.endpoints.serving import Service, served, settings
from tests.records.shared import Real
from tests.sampler import Sampler
from tests.web.tabs import Tab, open_tab

#: The first test waits for the load of all records.
pytestmark = pytest.mark.timeout(3_600)
PAPERS: Final = "{ papers(first: 1000) { nodes { id } } }"
#: Pages in the thorough form, and in the short one.
THOROUGH: Final = 100
SHORT: Final = 2
KINDS: Final = ("authors", "topics", "venues", "institutions")
WIDTHS: Final = (390, 1280)
LINKS: Final = "[...new Set([...document.links].map(each => each.href.split('#')[0]))]"


@pytest_asyncio.fixture(scope="module")
async def everything(real: Real, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A service on all records at hand."""
    async with served(settings(real.address, tmp_path_factory.mktemp("crawl"))) as running:
        yield running


async def test_every_link_answers(everything: Service, browser: Browser, sample: Sampler) -> None:
    nodes = (await everything.ask(PAPERS))["data"]["papers"]["nodes"]
    papers = [f"{everything.address}/papers/{node['id']}" for node in nodes[:: max(1, len(nodes) // THOROUGH)]]
    checked: dict[str, str] = {}
    async with open_tab(browser) as tab:
        for page in sample(papers, SHORT):
            links = await visit(tab, page)
            for kind in KINDS:
                others = [link for link in links if urlsplit(link).path.startswith(f"/{kind}/")]
                for other in others[:1]:
                    links |= await visit(tab, other)
            await check(everything, sample(sorted(links - checked.keys()), 50), checked)
    assert {link: fault for link, fault in checked.items() if fault} == {}


async def visit(tab: Tab, address: str) -> set[str]:
    """Opens a page, which must be sound, and returns the addresses of this service that it links."""
    await tab.open(address)
    for width in WIDTHS:
        await tab.page.set_viewport_size({"width": width, "height": 900})
        assert not await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth"), (address, width)
    assert tab.errors == [], address
    host = urlsplit(address).netloc
    links: list[str] = await tab.page.evaluate(LINKS)
    return {link for link in links if urlsplit(link).netloc == host}


async def check(service: Service, links: list[str], checked: dict[str, str]) -> None:
    """Requests each link once, and records its fault, or an empty text."""
    for link in links:
        answer = await service.http.get(link, headers={"accept": "text/html"}, follow_redirects=True)
        checked[link] = "" if answer.status_code == 200 else f"{answer.status_code}"
