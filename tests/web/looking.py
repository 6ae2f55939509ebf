"""A browser's window on the service: what a test does in it, and what it must not hear from it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, get_args
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page

_AXE: Final = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
#: Screenshots, for people to look at after a run.
ARTEFACTS: Final = Path(__file__).parent / "artefacts"
DESKTOP: Final = (1200, 800)
PHONE: Final = (390, 844)
Scheme = Literal["light", "dark"]
#: Colours that fade into others are the others.
_FADED: Final = """\
for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();"""


@dataclass(slots=True)
class Window:
    """A page, what it said on the console, and what it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list[str])
    requests: list[str] = field(default_factory=list[str])

    async def open(self, address: str) -> None:
        """Opens an address and waits for its map, where it has one."""
        await self.page.goto(address)
        if await self.page.locator("research-map").count():
            await self.drawn()

    async def drawn(self) -> None:
        """Waits for a map."""
        await self.page.locator("research-map .legend button").first.wait_for()

    async def violations(self) -> list[str]:
        """What axe-core finds, by every rule that it has for WCAG 2.2 AA and for good practice."""
        if not await self.page.evaluate("'axe' in window"):
            # `evaluate` is the debugger's own way, which a page's policy does not bind.
            await self.page.evaluate(_AXE.read_text(encoding="utf-8"))
        found: list[Any] = (await self.page.evaluate("axe.run(document, {resultTypes: ['violations']})"))["violations"]
        return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]

    async def wrong_by_day_and_night(self, name: str, size: tuple[int, int]) -> list[str]:
        """What axe-core finds in light and in dark colours, with a picture of each."""
        found: list[str] = []
        for scheme in get_args(Scheme):
            await self.turn(size, scheme)
            await self.picture(f"{name}-{scheme}")
            found += [f"{scheme}: {each}" for each in await self.violations()]
        return found

    async def turn(self, size: tuple[int, int], scheme: Scheme) -> None:
        """Makes of the window one of another size and scheme, as people turn a phone and as evening comes."""
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})
        await self.page.emulate_media(color_scheme=scheme)
        await self.page.evaluate(_FADED)

    async def picture(self, name: str) -> None:
        """Keeps a screenshot."""
        ARTEFACTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=ARTEFACTS / f"{name}.png", animations="disabled")

    async def selected(self) -> str | None:
        """The id of the node that is selected on the map."""
        return await self.page.evaluate("document.querySelector('research-map').selected")

    async def selects(self, beginning: str) -> None:
        """Waits until a node is selected whose id begins so."""
        selected = "(beginning) => document.querySelector('research-map').selected?.startsWith(beginning)"
        await self.page.wait_for_function(selected, arg=beginning)

    def hosts(self) -> set[str]:
        """The hosts that it asked."""
        return {urlsplit(each).netloc for each in self.requests if each.startswith(("http", "ws"))}


@asynccontextmanager
async def window(
    browser: Browser, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light", **more: Any
) -> AsyncGenerator[Window]:
    """A window of its own, with its own cookies."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, **more)
    # What is tested is not how fast this machine is, which may be busy.
    context.set_default_timeout(120_000)
    try:
        seen = Window(await context.new_page())
        seen.page.on("console", lambda told: seen.errors.append(told.text) if told.type in _LOUD else None)
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        yield seen
    finally:
        await context.close()


_LOUD: Final = frozenset({"error", "warning"})
