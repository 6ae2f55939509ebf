"""`/explore`: what is done to the map stands in its address, and can be undone."""

import re
from typing import Any, Final

import pytest
from playwright.async_api import Browser, Route, expect

from tests.endpoints.serving import Service
from tests.web.looking import DESKTOP, PHONE, Window, window

PAPER: Final = "arxiv:2108.07258"
TOPIC: Final = "topic:foundation-models"
ATTENTION: Final = "arxiv:1706.03762"
#: All that an explorer can do, in one address.
RICH: Final = (
    f"/explore?around={PAPER}&around={ATTENTION}&nodes=40&grow={TOPIC}&drop=arxiv:2204.02311"
    f"&path={ATTENTION}+author:drew-a-hudson&hide=INSTITUTION&years=2015-2022&select={TOPIC}&list=open&sort=-cited"
)

#: What is seen: nodes with their places, in the order of the list, the selected one, and the middle of the picture.
_SEEN: Final = """() => {
  const {view} = document.querySelector('research-map');
  const rows = [...view.root.querySelectorAll('tbody .link')].map((each) => each.dataset.key);
  const places = rows.map((id) => [id, Math.round(view.graph.nodes.get(id).x), Math.round(view.graph.nodes.get(id).y)]);
  const round = (value) => Math.round(value * 50) / 50;
  const at = view.at && [Math.round(view.at.x), Math.round(view.at.y), round(view.at.zoom)];
  return {places, edges: view.graph.edges.length, selected: view.selected?.id ?? null, at, list: view.list};
}"""
_SHOWN: Final = """() => {
  const {view} = document.querySelector('research-map');
  const rows = [...view.root.querySelectorAll('tbody .link')].map((each) => each.dataset.key);
  const drawn = [...view.graph.nodes.values()].filter((node) => {
    const {x, y} = view.where(node.id);
    return rows.includes(node.id) && Number.isFinite(x + y);
  });
  return drawn.map((node) => [node.id, node.kind, node.node?.year ?? null]);
}"""


#: Whether the address says how large the picture is.
_AT_REST: Final = """() => {
  const zoom = new URLSearchParams(location.search).get('at')?.split(',')[2];
  return Math.abs(document.querySelector('research-map').view.at.zoom - zoom) < 0.01;
}"""
_VIEW: Final = "document.querySelector('research-map').view"
_CENTRES: Final = f"[...{_VIEW}.graph.nodes.values()].filter((node) => !node.distance).length"
#: Addresses that name what is not there, and what cannot be.
WRONG: Final = ("around=W404", f"around={PAPER}&grow=W404&path=a&at=x,y&years=9-1-2&hide=NONE")


async def _settled(seen: Window) -> None:
    """Waits until nothing is asked for any more."""
    await seen.page.wait_for_function(f"() => !{_VIEW}.root.hasAttribute('aria-busy')")


async def _open(seen: Window, address: str) -> None:
    await seen.open(address)
    await _settled(seen)


async def _seen(seen: Window) -> dict[str, Any]:
    await _settled(seen)
    return await seen.page.evaluate(_SEEN)


async def _size(seen: Window) -> int:
    await _settled(seen)
    return await seen.page.evaluate(f"{_VIEW}.graph.nodes.size")


async def _has(seen: Window, nodes: int) -> None:
    """Waits until the map has so many nodes: the browser goes back and forth in its own time."""
    await seen.page.wait_for_function(f"(nodes) => {_VIEW}.graph.nodes.size === nodes", arg=nodes)
    await _settled(seen)


async def _find(seen: Window, label: str, text: str) -> None:
    """Finds something by its name in one of the boxes and chooses the first that is suggested."""
    box = seen.page.get_by_role("combobox", name=label, exact=True)
    await box.fill(text)
    await seen.page.locator(".suggestions:not([hidden]) li").first.wait_for()
    await box.press("ArrowDown")
    await box.press("Enter")


