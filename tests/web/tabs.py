"""A browser tab on the service, with its requests and its errors."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, get_args
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page

_AXE: Final = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
#: Screenshots to look at after a run.
ARTEFACTS: Final = Path(__file__).parent / "artefacts"
DESKTOP: Final = (1200, 800)
PHONE: Final = (390, 844)
Scheme = Literal["light", "dark"]
#: Ends CSS transitions, so that colours are final.
_END_TRANSITIONS: Final = """\
for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();"""


@dataclass(slots=True)
class Tab:
    """A page, its errors and warnings on the console, and the addresses that it requested."""

    page: Page
    errors: list[str] = field(default_factory=list[str])
    requests: list[str] = field(default_factory=list[str])

    async def open(self, address: str) -> None:
        """Opens an address and waits for its map, if it has one."""
        await self.page.goto(address)
        if await self.page.locator("research-map").count():
            await self.wait_until_drawn()

    async def wait_until_drawn(self) -> None:
        """Waits until the map is drawn."""
        await self.page.locator("research-map .legend button").first.wait_for()

    async def violations(self) -> list[str]:
        """Violations that axe-core reports, by all its rules for WCAG 2.2 AA and best practices."""
        if not await self.page.evaluate("'axe' in window"):
            # `evaluate` uses the debugger, to which the page's policy does not apply.
            await self.page.evaluate(_AXE.read_text(encoding="utf-8"))
        results: list[Any] = (await self.page.evaluate("axe.run(document, {resultTypes: ['violations']})"))[
            "violations"
        ]
        return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in results]

    async def violations_by_scheme(self, name: str, size: tuple[int, int]) -> list[str]:
        """Violations in light and in dark colours, with a screenshot of each."""
        violations: list[str] = []
        for scheme in get_args(Scheme):
            await self.set_view(size, scheme)
            await self.screenshot(f"{name}-{scheme}")
            violations += [f"{scheme}: {violation}" for violation in await self.violations()]
        return violations

    async def set_view(self, size: tuple[int, int], scheme: Scheme) -> None:
        """Changes the size and the colour scheme."""
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})
        await self.page.emulate_media(color_scheme=scheme)
        await self.page.evaluate(_END_TRANSITIONS)

    async def screenshot(self, name: str) -> None:
        """Stores a screenshot in `ARTEFACTS`."""
        ARTEFACTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=ARTEFACTS / f"{name}.png", animations="disabled")

    async def selected(self) -> str | None:
        """The id of the selected node of the map."""
        return await self.page.evaluate("document.querySelector('research-map').selected")

    async def wait_until_selected(self, prefix: str) -> None:
        """Waits until a node is selected whose id has this prefix."""
        selected = "(prefix) => document.querySelector('research-map').selected?.startsWith(prefix)"
        await self.page.wait_for_function(selected, arg=prefix)

    def hosts(self) -> set[str]:
        """The hosts of its requests."""
        return {urlsplit(address).netloc for address in self.requests if address.startswith(("http", "ws"))}


@asynccontextmanager
async def open_tab(
    browser: Browser, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light", **more: Any
) -> AsyncGenerator[Tab]:
    """A tab of a new browser context, with no cookies."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, **more)
    # The machine may be busy: no test depends on its speed.
    context.set_default_timeout(120_000)
    try:
        tab = Tab(await context.new_page())
        tab.page.on(
            "console", lambda message: tab.errors.append(message.text) if message.type in _ERROR_TYPES else None
        )
        tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.page.on("request", lambda request: tab.requests.append(request.url))
        yield tab
    finally:
        await context.close()


_ERROR_TYPES: Final = frozenset({"error", "warning"})
