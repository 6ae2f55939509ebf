"""`/explore`: each change of the map is in the address and can be undone."""

import re
from typing import Any, Final

import pytest
from playwright.async_api import Browser, Route, expect

from tests.endpoints.serving import Service
from tests.web.tabs import DESKTOP, PHONE, Tab, open_tab

PAPER: Final = "arxiv:2108.07258"
TOPIC: Final = "topic:foundation-models"
ATTENTION: Final = "arxiv:1706.03762"
#: Every parameter of an explorer, in one address.
RICH: Final = (
    f"/explore?around={PAPER}&around={ATTENTION}&nodes=40&grow={TOPIC}&drop=arxiv:2204.02311"
    f"&path={ATTENTION}+author:drew-a-hudson&hide=INSTITUTION&years=2015-2022&select={TOPIC}&list=open&sort=-cited"
)

#: Nodes with their positions, in the order of the list; number of edges; selected node; centre and zoom; the list.
_STATE: Final = """() => {
  const {view} = document.querySelector('research-map');
  const rows = [...view.root.querySelectorAll('tbody .link')].map((link) => link.dataset.key);
  const nodes = rows.map((id) => view.graph.nodes.get(id));
  const positions = nodes.map((node, n) => [rows[n], Math.round(node.x), Math.round(node.y)]);
  const round = (value) => Math.round(value * 50) / 50;
  const at = view.at && [Math.round(view.at.x), Math.round(view.at.y), round(view.at.zoom)];
  return {positions, edges: view.graph.edges.length, selected: view.selected?.id ?? null, at, list: view.list};
}"""
_VISIBLE: Final = """() => {
  const {view} = document.querySelector('research-map');
  const rows = [...view.root.querySelectorAll('tbody .link')].map((link) => link.dataset.key);
  const drawn = [...view.graph.nodes.values()].filter((node) => {
    const {x, y} = view.where(node.id);
    return rows.includes(node.id) && Number.isFinite(x + y);
  });
  return drawn.map((node) => [node.id, node.kind, node.node?.year ?? null]);
}"""


#: Whether the address has the current zoom.
_ZOOM_IS_FINAL: Final = """() => {
  const zoom = new URLSearchParams(location.search).get('at')?.split(',')[2];
  return Math.abs(document.querySelector('research-map').view.at.zoom - zoom) < 0.01;
}"""
_VIEW: Final = "document.querySelector('research-map').view"
_CENTRES: Final = f"[...{_VIEW}.graph.nodes.values()].filter((node) => !node.distance).length"
#: Addresses with unknown nodes or invalid values.
WRONG: Final = ("around=W404", f"around={PAPER}&grow=W404&path=a&at=x,y&years=9-1-2&hide=NONE")


async def _wait_until_idle(tab: Tab) -> None:
    """Waits until no request is pending."""
    await tab.page.wait_for_function(f"() => !{_VIEW}.root.hasAttribute('aria-busy')")


async def _open(tab: Tab, address: str) -> None:
    await tab.open(address)
    await _wait_until_idle(tab)


async def _state(tab: Tab) -> dict[str, Any]:
    await _wait_until_idle(tab)
    return await tab.page.evaluate(_STATE)


async def _size(tab: Tab) -> int:
    await _wait_until_idle(tab)
    return await tab.page.evaluate(f"{_VIEW}.graph.nodes.size")


async def _wait_for_size(tab: Tab, nodes: int) -> None:
    """Waits until the map has this number of nodes: the browser navigates asynchronously."""
    await tab.page.wait_for_function(f"(nodes) => {_VIEW}.graph.nodes.size === nodes", arg=nodes)
    await _wait_until_idle(tab)


async def _find(tab: Tab, label: str, text: str) -> None:
    """Types a text into a search box and chooses the first suggestion."""
    box = tab.page.get_by_role("combobox", name=label, exact=True)
    await box.fill(text)
    await tab.page.locator(".suggestions:not([hidden]) li").first.wait_for()
    await box.press("ArrowDown")
    await box.press("Enter")


