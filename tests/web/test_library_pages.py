"""The import of a library on pages, with its evidence, and collections: many papers at once, and their files."""

import json

from playwright.async_api import Browser, expect

from tests.endpoints.serving import Service
from tests.web.people import reader
from tests.web.tabs import DESKTOP, PHONE

LIBRARY = """\
@article{bert, title={BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding},
  author={Devlin, Jacob and Chang, Ming-Wei}, year={2019}, eprint={1810.04805}, archiveprefix={arXiv}}
@article{maybe, title={Attention Is All You Need}, year={1950}, author={Somebody, Else}}
@article{unknown, title={On the Habits of the Lesser Zyzzyva \\textquotedbl <b>of</b> the South}, year={1901}}
"""
PASTED = """\
https://arxiv.org/abs/1706.03762
  BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding
10.5555/none
"""


async def test_a_library_is_imported_decided_and_undone(browser: Browser, service: Service) -> None:
    async with reader(browser, service, "librarian", "/import", java_script_enabled=False) as tab:
        page = tab.page
        await page.get_by_label("Text of the library").fill("no library")
        await page.get_by_role("button", name="Import").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        await expect(page.get_by_label("Text of the library")).to_have_value("no library")
        await page.get_by_label("Text of the library").fill(LIBRARY)
        await page.get_by_label("Title of a new collection").fill("From my shelf")
        await page.get_by_role("button", name="Import").click()
        await expect(page.locator(".entry")).to_have_count(3)
        await expect(page.locator("#entry-1 .chip").first).to_have_text("Found")
        await page.locator("#entry-1 summary").click()
        await expect(page.locator("#entry-1 .evidence")).to_contain_text("For")
        await expect(page.locator("#entry-3 .chip").first).to_have_text("Not found")
        assert await page.locator("#entry-3 h2 b").count() == 0
        imported = page.url
        await page.get_by_label("The paper of entry 3").fill("no id at all")
        await page.locator("#entry-3").get_by_role("button", name="Choose this paper").click()
        await expect(page.get_by_role("alert")).to_contain_text("no such paper")
        await page.get_by_label("The paper of entry 3").fill("https://arxiv.org/abs/1706.03762")
        await page.locator("#entry-3").get_by_role("button", name="Choose this paper").click()
        await expect(page.locator("#entry-3 .chip").first).to_have_text("You confirmed")
        await page.locator("#entry-1").get_by_role("button", name="This is not the paper").click()
        await expect(page.locator("#entry-1 .chip").first).to_have_text("You rejected")
        await page.get_by_role("link", name="You rejected").click()
        await expect(page.locator(".entry")).to_have_count(1)
        await page.goto(imported)
        await page.get_by_role("link", name="From my shelf").click()
        await expect(page.locator("#papers article")).to_have_count(1)
        collection = page.url
        await page.get_by_text("Add several papers").click()
        await page.get_by_label("One paper a line").fill(PASTED)
        await page.get_by_role("button", name="Add papers").click()
        await expect(page.locator(".entry")).to_have_count(3)
        await expect(page.locator("#entry-1 .chip").first).to_have_text("Found")
        await page.goto(collection)
        assert await page.locator("#papers article").count() >= 1
        for suffix, start in (("bib", "@"), ("ris", "TY  - "), ("csv", "id,"), ("json", "[")):
            answer = await page.request.get(f"{collection}.{suffix}")
            assert (answer.status, (await answer.text())[: len(start)]) == (200, start), suffix
            assert (await service.http.get(f"{collection}.{suffix}".removeprefix(service.address))).status_code == 404
        count = await page.locator("#papers article").count()
        assert len(json.loads(await (await page.request.get(f"{collection}.json")).text())) == count
        await page.goto(imported)
        await page.get_by_text("Undo this import", exact=True).click()
        await page.get_by_role("button", name="Undo the import").click()
        await expect(page.get_by_text("Undone")).to_be_visible()
        assert (await service.http.get(imported)).headers["location"].startswith("/sign-in")


async def test_the_pages_are_accessible_and_fit(browser: Browser, service: Service) -> None:
    async with reader(browser, service, "shelver", "/import") as tab:
        assert await tab.violations_by_scheme("import-form", DESKTOP) == []
        library = {"name": "x.bib", "mimeType": "text/plain", "buffer": LIBRARY.encode()}
        await tab.page.get_by_label("File", exact=True).set_input_files([library])  # pyright: ignore[reportArgumentType]
        await expect(tab.page.get_by_label("Text of the library")).to_have_value(LIBRARY)
        await tab.page.get_by_role("button", name="Import").click()
        await tab.page.locator(".entry").first.wait_for()
        for details in await tab.page.locator(".entry summary").all():
            await details.click()
        assert await tab.violations_by_scheme("library-import-phone", PHONE) == []
        assert await tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert tab.errors == []
