"""What people write is never lost: text that is typed while a form is sent stays, deletions are confirmed, forms can be
cancelled, and signing in comes back to the same place."""

import asyncio
from typing import Final
from zlib import crc32

import pytest
from playwright.async_api import Browser, Page, Route, expect

from pages.form import Form
from pages.paper_text import rows
from tests.endpoints.serving import Service
from tests.web.people import reader, sign_up
from tests.web.tabs import open_tab
from tests.web.test_paper import GPT

BART: Final = "/papers/arxiv:1910.13461"
BERT: Final = "/papers/arxiv:1810.04805"


async def hold(page: Page) -> asyncio.Event:
    """Forms are sent when the event is set."""
    release = asyncio.Event()

    async def slowly(route: Route) -> None:
        if route.request.method == "POST":
            await release.wait()
        await route.continue_()

    await page.route(f"**{GPT}", slowly)
    return release


async def test_text_typed_while_a_form_is_sent_stays(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "typist", GPT) as tab:
        page = tab.page
        release = await hold(page)
        body = page.get_by_label("Your comment").last
        await body.fill("The first thought.")
        await page.get_by_text("Write a structured review").click()
        await page.locator("#review-summary").fill("Begun beside it.")
        await page.get_by_role("button", name="Comment", exact=True).click()
        await body.press_sequentially(" And another one.")
        release.set()
        await expect(page.locator("article.comment > .prose")).to_have_text("The first thought.")
        await expect(page.get_by_label("Your comment").last).to_have_value("And another one.")
        await expect(page.locator("#review-summary")).to_have_value("Begun beside it.")
        release.clear()
        await page.locator(".reviewing textarea[name=text]").first.fill("Sound.")
        await page.get_by_role("button", name="Publish review").click()
        await page.locator(".reviewing textarea[name=text]").nth(1).fill("But no baseline.")
        release.set()
        await page.locator("article.review").wait_for()
        await expect(page.locator("#edit-summary")).to_have_value("Begun beside it.")
        texts = page.locator("article.review .reviewing textarea[name=text]")
        assert "But no baseline." in [await texts.nth(index).input_value() for index in range(await texts.count())]
        await expect(page.locator("#reviews .titled")).to_contain_text("1\u00a0review")
        assert tab.errors == []


async def test_deletions_are_confirmed_and_forms_cancelled(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "careful", BART) as tab:
        page = tab.page
        await page.get_by_text("Write a structured review").click()
        texts = page.locator(".reviewing textarea[name=text]")
        await texts.first.fill("One.")
        await texts.nth(1).fill("Two.")
        await page.get_by_role("button", name="Remove point 1").click()
        await expect(texts).to_have_count(2)
        await expect(texts.first).to_have_value("Two.")
        await page.get_by_role("button", name="Cancel").first.click()
        await expect(page.locator(".reviewing")).not_to_be_visible()
        await page.get_by_text("Write a structured review").click()
        await expect(texts.first).to_have_value("")
        await page.get_by_label("Your comment").last.fill("A passing thought.")
        await page.get_by_role("button", name="Comment", exact=True).click()
        comment = page.locator("article.comment")
        link = await comment.locator(".permalink").get_attribute("href")
        assert link == f"#{await comment.get_attribute('id')}"
        await comment.get_by_text("Delete", exact=True).click()
        await comment.get_by_role("button", name="Cancel").last.click()
        await expect(comment.locator("> .prose")).to_have_text("A passing thought.")
        await comment.get_by_text("Delete", exact=True).click()
        await comment.get_by_role("button", name="Delete this comment").click()
        await expect(page.locator("article.comment > .prose")).to_have_count(0)
        assert tab.errors == []


async def test_a_cancelled_text_is_no_draft(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "hesitant", BART) as tab:
        page = tab.page
        await page.get_by_text("Write a structured review").click()
        await page.locator("#review-summary").press_sequentially("On second thought")
        await page.get_by_role("button", name="Cancel").first.click()
        # Longer than the pause after which a draft is stored.
        await page.evaluate("new Promise((done) => setTimeout(done, 600))")
        await page.reload()
        await expect(page.locator(".reviewing")).not_to_be_visible()
        await expect(page.locator("#review-summary")).to_have_value("")


async def test_lists_stay_as_the_reader_sorted_them_when_a_text_is_sent(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "sorter", BERT) as tab:
        page = tab.page
        rows = page.locator("#references [data-rows] h3")
        first = await rows.first.inner_text()
        await page.get_by_label("Order of references").select_option("year")
        await expect(rows.first).not_to_have_text(first)
        titles = await rows.all_inner_texts()
        await page.get_by_label("Your comment").last.fill("Sorted by year.")
        await page.get_by_role("button", name="Comment", exact=True).click()
        await expect(page.locator("article.comment > .prose")).to_have_text("Sorted by year.")
        await expect(rows).to_have_text(titles)
        address = page.url
        await page.get_by_label("Order of references").select_option("citations")
        await expect(rows.first).to_have_text(first)
        assert page.url == address
        assert tab.errors == []


@pytest.mark.parametrize(
    "path",
    ["/search?q=attention&kind=paper", "/papers?sort=year&from=2018", "/explore?around=arxiv:2108.07258&hide=TOPIC"],
)
async def test_signing_in_comes_back_to_the_same_place(service: Service, browser: Browser, path: str) -> None:
    async with open_tab(browser) as tab:
        await tab.page.goto(service.address + path)
        before = tab.page.url
        await tab.page.get_by_role("link", name="Sign in").click()
        await tab.page.get_by_role("link", name="Create an account").click()
        await sign_up(tab, f"back-{crc32(path.encode()) % 10_000}")
        await tab.page.wait_for_url(before)


async def test_problems_are_beside_their_fields(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "hasty", BART) as tab:
        page = tab.page
        await page.get_by_label("Your comment").last.fill("I got its results again.")
        await page.get_by_label("Kind of comment").last.select_option("REPLICATION")
        await page.get_by_role("button", name="Comment", exact=True).click()
        link = page.get_by_label("Link").last
        await expect(link).to_have_attribute("aria-invalid", "true")
        await expect(link).to_have_accessible_description("A replication needs a link to its results.")
        assert await tab.violations() == []
        assert "`" not in await page.locator("main").inner_text()


def test_each_of_two_equal_points_has_a_place_of_its_own() -> None:
    pairs = [("kind", "STRENGTH"), ("about", ""), ("text", "Clear."), ("kind", "CONCERN"), ("about", ""), ("text", " ")]
    submitted = rows(Form((*pairs, ("kind", "STRENGTH"), ("about", ""), ("text", "Clear."))), None)
    assert [row["place"] for row in submitted] == ["0", "", "1"]