@pytest.mark.parametrize(("look", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
async def test_all_at_once(service: Service, browser: Browser, look: str, size: tuple[int, int]) -> None:
    async with window(browser, size) as seen:
        await _open(seen, service.address + RICH)
        assert await seen.wrong_by_day_and_night(f"explore-rich-{look}", size) == []
        assert seen.errors == []
        assert seen.hosts() == {service.address.removeprefix("http://")}
        assert not await seen.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        await seen.page.get_by_role("button", name="Find a path").click()
        await seen.page.get_by_text("Extent").click()
        assert await seen.wrong_by_day_and_night(f"explore-open-{look}", size) == []


async def test_a_link_reproduces_the_view(service: Service, browser: Browser) -> None:
    async with window(browser) as seen, window(browser) as other:
        await _open(seen, f"{service.address}/explore?around={PAPER}")
        await seen.page.get_by_role("button", name="Foundation Models", exact=True).click()
        await seen.page.get_by_role("button", name="Expand").click()
        await _settled(seen)
        await seen.page.get_by_role("button", name="Attention Is All You Need").click()
        await seen.page.get_by_role("button", name="Remove", exact=True).click()
        await seen.page.get_by_role("button", name=re.compile("^Authors")).click()
        await seen.page.get_by_role("button", name="Cited").click()
        await seen.page.get_by_label("From year").press("ArrowRight")
        await seen.page.get_by_role("button", name="BERT: Pre-training").click()
        await seen.page.get_by_role("button", name="Zoom in").click()
        await seen.page.wait_for_function(_AT_REST)
        here = await _seen(seen)
        assert len(here["places"]) > 10
        assert here["selected"] == "arxiv:1810.04805"
        assert here["list"]["sort"] == "-cited"
        assert here["at"] is not None
        await _open(other, seen.page.url)
        assert await _seen(other) == here
        assert [each for each in ("grow=", "drop=", "hide=", "years=") if each not in seen.page.url] == []


async def test_undo_and_redo(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await _open(seen, f"{service.address}/explore?around={PAPER}&nodes=20")
        undo, redo = (seen.page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
        await expect(undo).to_be_disabled()
        await seen.page.locator("research-map canvas").focus()
        for key in ("Home", "ArrowDown", " "):
            await seen.page.keyboard.press(key)
        grown = await _size(seen)
        assert grown > 20
        await seen.page.keyboard.press("Delete")
        await _has(seen, grown - 1)
        await seen.page.keyboard.press("Control+z")
        await _has(seen, grown)
        await seen.page.keyboard.press("Control+z")
        await _has(seen, 20)
        await expect(undo).to_be_disabled()
        await redo.click()
        await _has(seen, grown)
        await seen.page.reload()
        await seen.drawn()
        await redo.click()
        await _has(seen, grown - 1)
        await seen.page.go_back()
        await undo.click()
        await _has(seen, 20)
        assert seen.errors == []


async def test_what_was_undone_can_be_done_again(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await _open(seen, f"{service.address}/explore?around={PAPER}&nodes=12&select={TOPIC}")
        await seen.page.get_by_role("button", name="Expand").click()
        grown = await _seen(seen)
        asked = len([each for each in seen.requests if "/graphql" in each])
        await seen.page.get_by_role("button", name="Undo").click()
        await _has(seen, 12)
        await seen.page.get_by_role("button", name="Foundation Models", exact=True).click()
        await seen.page.get_by_role("button", name="Expand").click()
        assert (await _seen(seen))["places"] == grown["places"]
        assert len([each for each in seen.requests if "/graphql" in each]) == asked, "No question is asked twice."


async def test_filters_and_the_list_are_in_step(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await _open(seen, f"{service.address}/explore?around={PAPER}")
        await seen.page.get_by_role("button", name=re.compile("^Topics")).click()
        last = seen.page.get_by_label("To year")
        for _ in range(3):
            await last.press("ArrowLeft")
        await _settled(seen)
        shown: list[Any] = await seen.page.evaluate(_SHOWN)
        latest = int(await last.input_value())
        assert {kind for _, kind, _ in shown} == {"PAPER", "AUTHOR", "INSTITUTION"}
        assert all(year <= latest for id_, kind, year in shown if kind == "PAPER" and id_ != PAPER)
        assert len(shown) < await _size(seen)
        await expect(seen.page).to_have_url(re.compile(f"-{latest}"))
        years = [int(text) for text in await _column(seen, "Year") if text]
        assert years == sorted(years, reverse=True)
        await seen.page.get_by_role("button", name="Undo").click()
        await seen.page.wait_for_function("() => !location.search.includes('years')")
        await seen.page.get_by_role("button", name="Undo").click()
        await seen.page.wait_for_function("() => !location.search.includes('hide')")
        assert len((await _seen(seen))["places"]) == await _size(seen)
        await expect(seen.page.get_by_role("button", name="Undo"), "What a hand slides is one step.").to_be_disabled()


async def _column(seen: Window, name: str) -> list[str]:
    """The cells of a column, after the list was sorted by it."""
    await seen.page.get_by_role("button", name=name, exact=True).click()
    return await seen.page.locator(f"research-map td.{name.lower()}").all_inner_texts()


async def test_a_path_between_two_nodes(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await _open(seen, f"{service.address}/explore?around={PAPER}&nodes=12")
        await seen.page.get_by_role("button", name="Foundation Models", exact=True).click()
        await seen.page.get_by_role("button", name="Path from here").click()
        await _find(seen, "To", "Ashish Vaswani")
        words = seen.page.get_by_role("region", name="Paths on the map")
        await words.wait_for()
        said = await words.get_by_role("listitem").first.inner_text()
        assert said.startswith("Foundation Models is the topic of")
        assert said.endswith("was written by Ashish Vaswani")
        grown = await _size(seen)
        assert grown > 12
        await expect(seen.page).to_have_url(re.compile(r"path=topic:foundation-models\+author:ashish-vaswani"))
        await seen.picture("explore-path")
        await words.get_by_role("button", name="Ashish Vaswani").first.click()
        await seen.selects("author:ashish-vaswani")
        await seen.page.get_by_role("button", name="Remove this path").click()
        await _has(seen, 12)
        await seen.page.get_by_role("button", name="Undo").click()
        await _has(seen, grown)


async def test_nodes_are_chosen_for_a_path_on_the_map_too(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await _open(seen, f"{service.address}/explore?around={PAPER}&nodes=12")
        await seen.page.get_by_role("button", name="Find a path").click()
        for name in ("Foundation Models", "Rishi Bommasani"):
            await seen.page.locator("research-map tbody").get_by_role("button", name=name, exact=True).click()
        await seen.page.get_by_role("region", name="Paths on the map").wait_for()
        await seen.page.get_by_role("button", name="Find a path").click()
        await _find(seen, "From", "Percy Liang")
        await _find(seen, "To", "Percy Liang")
        await seen.page.get_by_text("Both ends are the same").wait_for()


async def test_seeds_come_and_go(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await seen.page.goto(f"{service.address}/explore")
        await seen.picture("explore-start")
        assert await seen.violations() == []
        await _find(seen, "A paper, a person, an institution or a topic", "opportunities and risks")
        await seen.drawn()
        await _find(seen, "Add to the map", "attention is all you need")
        remove = seen.page.get_by_role("button", name="Remove Attention Is All You Need")
        await remove.wait_for()
        await expect(seen.page).to_have_url(f"{service.address}/explore?around={PAPER}&around={ATTENTION}")
        await seen.page.wait_for_function(f"() => {_CENTRES} === 2")
        await remove.click()
        await seen.page.wait_for_function(f"() => {_CENTRES} === 1")
        await seen.page.get_by_text("Extent").click()
        await seen.page.get_by_label("Nodes at most").select_option("20")
        await _has(seen, 20)
        await seen.page.keyboard.press("Escape")
        await seen.page.get_by_role("button", name=re.compile("^Remove On the")).click()
        await seen.page.get_by_role("heading", name="Start with a topic").wait_for()


async def test_the_link_to_copy_is_the_address(service: Service, browser: Browser) -> None:
    async with window(browser, permissions=["clipboard-read", "clipboard-write"]) as seen:
        await _open(seen, service.address + RICH)
        await seen.page.get_by_role("button", name="Save or share").click()
        await seen.page.get_by_role("button", name="Copy link").click()
        await seen.page.wait_for_function("async () => (await navigator.clipboard.readText()) === location.href")


async def test_what_is_lost_is_said(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:

        async def lost(route: Route) -> None:
            await route.abort()

        await seen.page.route(re.compile("/graphql"), lost)
        await seen.open(f"{service.address}/explore?around={PAPER}&nodes=20&grow={TOPIC}")
        await seen.page.get_by_text("A part of this map could not be loaded.").first.wait_for()
        await _has(seen, 20)
        await seen.page.get_by_text("Extent").click()
        await seen.page.get_by_label("Links away").select_option("2")
        await expect(seen.page.get_by_role("alert")).to_contain_text("You seem to be offline")
        await seen.page.unroute(re.compile("/graphql"))
        await seen.page.get_by_role("button", name="Try again").click()
        await seen.page.wait_for_function(f"() => {_VIEW}.graph.nodes.size > 20")


@pytest.mark.parametrize("query", WRONG)
async def test_any_address_has_an_answer(service: Service, browser: Browser, query: str) -> None:
    async with window(browser) as seen:
        await seen.page.goto(f"{service.address}/explore?{query}", wait_until="networkidle")
        assert len(await seen.page.locator("main").inner_text()) > 30
        assert seen.errors == []


async def test_it_can_be_read_without_script(service: Service, browser: Browser) -> None:
    async with window(browser, java_script_enabled=False) as seen:
        await seen.page.goto(f"{service.address}/explore?around={PAPER}")
        await expect(seen.page.get_by_role("link", name="Attention Is All You Need")).to_be_visible()
        await seen.picture("explore-without-script")
