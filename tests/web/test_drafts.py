"""Drafts in a browser belong to an account: another user does not get them, and signing out deletes them."""

from playwright.async_api import Browser, Page, expect

from tests.endpoints.serving import Service
from tests.web.people import reader, sign_up
from tests.web.tabs import Tab
from tests.web.test_paper import GPT

STORED = "Object.keys(localStorage).filter(key => key.startsWith('peergraph draft'))"


async def write_draft(page: Page) -> None:
    """Writes a review that is not published, and waits until it is stored."""
    await page.get_by_text("Write a structured review").click()
    await page.locator(".reviewing textarea[name=text]").first.fill("Not for others.")
    await page.get_by_text("Draft saved in this browser.").wait_for()


async def begin_as(tab: Tab, service: Service, handle: str) -> None:
    """Signs up in the same browser, and opens the paper."""
    await tab.page.goto(f"{service.address}/sign-up?back={GPT}")
    await sign_up(tab, handle)
    await tab.page.wait_for_url(f"**{GPT}")


async def test_signing_out_deletes_the_drafts(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "drafter", GPT) as tab:
        await write_draft(tab.page)
        assert len(await tab.page.evaluate(STORED)) == 1
        await tab.page.goto(f"{service.address}/settings")
        await tab.page.get_by_role("button", name="Sign out", exact=True).click()
        await tab.page.get_by_role("link", name="Sign in").wait_for()
        assert await tab.page.evaluate(STORED) == []


async def test_another_user_of_the_browser_does_not_get_a_draft(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "first-user", GPT) as tab:
        await write_draft(tab.page)
        await tab.page.reload()
        await expect(tab.page.locator(".reviewing textarea[name=text]").first).to_have_value("Not for others.")
        # The session ends in another way than by signing out.
        await tab.page.context.clear_cookies()
        await begin_as(tab, service, "second-user")
        await tab.page.get_by_text("Write a structured review").click()
        await expect(tab.page.locator(".reviewing textarea[name=text]").first).to_have_value("")
        assert await tab.page.evaluate(STORED) == []
