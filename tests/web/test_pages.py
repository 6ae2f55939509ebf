"""Every page on desktop and phone, light and dark: accessible, and loaded from no other host."""

from typing import Final
from xml.etree import ElementTree

import pytest
from playwright.async_api import Browser, expect

from tests.endpoints.serving import Service
from tests.web.tabs import DESKTOP, PHONE, Scheme, open_tab

PAGES: Final = {
    "home": "/",
    "search": "/search?q=attention",
    "search-nothing": "/search?q=zzzzzzzzzz",
    "papers": "/papers?sort=year&from=2018&open=1",
    "authors": "/authors",
    "topics": "/topics",
    "paper": "/papers/arxiv:1810.04805",
    "references": "/papers/arxiv:1810.04805?list=references&sort=year",
    "all-authors": "/papers/arxiv:2108.07258?list=authors",
    "author": "/authors/author:percy-liang",
    "institution": "/institutions/institution:google",
    "topic": "/topics/topic:large-language-models",
    "venue": "/venues/venue:neurips",
    "sign-in": "/sign-in",
    "sign-up": "/sign-up",
    "forgot-password": "/forgot-password",
    "reset-password": "/reset-password?token=x",
    "explore": "/explore?around=arxiv:2108.07258",
    "widget": "/widget",
    "embed": "/embed/map/arxiv:2108.07258",
}
SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LOOKS: Final[dict[str, tuple[tuple[int, int], Scheme]]] = {"light": (DESKTOP, "light"), "phone-dark": (PHONE, "dark")}


@pytest.mark.sample(6)
@pytest.mark.parametrize("name", PAGES)
async def test_a_page_is_accessible_and_complete(service: Service, browser: Browser, name: str) -> None:
    async with open_tab(browser) as tab:
        await tab.open(service.address + PAGES[name])
        for look, (size, scheme) in LOOKS.items():
            await tab.set_view(size, scheme)
            await tab.screenshot(f"{name}-{look}")
            assert await tab.violations() == [], look
            assert not await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth"), look
        assert tab.errors == []
        assert tab.hosts() == {service.address.removeprefix("http://")}


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", ["home", "search", "explore", "paper", "author", "institution", "topic", "venue"])
async def test_a_page_is_readable_without_script(service: Service, browser: Browser, name: str) -> None:
    async with open_tab(browser, java_script_enabled=False) as tab:
        await tab.page.goto(service.address + PAGES[name])
        assert len(await tab.page.locator("main").inner_text()) > 30


async def test_an_unknown_address_is_an_error_page(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        answer = await tab.page.goto(f"{service.address}/no/such/page")
        assert answer is not None
        assert answer.status == 404
        await expect(tab.page.locator("h1")).to_have_text("Page not found")
        assert await tab.violations() == []


async def test_a_theme_is_stored(service: Service, browser: Browser) -> None:
    async with open_tab(browser, scheme="light") as tab:
        await tab.open(service.address)
        theme = tab.page.get_by_role("button", name="Theme")
        await theme.click()
        await theme.click()
        await expect(theme).to_have_text("Dark")
        await tab.page.reload()
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        assert await tab.page.evaluate(ground) == "rgb(17, 21, 31)"


async def test_the_slash_key_focuses_the_search(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.open(f"{service.address}/widget")
        await tab.page.locator("h1").click()
        await tab.page.keyboard.press("/")
        await tab.page.keyboard.type("attention is all you need")
        await tab.page.keyboard.press("Enter")
        await expect(tab.page.locator(".line a").first).to_have_text("Attention Is All You Need")


async def test_a_search_suggests_its_results(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.open(service.address)
        box = tab.page.locator("main").get_by_role("combobox")
        await box.press_sequentially("atten")
        option = tab.page.get_by_role("option", name="Attention Is All You Need")
        await option.wait_for()
        await expect(box).to_have_attribute("aria-expanded", "true")
        assert await tab.violations() == []
        while await option.get_attribute("aria-selected") != "true":
            await box.press("ArrowDown")
        assert await box.get_attribute("aria-activedescendant") == await option.get_attribute("id")
        await box.press("Escape")
        await expect(option).not_to_be_visible()
        await box.press_sequentially("tion")
        await option.wait_for()
        await option.click()
        await tab.page.wait_for_url("**/papers/arxiv:1706.03762")
        assert tab.errors == []


async def test_a_list_is_filtered_and_paged(service: Service, browser: Browser) -> None:
    async with open_tab(browser, java_script_enabled=False) as tab:
        page = tab.page
        await page.goto(f"{service.address}/papers")
        await page.get_by_label("From year").fill("2020")
        await page.get_by_label("Order").select_option("year")
        await page.get_by_label("With code").check()
        async with page.expect_navigation():
            await page.get_by_role("button", name="Show").click()
        first = await page.locator(".line").all_inner_texts()
        async with page.expect_navigation():
            await page.get_by_role("link", name="More papers").click()
        await expect(page.get_by_label("With code")).to_be_checked()
        assert not set(first) & set(await page.locator(".line").all_inner_texts())
        wrong = await page.goto(f"{service.address}/papers?from=soon")
        assert wrong is not None
        assert wrong.status == 400


async def test_programs_get_the_same_as_text(service: Service) -> None:
    assert "curl" in (await service.http.get("/")).text
    missing = await service.http.get("/no/such/page")
    assert missing.status_code == 404
    assert missing.text == "There is no page at /no/such/page.\n"


async def test_what_browsers_and_search_engines_request_by_name(service: Service) -> None:
    icon = await service.http.get("/favicon.ico")
    assert (icon.status_code, icon.content[:4]) == (200, b"\x00\x00\x01\x00")
    robots = (await service.http.get("/robots.txt")).text
    assert f"Sitemap: {service.address}/sitemap.xml" in robots.splitlines()
    sitemap = await service.http.get("/sitemap.xml")
    assert sitemap.headers["content-type"].startswith("application/xml")
    places = [each.text or "" for each in ElementTree.fromstring(sitemap.content).iter(f"{SITEMAP}loc")]  # noqa: S314
    assert f"{service.address}/papers/arxiv:1810.04805" in places
    assert len(places) > 100
    for place in places[:: len(places) // 12]:
        assert (await service.http.get(place, headers={"accept": "text/html"})).status_code == 200, place


@pytest.mark.parametrize("path", ["/papers/", "/papers/arxiv:1810.04805/", "/topics/topic:large-language-models/"])
async def test_a_slash_at_the_end_redirects(service: Service, path: str) -> None:
    answer = await service.http.get(path, headers={"accept": "text/html"})
    assert answer.status_code in {301, 307, 308}
    assert answer.headers["location"] == path.rstrip("/")
