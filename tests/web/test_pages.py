"""Every page: handsome on a screen and a phone, light and dark, for everybody, and from no other host."""

from typing import Final

import pytest
from playwright.async_api import Browser, expect

from tests.endpoints.serving import Service
from tests.web.looking import DESKTOP, PHONE, Scheme, window

PAGES: Final = {
    "home": "/",
    "search": "/search?q=attention",
    "search-nothing": "/search?q=zzzzzzzzzz",
    "papers": "/papers?sort=year&from=2018&open=1",
    "authors": "/authors",
    "topics": "/topics",
    "paper": "/papers/arxiv:1810.04805",
    "author": "/authors/author:percy-liang",
    "institution": "/institutions/institution:google",
    "topic": "/topics/topic:large-language-models",
    "venue": "/venues/venue:neurips",
    "sign-in": "/sign-in",
    "sign-up": "/sign-up",
    "explore": "/explore?around=arxiv:2108.07258",
    "widget": "/widget",
    "embed": "/embed/map/arxiv:2108.07258",
}
LOOKS: Final[dict[str, tuple[tuple[int, int], Scheme]]] = {"light": (DESKTOP, "light"), "phone-dark": (PHONE, "dark")}


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_is_whole(service: Service, browser: Browser, name: str) -> None:
    async with window(browser) as seen:
        await seen.open(service.address + PAGES[name])
        for look, (size, scheme) in LOOKS.items():
            await seen.turn(size, scheme)
            await seen.picture(f"{name}-{look}")
            assert await seen.violations() == [], look
            assert not await seen.page.evaluate("document.documentElement.scrollWidth > innerWidth"), look
        assert seen.errors == []
        assert seen.hosts() == {service.address.removeprefix("http://")}


@pytest.mark.parametrize("name", ["home", "search", "explore", "paper", "author", "institution", "topic", "venue"])
async def test_a_page_can_be_read_without_script(service: Service, browser: Browser, name: str) -> None:
    async with window(browser, java_script_enabled=False) as seen:
        await seen.page.goto(service.address + PAGES[name])
        assert len(await seen.page.locator("main").inner_text()) > 30


async def test_what_is_not_there_is_said_as_a_page(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        answer = await seen.page.goto(f"{service.address}/no/such/page")
        assert answer is not None
        assert answer.status == 404
        await expect(seen.page.locator("h1")).to_have_text("Page not found")
        assert await seen.violations() == []


async def test_a_theme_is_kept(service: Service, browser: Browser) -> None:
    async with window(browser, scheme="light") as seen:
        await seen.open(service.address)
        theme = seen.page.get_by_role("button", name="Theme")
        await theme.click()
        await theme.click()
        await expect(theme).to_have_text("Dark")
        await seen.page.reload()
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        assert await seen.page.evaluate(ground) == "rgb(17, 21, 31)"


async def test_a_search_begins_with_a_slash(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await seen.open(f"{service.address}/widget")
        await seen.page.locator("h1").click()
        await seen.page.keyboard.press("/")
        await seen.page.keyboard.type("attention is all you need")
        await seen.page.keyboard.press("Enter")
        await expect(seen.page.locator(".line a").first).to_have_text("Attention Is All You Need")


async def test_a_search_suggests_what_it_will_find(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await seen.open(service.address)
        box = seen.page.locator("main").get_by_role("combobox")
        await box.press_sequentially("atten")
        option = seen.page.get_by_role("option", name="Attention Is All You Need")
        await option.wait_for()
        await expect(box).to_have_attribute("aria-expanded", "true")
        assert await seen.violations() == []
        while await option.get_attribute("aria-selected") != "true":
            await box.press("ArrowDown")
        assert await box.get_attribute("aria-activedescendant") == await option.get_attribute("id")
        await box.press("Escape")
        await expect(option).not_to_be_visible()
        await box.press_sequentially("tion")
        await option.wait_for()
        await option.click()
        await seen.page.wait_for_url("**/papers/arxiv:1706.03762")
        assert seen.errors == []


async def test_a_list_is_filtered_and_goes_on(service: Service, browser: Browser) -> None:
    async with window(browser, java_script_enabled=False) as seen:
        page = seen.page
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


async def test_the_address_of_a_program_says_the_same_in_text(service: Service) -> None:
    assert "curl" in (await service.http.get("/")).text
    missing = await service.http.get("/no/such/page")
    assert missing.status_code == 404
    assert missing.text == "There is no page at /no/such/page.\n"
