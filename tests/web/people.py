"""Signing up in a browser tab."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from playwright.async_api import Browser

from tests.endpoints.serving import Service
from tests.web.tabs import Tab, open_tab

PASSWORD: Final = "correct horse battery"


@asynccontextmanager
async def reader(browser: Browser, service: Service, handle: str, path: str, **more: Any) -> AsyncGenerator[Tab]:
    """A tab of a new user, who signs up and is redirected to a page."""
    async with open_tab(browser, **more) as tab:
        await tab.page.goto(f"{service.address}/sign-up?back={path}")
        await sign_up(tab, handle)
        await tab.page.wait_for_url(f"**{path}")
        yield tab


async def sign_up(tab: Tab, handle: str, password: str = PASSWORD) -> None:
    """Fills in and sends the sign-up form."""
    await tab.page.get_by_label("Handle").fill(handle)
    await tab.page.get_by_label("Password").fill(password)
    await tab.page.get_by_role("button", name="Create account").click()
