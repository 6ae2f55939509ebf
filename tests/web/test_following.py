"""Following on pages, without script, and notifications of what is new."""

from playwright.async_api import Browser, expect

from tests.endpoints.serving import Service
from tests.web.people import reader
from tests.web.tabs import DESKTOP, PHONE, open_tab

PAPER = "/papers/arxiv:1810.04805"


async def test_a_reader_follows_reads_the_news_and_unfollows(browser: Browser, service: Service) -> None:
    async with open_tab(browser, java_script_enabled=False) as tab:
        await tab.page.goto(f"{service.address}/topics/topic:computing")
        await tab.page.get_by_role("link", name="Follow", exact=True).click()
        assert "/sign-in?back=" in tab.page.url
        await tab.page.goto(f"{service.address}/notifications")
        assert tab.page.url.endswith("/sign-in?back=%2Fnotifications")
    async with reader(browser, service, "follower", "/notifications") as tab:
        await expect(tab.page.get_by_text("Follow an author, a topic, a venue")).to_be_visible()
        for path in (PAPER, "/authors/author:alec-radford", "/topics/topic:computing", "/venues/venue:neurips"):
            await tab.page.goto(service.address + path)
            await tab.page.get_by_role("button", name="Follow", exact=True).click()
            await expect(tab.page.get_by_role("button", name="Following")).to_have_attribute("aria-pressed", "true")
        async with reader(browser, service, "writer", PAPER, java_script_enabled=False) as other:
            form = other.page.locator("#discussion form").last
            await form.locator("textarea").fill("A caveat of this paper")
            await form.get_by_role("button", name="Comment").click()
        await tab.page.goto(f"{service.address}/notifications")
        await expect(tab.page.get_by_role("link", name="Notifications 1 unread")).to_be_visible()
        await expect(tab.page.locator("#news article")).to_contain_text("by writer")
        await expect(tab.page.locator("#following li")).to_have_count(4)
        assert await tab.violations_by_scheme("notifications-phone", PHONE) == []
        assert await tab.violations_by_scheme("notifications", DESKTOP) == []
        await tab.page.locator("#news article h3 a").click()
        assert "#com_" in tab.page.url
        await tab.page.goto(f"{service.address}/notifications")
        await tab.page.get_by_role("button", name="Mark all as read").click()
        await expect(tab.page.get_by_role("heading", name="New in what you follow")).to_be_visible()
        await expect(tab.page.get_by_role("link", name="Notifications", exact=True)).to_be_visible()
        await tab.page.get_by_role("button", name="Unfollow NeurIPS").click()
        await expect(tab.page.locator("#following li")).to_have_count(3)
        assert tab.errors == []
