"""No text breaks a page: papers without authors or year, with thousands of authors, unbroken words, formulas, markup
and scripts of any direction, as headings, list rows, references, neighbours and in tables, on every width."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from tests.endpoints.serving import Service, served, settings
from tests.ingest.records import ids, work
from tests.records.awkward import FIRST, awkward
from tests.records.real import written
from tests.sampler import Sampler
from tests.web.tabs import open_tab

WIDTHS: Final = (320, 390, 1280, 1920)
#: A paper that cites all awkward ones, so that its page lists them.
HUB: Final = FIRST + 900
#: More texts that have no place to break.
UNBROKEN: Final = [
    work(FIRST + 901, title="Poly(3,4-ethylenedioxythiophene):poly(styrenesulfonate)" * 3),
    work(FIRST + 902, title="https://example.org/" + "a-long-path/" * 30),
    work(FIRST + 903, title="$\\sum_{i=1}^{n} x_i " + "+ y_{i} " * 40 + "$ in one title"),
    work(FIRST + 904, title="A" * 300, is_retracted=True, abstract_inverted_index={"B" * 300: [0], "$\\alpha$": [1]}),
]
#: Elements that are wider than their page, outside what scrolls or is clipped.
TOO_WIDE: Final = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map(each => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 60)}`);
}"""


@pytest_asyncio.fixture(scope="module")
async def pages(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A service on the awkward records."""
    folder: Path = tmp_path_factory.mktemp("awkward")
    records = [*awkward(), *UNBROKEN]
    numbers = [int(record["id"].rpartition("W")[2]) for record in records]
    hub = work(HUB, title="A review of everything awkward", referenced_works=ids(*numbers))
    await ingest(graph, [file_source(written(folder / "records.jsonl", [*records, hub]))], rejects=folder / "rejects")
    async with served(settings(neo4j, folder, statement_seconds=60, request_seconds=120)) as running:
        yield running


async def widths(page: Page) -> list[str]:
    """What is too wide, by the width of the window."""
    faults: list[str] = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{width}: {fault}" for fault in await page.evaluate(TOO_WIDE)]
    return faults


async def test_no_text_breaks_a_page(pages: Service, browser: Browser, sample: Sampler) -> None:
    numbers = [*range(FIRST, FIRST + len(awkward())), *(int(each["id"].rpartition("W")[2]) for each in UNBROKEN)]
    always = [f"/papers/W{HUB}", f"/papers/W{HUB}?list=references", f"/papers/W{FIRST + 12}", "/papers",
              f"/explore?around=W{HUB}", f"/papers/W{FIRST + 904}", "/authors"]  # fmt: skip
    async with open_tab(browser) as tab:
        for path in [*always, *(f"/papers/W{number}" for number in sample(numbers, 8))]:
            answer = await tab.page.goto(pages.address + path)
            assert answer is not None
            if answer.status == 404:
                continue  # Merged with another one, or without a title.
            assert answer.status == 200, path
            await tab.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert await widths(tab.page) == [], path
        assert [error for error in tab.errors if "404" not in error] == []


async def test_a_text_has_its_direction_and_language(pages: Service, browser: Browser) -> None:
    async with open_tab(browser, java_script_enabled=False) as tab:
        await tab.page.goto(f"{pages.address}/papers/W{FIRST + 6}")
        title = tab.page.locator("h1")
        assert await title.evaluate("each => getComputedStyle(each).direction") == "rtl"
        await tab.page.goto(f"{pages.address}/papers/W{HUB}?list=references&text=العميق")
        line = tab.page.locator("h3", has_text="التعلم")
        assert await line.evaluate("each => getComputedStyle(each).direction") == "rtl"


async def test_a_retracted_paper_says_so_everywhere(pages: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.open(f"{pages.address}/papers/W{FIRST + 5}")
        await expect(tab.page.get_by_role("note", name="Retraction")).to_contain_text("has been retracted")
        await tab.page.goto(f"{pages.address}/papers/W{HUB}?list=references&text=retracted")
        await expect(tab.page.locator(".line", has_text="RETRACTED: a claim").locator(".chip.bad")).to_be_visible()
        await tab.page.goto(f"{pages.address}/search?q=RETRACTED%20a%20claim")
        await expect(tab.page.locator(".line", has_text="RETRACTED: a claim").locator(".chip.bad")).to_be_visible()
    picture = await pages.http.get(f"/papers/W{FIRST + 5}/map.svg")
    assert "paper, Retracted" in picture.text


async def test_formulas_are_set_and_titles_of_tabs_are_plain(pages: Service, browser: Browser) -> None:
    async with open_tab(browser, java_script_enabled=False) as tab:
        await tab.page.goto(f"{pages.address}/papers/W{FIRST + 10}")
        await expect(tab.page.locator("h1 math")).to_have_count(1)
        assert "$" not in await tab.page.title()
        description = await tab.page.locator("meta[name=description]").get_attribute("content")
        assert description
        assert "$" not in description


async def test_all_authors_are_reached(pages: Service) -> None:
    """Of 3,000 authors the page shows 150, and leads to the others."""
    path = f"/papers/W{FIRST + 4}"
    page = (await pages.http.get(path)).text
    assert "2\u202f850 more authors" in page
    number, address = 0, f"{path}?list=authors"
    while address:
        text = (await pages.http.get(address)).text
        number += text.count('<li><a href="/authors/')
        address = text.partition(f'<a class="button" href="{path}')[2].partition('"')[0].replace("&amp;", "&")
        address = path + address if address else ""
    assert number == 3_000
