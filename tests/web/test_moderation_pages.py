"""Reports and the moderators' queue, links to code, and the order of search, on pages without script."""

from playwright.async_api import Browser, expect

from graphdb.store import Store
from graphdb.user import set_role
from tests.endpoints.serving import Service
from tests.web.people import reader
from tests.web.tabs import DESKTOP

PAPER = "/papers/arxiv:1810.04805"
CODE = "https://example.org/code/bert"


async def test_a_comment_is_reported_hidden_and_restored(browser: Browser, service: Service, graph: Store) -> None:
    async with (
        reader(browser, service, "shouter", PAPER, java_script_enabled=False) as shouter,
        reader(browser, service, "noticer", PAPER, java_script_enabled=False) as noticer,
        reader(browser, service, "keeper", "/moderation") as keeper,
    ):
        form = shouter.page.locator("#discussion form").last
        await form.locator("textarea").fill("Buy <b>cheap</b> citations")
        await form.get_by_role("button", name="Comment").click()
        comment = shouter.page.url.partition("#")[2]
        assert await shouter.page.locator(f"#{comment}").get_by_role("link", name="Report").count() == 0
        await noticer.page.reload()
        await noticer.page.locator(f"#{comment}").get_by_role("link", name="Report").click()
        await noticer.page.get_by_label("Note").fill("x" * 1_001)
        await noticer.page.get_by_role("button", name="Send report").click()
        await expect(noticer.page.get_by_role("alert")).to_contain_text("Note is too long")
        await noticer.page.get_by_label("Note").fill("It is an advertisement")
        await noticer.page.get_by_role("button", name="Send report").click()
        await expect(noticer.page.get_by_role("status")).to_contain_text("The moderators will look at it")
        assert (await noticer.page.goto(f"{service.address}/report?subject=usr_none")).status == 404  # pyright: ignore[reportOptionalMemberAccess]
        assert (await noticer.page.goto(f"{service.address}/moderation")).status == 404  # pyright: ignore[reportOptionalMemberAccess]
        await set_role(graph, "keeper", "MODERATOR")
        await keeper.page.reload()
        report = keeper.page.locator("#reports article")
        await expect(report).to_contain_text("Buy <b>cheap</b> citations")
        await expect(report).to_contain_text("It is an advertisement")
        assert await keeper.violations_by_scheme("moderation", DESKTOP) == []
        await report.get_by_label("Reason for the log").fill("Spam")
        await report.get_by_role("button", name="Hide").click()
        await expect(keeper.page.locator("#reports article")).to_have_count(0)
        await noticer.page.goto(service.address + PAPER)
        await expect(noticer.page.get_by_text("cheap")).to_have_count(0)
        await keeper.page.get_by_role("button", name="Restore").click()
        await expect(keeper.page.locator("#log article").first).to_contain_text("Restored")
        await noticer.page.reload()
        await expect(noticer.page.locator(f"#{comment}")).to_contain_text("cheap")


async def test_a_reader_links_code_and_removes_it(browser: Browser, service: Service) -> None:
    async with reader(browser, service, "linker", PAPER, java_script_enabled=False) as tab:
        await tab.page.get_by_text("Link code or data").click()
        await tab.page.get_by_label("Address").fill("ftp://example.org/x")
        await tab.page.get_by_role("button", name="Link", exact=True).click()
        await expect(tab.page.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
        await tab.page.get_by_label("Address").fill(CODE)
        await tab.page.get_by_role("button", name="Link", exact=True).click()
        await expect(tab.page.locator(f"#frame a[href='{CODE}']")).to_be_visible()
        await tab.page.get_by_role("button", name=f"Remove {CODE}").click()
        await expect(tab.page.locator(f"#frame a[href='{CODE}']")).to_have_count(0)
        await tab.page.goto(f"{service.address}/search?q=language&sort=year")
        years = [
            line.rpartition("· cited")[0].strip()[-4:]
            for line in await tab.page.locator(".line .faint").all_inner_texts()
        ]
        years = [year for year in years if year.isdecimal()]
        assert years == sorted(years, reverse=True)
        assert len(years) > 3


async def test_a_user_is_linked_to_an_author(browser: Browser, service: Service, graph: Store) -> None:
    async with (
        reader(browser, service, "claimant", PAPER, java_script_enabled=False) as claimant,
        reader(browser, service, "granter", "/moderation") as granter,
    ):
        author = await claimant.page.locator("a[href^='/authors/']").first.get_attribute("href")
        await claimant.page.goto(f"{service.address}{author}")
        await claimant.page.get_by_text("This is me").click()
        await claimant.page.get_by_label("What shows that this is you?").fill("My page <i>there</i>")
        await claimant.page.get_by_role("button", name="Ask to be linked").click()
        await expect(claimant.page.get_by_role("status")).to_contain_text("A moderator decides")
        await set_role(graph, "granter", "MODERATOR")
        await granter.page.reload()
        request = granter.page.locator("#claims article")
        await expect(request).to_contain_text("My page <i>there</i>")
        assert await granter.violations_by_scheme("claims", DESKTOP) == []
        await request.get_by_role("button", name="Link them").click()
        await expect(granter.page.locator("#claims article")).to_have_count(0)
        await claimant.page.reload()
        await expect(claimant.page.locator("#claim")).to_contain_text("You are linked to this author")
