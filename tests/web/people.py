"""People who sign up in a window, on the page for it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from playwright.async_api import Browser

from tests.endpoints.serving import Service
from tests.web.looking import Window, window

PASSWORD: Final = "correct horse battery"


@asynccontextmanager
async def reader(browser: Browser, service: Service, handle: str, path: str, **more: Any) -> AsyncGenerator[Window]:
    """A window of somebody new, who signs up on the way to a page."""
    async with window(browser, **more) as seen:
        await seen.page.goto(f"{service.address}/sign-up?back={path}")
        await sign_up(seen, handle)
        await seen.page.wait_for_url(f"**{path}")
        yield seen


async def sign_up(seen: Window, handle: str, password: str = PASSWORD) -> None:
    """Fills in the form for a new account and sends it."""
    await seen.page.get_by_label("Handle").fill(handle)
    await seen.page.get_by_label("Password").fill(password)
    await seen.page.get_by_role("button", name="Create account").click()
