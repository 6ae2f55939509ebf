"""Signing up, in and out, and account settings, as plain forms in a real browser."""

from typing import Final

import httpx
import pytest
from playwright.async_api import Browser, expect

from tests.endpoints.serving import Service
from tests.web.people import PASSWORD, reader, sign_up
from tests.web.tabs import DESKTOP, PHONE, open_tab

SETTINGS: Final = "/settings"


async def test_signing_up_returns_to_the_previous_page(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        page = tab.page
        await page.goto(f"{service.address}/search?q=attention")
        await page.get_by_role("link", name="Sign in").click()
        await page.get_by_role("link", name="Create an account").click()
        await sign_up(tab, "ada", "short-one")
        assert await page.get_by_label("Password").evaluate("each => each.validity.tooShort")
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Create account").click()
        await page.get_by_role("link", name="@ada").click()
        await expect(page.locator("h1")).to_have_text("Settings")
        await page.get_by_role("button", name="Sign out", exact=True).click()
        await page.get_by_role("link", name="Sign in").click()
        await page.get_by_label("Handle").fill("ADA")
        await page.get_by_label("Password").fill("not the password")
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.locator(".problems")).to_be_visible()
        await expect(page.get_by_label("Handle")).to_have_value("ADA")
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Sign in").click()
        await page.get_by_role("link", name="@ada").wait_for()
        assert [each for each in tab.errors if "422" not in each] == []


async def test_a_handle_in_use_is_reported_and_the_form_stays_filled(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "taken", "/"), open_tab(browser) as second_tab:
        await second_tab.page.goto(f"{service.address}/sign-up")
        await sign_up(second_tab, "Taken")
        await expect(second_tab.page.locator(".problems")).to_be_visible()
        await expect(second_tab.page.get_by_label("Handle")).to_have_value("Taken")


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_redirects_stay_on_this_site(service: Service, back: str) -> None:
    form = {"do": "sign-up", "back": back, "handle": f"b{abs(hash(back)) % 10**9}", "password": PASSWORD}
    answer = await service.http.post("/sign-up", data=form, headers={"origin": service.address})
    service.http.cookies.clear()
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_forms_of_other_sites_cannot_sign_in(service: Service) -> None:
    form = {"do": "log-in", "handle": "ada", "password": PASSWORD}
    answer = await service.http.post("/sign-in", data=form, headers={"origin": "https://evil.example"})
    assert answer.status_code == httpx.codes.FORBIDDEN
    assert "set-cookie" not in answer.headers


async def test_settings_require_signing_in(service: Service) -> None:
    answer = await service.http.get(SETTINGS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?back=%2Fsettings")


async def test_a_token_is_shown_once_works_and_is_revoked(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "tokens", SETTINGS) as tab:
        page = tab.page
        await page.get_by_label("Description").fill("A script of mine")
        await page.get_by_role("button", name="Create token").click()
        token = await page.locator("#token").inner_text()
        answer = await service.http.get(
            "/graphql", params={"query": "{ viewer { handle } }"}, headers={"authorization": f"Bearer {token}"}
        )
        assert answer.json()["data"]["viewer"]["handle"] == "tokens"
        await page.goto(service.address + SETTINGS)
        assert token not in await page.content()
        await page.get_by_role("button", name="Revoke A script of mine").click()
        await expect(page.get_by_text("A script of mine")).to_have_count(0)
        gone = await service.http.get("/graphql?query={viewer{id}}", headers={"authorization": f"Bearer {token}"})
        assert gone.status_code == httpx.codes.UNAUTHORIZED


async def test_profile_password_and_sessions_can_be_changed(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "changing", SETTINGS) as tab:
        page = tab.page
        await page.get_by_label("Name").fill("Grace Hopper")
        await page.get_by_role("button", name="Save changes").click()
        await expect(page.get_by_label("Name")).to_have_value("Grace Hopper")
        await page.locator("#current").fill("wrong wrong wrong")
        await page.get_by_label("New password").fill("another good password")
        await page.get_by_role("button", name="Change password").click()
        await expect(page.locator("#password .problems")).to_be_visible()
        await page.locator("#current").fill(PASSWORD)
        await page.get_by_label("New password").fill("another good password")
        await page.get_by_role("button", name="Change password").click()
        await expect(page.locator(".problems")).to_have_count(0)
        await expect(page.get_by_text("This browser")).to_have_count(1)
        await page.get_by_role("button", name="Sign out everywhere").click()
        await page.get_by_role("link", name="Sign in").wait_for()


async def test_collections_can_be_created_and_shared(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "curator", SETTINGS) as tab, open_tab(browser) as second_tab:
        page = tab.page
        await page.get_by_role("link", name="your profile").click()
        await page.get_by_text("New collection").click()
        await page.get_by_label("Title").fill("Foundations")
        await page.get_by_role("button", name="Create collection").click()
        await page.get_by_label("A paper to add").fill("arxiv:1706.03762")
        await page.get_by_role("button", name="Add paper").click()
        await expect(page.locator("#papers")).to_contain_text("Attention Is All You Need")
        address = page.url.partition("#")[0]
        hidden = await second_tab.page.goto(address)
        assert hidden is not None
        assert hidden.status == httpx.codes.NOT_FOUND
        await page.get_by_text("Edit", exact=True).click()
        await page.get_by_label("Visibility").select_option("PUBLIC")
        async with page.expect_navigation():
            await page.get_by_role("button", name="Save changes").click()
        await second_tab.page.goto(address)
        await expect(second_tab.page.locator("h1")).to_have_text("Foundations")
        await expect(second_tab.page.get_by_text("Edit", exact=True)).to_have_count(0)
        assert await tab.violations() == []
        await page.get_by_role("button", name="Remove").click()
        await expect(page.locator("#papers")).to_contain_text("This collection has no papers yet.")
        await page.get_by_text("Delete", exact=True).click()
        await page.get_by_role("button", name="Delete this collection").click()
        await expect(page.get_by_text("You have no collections yet.")).to_be_visible()


@pytest.mark.parametrize(("look", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
async def test_settings_are_accessible(service: Service, browser: Browser, look: str, size: tuple[int, int]) -> None:
    async with reader(browser, service, f"looks-{look}", SETTINGS, size=size) as tab:
        await tab.screenshot(f"settings-{look}")
        assert await tab.violations() == []
        assert not await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert tab.errors == []