@pytest.mark.sample(1)
@pytest.mark.parametrize(("look", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
async def test_all_parameters_together(service: Service, browser: Browser, look: str, size: tuple[int, int]) -> None:
    async with open_tab(browser, size) as tab:
        await _open(tab, service.address + RICH)
        assert await tab.violations_by_scheme(f"explore-rich-{look}", size) == []
        assert tab.errors == []
        assert tab.hosts() == {service.address.removeprefix("http://")}
        assert not await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        await tab.page.get_by_role("button", name="Find a path").click()
        await tab.page.get_by_text("Extent").click()
        await tab.page.get_by_text("Prior and derivative works").click()
        await tab.page.get_by_role("region", name="Derivative works").wait_for()
        assert await tab.violations_by_scheme(f"explore-open-{look}", size) == []
        assert not await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth")


async def test_prior_and_derivative_works(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await _open(tab, f"{service.address}/explore?around={PAPER}&nodes=20")
        await tab.page.get_by_text("Prior and derivative works").click()
        prior = tab.page.get_by_role("region", name="Prior works")
        entry = prior.get_by_role("listitem").first
        await expect(entry).to_contain_text(re.compile(r"Cited by \d+ of \d+ papers"))
        title = await entry.get_by_role("link").inner_text()
        await prior.get_by_role("button", name=f"Add to the map: {title}").click()
        await expect(tab.page.get_by_role("list", name="Around").get_by_role("listitem")).to_have_count(2)
        await expect(prior.get_by_role("link", name=title, exact=True)).to_have_count(0)


async def test_a_link_reproduces_the_view(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab, open_tab(browser) as second_tab:
        await _open(tab, f"{service.address}/explore?around={PAPER}")
        await tab.page.get_by_role("button", name="Foundation Models", exact=True).click()
        await tab.page.get_by_role("button", name="Expand").click()
        await _wait_until_idle(tab)
        await tab.page.get_by_role("button", name="Attention Is All You Need").click()
        await tab.page.get_by_role("button", name="Remove", exact=True).click()
        await tab.page.get_by_role("button", name=re.compile("^Authors")).click()
        await tab.page.get_by_role("button", name="Cited").click()
        await tab.page.get_by_label("From year").press("ArrowRight")
        await tab.page.get_by_role("button", name="BERT: Pre-training").click()
        await tab.page.get_by_role("button", name="Zoom in").click()
        await tab.page.wait_for_function(_ZOOM_IS_FINAL)
        state = await _state(tab)
        assert len(state["positions"]) > 10
        assert state["selected"] == "arxiv:1810.04805"
        assert state["list"]["sort"] == "-cited"
        assert state["at"] is not None
        await _open(second_tab, tab.page.url)
        assert await _state(second_tab) == state
        assert [each for each in ("grow=", "drop=", "hide=", "years=") if each not in tab.page.url] == []


async def test_undo_and_redo(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await _open(tab, f"{service.address}/explore?around={PAPER}&nodes=20")
        undo, redo = (tab.page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
        await expect(undo).to_be_disabled()
        await tab.page.locator("research-map canvas").focus()
        for key in ("Home", "ArrowDown", " "):
            await tab.page.keyboard.press(key)
        grown = await _size(tab)
        assert grown > 20
        await tab.page.keyboard.press("Delete")
        await _wait_for_size(tab, grown - 1)
        await tab.page.keyboard.press("Control+z")
        await _wait_for_size(tab, grown)
        await tab.page.keyboard.press("Control+z")
        await _wait_for_size(tab, 20)
        await expect(undo).to_be_disabled()
        await redo.click()
        await _wait_for_size(tab, grown)
        await tab.page.reload()
        await tab.wait_until_drawn()
        await redo.click()
        await _wait_for_size(tab, grown - 1)
        await tab.page.go_back()
        await undo.click()
        await _wait_for_size(tab, 20)
        assert tab.errors == []


async def test_a_step_can_be_repeated_after_undo(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await _open(tab, f"{service.address}/explore?around={PAPER}&nodes=12&select={TOPIC}")
        await tab.page.get_by_role("button", name="Expand").click()
        grown = await _state(tab)
        request_count = len([each for each in tab.requests if "/graphql" in each])
        await tab.page.get_by_role("button", name="Undo").click()
        await _wait_for_size(tab, 12)
        await tab.page.get_by_role("button", name="Foundation Models", exact=True).click()
        await tab.page.get_by_role("button", name="Expand").click()
        assert (await _state(tab))["positions"] == grown["positions"]
        assert len([each for each in tab.requests if "/graphql" in each]) == request_count, "No request is repeated."


async def test_filters_apply_to_the_list_too(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await _open(tab, f"{service.address}/explore?around={PAPER}")
        await tab.page.get_by_role("button", name=re.compile("^Topics")).click()
        last = tab.page.get_by_label("To year")
        for _ in range(3):
            await last.press("ArrowLeft")
        await _wait_until_idle(tab)
        visible: list[Any] = await tab.page.evaluate(_VISIBLE)
        latest = int(await last.input_value())
        assert {kind for _, kind, _ in visible} == {"PAPER", "AUTHOR", "INSTITUTION"}
        assert all(year <= latest for id_, kind, year in visible if kind == "PAPER" and id_ != PAPER)
        assert len(visible) < await _size(tab)
        await expect(tab.page).to_have_url(re.compile(f"-{latest}"))
        years = [int(text) for text in await _column(tab, "Year") if text]
        assert years == sorted(years, reverse=True)
        await tab.page.get_by_role("button", name="Undo").click()
        await tab.page.wait_for_function("() => !location.search.includes('years')")
        await tab.page.get_by_role("button", name="Undo").click()
        await tab.page.wait_for_function("() => !location.search.includes('hide')")
        assert len((await _state(tab))["positions"]) == await _size(tab)
        await expect(tab.page.get_by_role("button", name="Undo"), "One slide is one step.").to_be_disabled()


async def _column(tab: Tab, name: str) -> list[str]:
    """Sorts the list by a column and returns its cells."""
    await tab.page.get_by_role("button", name=name, exact=True).click()
    return await tab.page.locator(f"research-map td.{name.lower()}").all_inner_texts()


async def test_a_path_between_two_nodes(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await _open(tab, f"{service.address}/explore?around={PAPER}&nodes=12")
        await tab.page.get_by_role("button", name="Foundation Models", exact=True).click()
        await tab.page.get_by_role("button", name="Path from here").click()
        await _find(tab, "To", "Ashish Vaswani")
        paths = tab.page.get_by_role("region", name="Paths on the map")
        await paths.wait_for()
        sentence = await paths.get_by_role("listitem").first.inner_text()
        assert sentence.startswith("Foundation Models is the topic of")
        assert sentence.endswith("was written by Ashish Vaswani")
        grown = await _size(tab)
        assert grown > 12
        await expect(tab.page).to_have_url(re.compile(r"path=topic:foundation-models\+author:ashish-vaswani"))
        await tab.screenshot("explore-path")
        await paths.get_by_role("button", name="Ashish Vaswani").first.click()
        await tab.wait_until_selected("author:ashish-vaswani")
        await tab.page.get_by_role("button", name="Remove this path").click()
        await _wait_for_size(tab, 12)
        await tab.page.get_by_role("button", name="Undo").click()
        await _wait_for_size(tab, grown)


async def test_ends_of_a_path_can_be_chosen_on_the_map(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await _open(tab, f"{service.address}/explore?around={PAPER}&nodes=12")
        await tab.page.get_by_role("button", name="Find a path").click()
        for name in ("Foundation Models", "Rishi Bommasani"):
            await tab.page.locator("research-map tbody").get_by_role("button", name=name, exact=True).click()
        await tab.page.get_by_role("region", name="Paths on the map").wait_for()
        await tab.page.get_by_role("button", name="Find a path").click()
        await _find(tab, "From", "Percy Liang")
        await _find(tab, "To", "Percy Liang")
        await tab.page.get_by_text("Both ends are the same").wait_for()


async def test_seeds_can_be_added_and_removed(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.page.goto(f"{service.address}/explore")
        await tab.screenshot("explore-start")
        assert await tab.violations() == []
        await _find(tab, "A paper, a person, an institution or a topic", "opportunities and risks")
        await tab.wait_until_drawn()
        await _find(tab, "Add to the map", "attention is all you need")
        remove = tab.page.get_by_role("button", name="Remove Attention Is All You Need")
        await remove.wait_for()
        await expect(tab.page).to_have_url(f"{service.address}/explore?around={PAPER}&around={ATTENTION}")
        await tab.page.wait_for_function(f"() => {_CENTRES} === 2")
        await remove.click()
        await tab.page.wait_for_function(f"() => {_CENTRES} === 1")
        await tab.page.get_by_text("Extent").click()
        await tab.page.get_by_label("Nodes at most").select_option("20")
        await _wait_for_size(tab, 20)
        await tab.page.keyboard.press("Escape")
        await tab.page.get_by_role("button", name=re.compile("^Remove On the")).click()
        await tab.page.get_by_role("heading", name="Start with a topic").wait_for()


async def test_the_link_to_copy_is_the_address(service: Service, browser: Browser) -> None:
    async with open_tab(browser, permissions=["clipboard-read", "clipboard-write"]) as tab:
        await _open(tab, service.address + RICH)
        await tab.page.get_by_role("button", name="Save or share").click()
        await tab.page.get_by_role("button", name="Copy link").click()
        await tab.page.wait_for_function("async () => (await navigator.clipboard.readText()) === location.href")


async def test_failed_requests_are_reported(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:

        async def abort(route: Route) -> None:
            await route.abort()

        await tab.page.route(re.compile("/graphql"), abort)
        await tab.open(f"{service.address}/explore?around={PAPER}&nodes=20&grow={TOPIC}")
        await tab.page.get_by_text("A part of this map could not be loaded.").first.wait_for()
        await _wait_for_size(tab, 20)
        await tab.page.get_by_text("Extent").click()
        await tab.page.get_by_label("Links away").select_option("2")
        await expect(tab.page.get_by_role("alert")).to_contain_text("You seem to be offline")
        await tab.page.unroute(re.compile("/graphql"))
        await tab.page.get_by_role("button", name="Try again").click()
        await tab.page.wait_for_function(f"() => {_VIEW}.graph.nodes.size > 20")


@pytest.mark.parametrize("query", WRONG)
async def test_any_address_shows_a_page(service: Service, browser: Browser, query: str) -> None:
    async with open_tab(browser) as tab:
        await tab.page.goto(f"{service.address}/explore?{query}", wait_until="networkidle")
        assert len(await tab.page.locator("main").inner_text()) > 30
        assert tab.errors == []


async def test_it_is_readable_without_script(service: Service, browser: Browser) -> None:
    async with open_tab(browser, java_script_enabled=False) as tab:
        await tab.page.goto(f"{service.address}/explore?around={PAPER}")
        await expect(tab.page.get_by_role("link", name="Attention Is All You Need")).to_be_visible()
        await tab.screenshot("explore-without-script")
