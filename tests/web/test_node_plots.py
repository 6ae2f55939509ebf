"""Plots on pages of nodes: drawn by the server, equal to the API's numbers, readable as tables without script."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.endpoints.serving import Service
from tests.web.tabs import open_tab

PAGES = {
    "author": ("/authors/author:percy-liang", "author", "author:percy-liang"),
    "institution": ("/institutions/institution:google", "institution", "institution:google"),
    "topic": ("/topics/topic:large-language-models", "topic", "topic:large-language-models"),
    "venue": ("/venues/venue:neurips", "venue", "venue:neurips"),
}


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_has_the_numbers_of_the_api_by_year(service: Service, browser: Browser, name: str) -> None:
    path, field, node = PAGES[name]
    query = f'{{ {field}(by: {{id: "{node}"}}) {{ countsByYear {{ year papers citations }} }} }}'
    years = (await service.ask(query))["data"][field]["countsByYear"]
    async with open_tab(browser, java_script_enabled=False) as tab:
        await tab.page.goto(service.address + path)
        for number, measure in enumerate(("papers", "citations")):
            assert await _table(tab.page, number) == {row["year"]: row[measure] for row in years if row[measure]}
            drawn = tab.page.locator("#years figure").nth(number).locator("rect")
            await expect(drawn).to_have_count(sum(row[measure] > 0 for row in years))
        await expect(tab.page.locator(".shares")).to_have_count(3)


async def test_a_paper_has_its_citations_by_year(service: Service, browser: Browser) -> None:
    query = '{ paper(by: {arxiv: "1706.03762"}) { citationCount countsByYear { year citations } } }'
    paper = (await service.ask(query))["data"]["paper"]
    async with open_tab(browser, java_script_enabled=False) as tab:
        await tab.page.goto(f"{service.address}/papers/arxiv:1706.03762")
        table = await _table(tab.page, 0, "article")
    assert table == {row["year"]: row["citations"] for row in paper["countsByYear"] if row["citations"]}
    assert sum(table.values()) == paper["citationCount"] > 50


async def _table(page: Page, number: int, within: str = "#years") -> dict[int, int]:
    """The rows of a plot's table, which is closed at first."""
    figure = page.locator(f"{within} figure").nth(number)
    await figure.locator("summary").click()
    await expect(figure.locator("table")).to_be_visible()
    rows = [(await row.inner_text()).split() for row in await figure.locator("tbody tr").all()]
    return {int(year): int("".join(value)) for year, *value in rows}


async def test_the_largest_groups_lead_to_their_pages(service: Service, browser: Browser) -> None:
    query = """{ topic(by: {id: "topic:large-language-models"}) {
      papers { groups(by: VENUE, first: 8) { nodes { count keys { node { id } } } } } } }"""
    groups = (await service.ask(query))["data"]["topic"]["papers"]["groups"]["nodes"]
    venues = [(node["id"], group["count"]) for group in groups if (node := group["keys"][0]["node"])]
    async with open_tab(browser) as tab:
        await tab.open(f"{service.address}{PAGES['topic'][0]}")
        rows = tab.page.locator(".shares", has_text="Venues").locator("li")
        await expect(rows).to_have_count(len(venues))
        for row, (_, count) in zip(await rows.all(), venues, strict=True):
            assert (await row.inner_text()).split()[-1] == str(count)
        await rows.first.locator("a").click()
        await expect(tab.page).to_have_url(f"{service.address}/venues/{venues[0][0]}")
        assert await tab.violations() == []


async def test_further_pages_of_papers_have_no_plots(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.open(f"{service.address}{PAGES['topic'][0]}")
        await tab.page.get_by_role("link", name="More papers").click()
        await expect(tab.page.locator("#papers article, #papers h3").first).to_be_visible()
        await expect(tab.page.locator("#years")).to_have_count(0)


async def test_a_search_shows_its_papers_by_year_and_topic(service: Service, browser: Browser) -> None:
    query = '{ search(text: "language models", first: 1) { facets { years { value count } topics { label count } } } }'
    facets = (await service.ask(query))["data"]["search"]["facets"]
    async with open_tab(browser, java_script_enabled=False) as tab:
        await tab.page.goto(f"{service.address}/search?q=language+models")
        await tab.page.locator("#facets > summary").click()
        years = await _table(tab.page, 0, "#facets")
        assert years == {int(each["value"]): each["count"] for each in facets["years"]}
        rows = await tab.page.locator("#facets .shares", has_text="Topics").locator("li").all()
        shown = [(await row.inner_text()).split() for row in rows]
        expected = [f"{each['label']} {each['count']}".split() for each in facets["topics"][:8]]
        assert shown == expected
        assert len(shown) == 8
