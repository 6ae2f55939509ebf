"""`<research-map>` in a page of another origin: under a strict policy, and when requests fail."""

import re
from typing import Final

import pytest
from playwright.async_api import Browser, Route, expect

from pages import widget_reference as reference
from tests.endpoints.serving import Service
from tests.web.foreign import data, page, site
from tests.web.generated_maps import generated_map
from tests.web.tabs import PHONE, Tab, open_tab

PAPER: Final = "arxiv:2108.07258"


def _embedded(service: str, attributes: str = f'paper="{PAPER}"') -> str:
    return f'<script type="module" src="{service}/widget.js"></script><research-map {attributes}></research-map>'


def _policy(service: str) -> str:
    """The minimal policy that `/widget` documents for integrators."""
    return f"default-src 'none'; script-src {service}; connect-src {service}"


async def test_it_works_in_a_foreign_page_under_a_strict_policy(service: Service, browser: Browser) -> None:
    home = service.address
    async with site(page("/", _embedded(home), _policy(home))) as blog, open_tab(browser) as tab:
        await tab.open(blog)
        await tab.screenshot("foreign")
        requested = [each.removeprefix(home).partition("?")[0] for each in tab.requests if each.startswith(home)]
        assert requested == ["/widget.js", "/graphql"], "The first map takes the script and one request."
        assert tab.hosts() == {home.removeprefix("http://"), blog.removeprefix("http://")}
        assert [each for each in tab.errors if "favicon" not in each] == []
        assert [each for each in await tab.violations() if "research-map" in each] == []
        height = "document.querySelector('research-map').getBoundingClientRect().height"
        assert await tab.page.evaluate(height) == 480


async def test_a_click_selects_expands_and_dispatches_events(service: Service, browser: Browser) -> None:
    home = service.address
    async with site(page("/", _embedded(home, f'paper="{PAPER}" nodes="12"'))) as blog, open_tab(browser) as tab:
        await tab.open(blog)
        await tab.page.evaluate(
            "window.events = []; for (const type of ['nodeselect', 'nodeexpand', 'nodeopen'])"
            " addEventListener(type, (event) => { events.push([type, event.detail.id]); event.preventDefault(); })"
        )
        node = await tab.page.evaluate(_POSITION, "topic:foundation-models")
        await tab.page.mouse.move(*node)
        tip = tab.page.locator("research-map .tip")
        await expect(tip).to_contain_text("is the topic of On the Opportunities and Risks")
        await tab.page.mouse.click(*node)
        await tab.page.wait_for_function("() => events.length > 1")
        await tab.screenshot("foreign-expanded")
        await tab.wait_until_selected("topic:foundation-models")
        assert await tab.page.evaluate("events.map((each) => each[0])") == ["nodeselect", "nodeexpand"]
        await tab.page.wait_for_function("document.querySelector('research-map').view.graph.nodes.size > 12")
        await tab.page.get_by_role("link", name="Open", exact=True).click()
        await tab.page.wait_for_function("() => events.length > 2")
        assert (await tab.page.evaluate("events"))[2] == ["nodeopen", "topic:foundation-models"]


async def test_properties_set_before_the_script_are_honoured(service: Service, browser: Browser) -> None:
    home = service.address
    drawn = await service.ask(
        "query ($ids: [ID!]!) { researchMap(around: $ids, options: {nodes: 9}) { nodes { id: nodeId kind label subtitle"
        " weight distance cluster x y } edges { source target kind weight label } clusters { id: index label size }"
        " available { kind shown available } complete description permalink } }",
        ids=[PAPER],
    )
    other = drawn["data"]["researchMap"]["nodes"][1]["id"]
    async with site(page("/", "<research-map></research-map>", f"script-src {home}")) as blog, open_tab(browser) as tab:
        await tab.page.goto(blog)
        await tab.page.evaluate(
            "([data, selected]) => { const map = document.querySelector('research-map');"
            " Object.assign(map, {data, selected}); window.changes = [];"
            " document.body.addEventListener('change', (event) =>"
            " changes.push([event.composed, event.detail.nodes])); }",
            [drawn["data"]["researchMap"], other],
        )
        await tab.page.add_script_tag(url=f"{home}/widget.js", type="module")
        await tab.wait_until_drawn()
        assert await tab.selected() == other
        assert (await tab.page.evaluate("changes"))[-1] == [True, 9]


#: The position of a node in the viewport.
_POSITION: Final = """(id) => {
  const map = document.querySelector('research-map');
  const box = map.shadowRoot.querySelector('canvas').getBoundingClientRect();
  const {x, y} = map.view.where(id);
  return [box.left + x, box.top + y];
}"""


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ("", "The map has no centre"),
        ('paper="W404"', "There is nothing to show"),
        (f'paper="{PAPER}" nodes="9999"', "it must be between 1 and 500"),
        (f'paper="{PAPER}" endpoint="http://127.0.0.1:9/graphql"', "You seem to be offline"),
        (f'paper="{PAPER}" endpoint="http://127.0.0.1:9/graphql" locale="de-AT"', "Offenbar besteht keine Verbindung"),
    ],
)
async def test_errors_are_shown(service: Service, browser: Browser, attributes: str, message: str) -> None:
    async with site(page("/", _embedded(service.address, attributes))) as blog, open_tab(browser) as tab:
        await tab.page.goto(blog)
        await expect(tab.page.get_by_role("alert")).to_contain_text(message)


async def test_a_failed_request_can_be_retried(service: Service, browser: Browser) -> None:
    async with site(page("/", _embedded(service.address))) as blog, open_tab(browser) as tab:

        async def abort(route: Route) -> None:
            await route.abort()

        await tab.page.route(re.compile("/graphql"), abort)
        await tab.page.goto(blog)
        await tab.page.get_by_role("alert").wait_for()
        await tab.screenshot("offline")
        await tab.page.unroute(re.compile("/graphql"))
        await tab.page.get_by_role("button", name="Try again").click()
        await tab.wait_until_drawn()


async def test_it_shows_that_it_is_loading(service: Service, browser: Browser) -> None:
    async with site(page("/", _embedded(service.address))) as blog, open_tab(browser, PHONE, "dark") as tab:
        waiting: list[Route] = []

        async def wait(route: Route) -> None:
            waiting.append(route)

        await tab.page.route(re.compile("/graphql"), wait)
        await tab.page.goto(blog)
        await expect(tab.page.get_by_role("status")).to_have_text("Building this graph slice")
        await tab.screenshot("loading")
        await waiting[0].continue_()
        await tab.wait_until_drawn()


async def test_attributes_change_the_map(service: Service, browser: Browser) -> None:
    async with (
        site(page("/", _embedded(service.address, f'paper="{PAPER}" nodes="12"'))) as blog,
        open_tab(browser) as tab,
    ):
        await tab.open(blog)
        attributes = {"nodes": "30", "kinds": "PAPER", "theme": "dark", "locale": "fr", "height": "300"}
        await tab.page.evaluate(_SET, attributes)
        await tab.page.get_by_role("button", name=re.compile("Articles 30")).wait_for()
        assert len([each for each in tab.requests if "/graphql" in each]) == 2, (
            "Attributes that are set together cause one request."
        )
        assert await tab.page.evaluate("document.querySelector('research-map').offsetHeight") == 300
        await tab.screenshot("foreign-dark-french")


async def test_the_list_shows_the_same_nodes(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.open(f"{service.address}/embed/map/{PAPER}?nodes=12")
        await expect(tab.page.locator("research-map tbody tr")).to_have_count(12)
        await tab.page.get_by_role("button", name="List of all nodes").click()
        await (
            tab.page.get_by_role("button", name="Percy Liang")
            .or_(tab.page.get_by_role("button", name="Rishi Bommasani"))
            .first.click()
        )
        await tab.wait_until_selected("author:")
        await tab.screenshot("list")
        assert await tab.violations() == []
        await tab.page.get_by_role("button", name=re.compile("^Authors")).click()
        rows = await tab.page.locator("research-map tbody td:nth-child(2)").all_inner_texts()
        assert "Author" not in rows


@pytest.mark.parametrize("suffix", ["svg", "png", "graphml", "csv"])
async def test_the_map_can_be_saved(service: Service, browser: Browser, suffix: str) -> None:
    async with open_tab(browser) as tab:
        await tab.open(f"{service.address}/embed/map/{PAPER}?nodes=12")
        await tab.page.get_by_role("button", name="Save or share").click()
        async with tab.page.expect_download() as waiting:
            await tab.page.get_by_role("button", name=suffix.upper(), exact=True).click()
        saved = await waiting.value
        content = (await saved.path()).read_bytes()
        assert saved.suggested_filename.endswith(f"-map.{suffix}")
        assert content.startswith({"svg": b"<svg", "png": b"\x89PNG", "graphml": b"<?xml", "csv": b"Id,Label"}[suffix])
        assert suffix == "png" or content.count(b"Rishi Bommasani") >= 1


async def test_the_documentation_is_complete(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.open(f"{service.address}/widget")
        observed = await tab.page.evaluate("customElements.get('research-map').observedAttributes")
        assert sorted(observed) == sorted(name for name, _ in reference.ATTRIBUTES)
        property_names = "Object.getOwnPropertyNames(customElements.get('research-map').prototype)"
        documented = {name.partition("(")[0] for name, _ in reference.PROPERTIES}
        assert documented <= set(await tab.page.evaluate(property_names))
        parts = (
            "[...document.querySelector('research-map').shadowRoot.querySelectorAll('[part]')].map((e) => e.part.value)"
        )
        assert set(await tab.page.evaluate(parts)) == set(reference.PARTS)


async def test_the_configurator_writes_what_it_shows(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.open(f"{service.address}/widget")
        await tab.page.get_by_label("Hops").select_option("2")
        await tab.page.get_by_role("checkbox", name="institution").uncheck()
        await tab.page.locator("#code", has_text='hops="2" kinds="PAPER,AUTHOR,TOPIC"').wait_for()
        await expect(tab.page.locator("research-map")).to_have_attribute("hops", "2")


async def test_hostile_names_stay_text(service: Service, browser: Browser) -> None:
    answer = generated_map(3, 4)
    for node in answer["data"]["researchMap"]["nodes"]:
        node["label"] = node["subtitle"] = "<img src=x onerror=document.title='broken'>"
    route = data("/graphql", answer)
    element = _embedded(service.address, 'paper="x" endpoint="/graphql"')
    async with site(route, page("/", element)) as blog, open_tab(browser) as tab:
        await tab.open(blog)
        await tab.page.locator("research-map canvas").focus()
        await tab.page.keyboard.press("Home")
        await expect(tab.page.locator("research-map img")).to_have_count(0)
        await expect(tab.page).to_have_title("A blog")


#: Sets attributes of the map, all in one turn of the event loop.
_SET: Final = """(attributes) => {
  for (const pair of Object.entries(attributes)) document.querySelector('research-map').setAttribute(...pair);
}"""


async def _walk(tab: Tab, *keys: str) -> str | None:
    for key in keys:
        await tab.page.keyboard.press(key)
    return await tab.selected()


async def test_the_map_by_keyboard(service: Service, browser: Browser) -> None:
    async with open_tab(browser, reduced_motion="reduce") as tab:
        await tab.open(f"{service.address}/embed/map/{PAPER}")
        await tab.page.locator("research-map canvas").focus()
        assert await _walk(tab, "ArrowUp") == PAPER, "The first key goes to the centre."
        first = await _walk(tab, "ArrowUp")
        assert first in await tab.page.evaluate(_AROUND, PAPER)
        announcement = await tab.page.locator("research-map [aria-live]").inner_text()
        assert re.search(r"cite|close|wrote|topic|about", announcement)
        await tab.screenshot("keyboard")
        second = await _walk(tab, "ArrowUp", "ArrowLeft")
        assert second not in {first, PAPER}
        assert await _walk(tab, "Escape", "Escape", "Escape", "Escape") in {PAPER, None}
        await _walk(tab, "Home")
        before = await tab.page.evaluate(_ZOOM)
        await _walk(tab, "+", "+")
        await tab.page.wait_for_function(f"(before) => {_ZOOM} > before", arg=before)
        await _walk(tab, "0", "ArrowRight")
        size = "document.querySelector('research-map').view.graph.nodes.size"
        count = await tab.page.evaluate(size)
        await _walk(tab, "Delete")
        await tab.page.wait_for_function(f"(count) => {size} === count", arg=count - 1)
        await _walk(tab, "Home", "ArrowDown")
        async with tab.page.expect_popup() as opening:
            await tab.page.keyboard.press("Enter")
        assert re.search(r"/(papers|authors|institutions|topics)/", (await opening.value).url)


_AROUND: Final = "(id) => [...document.querySelector('research-map').view.graph.around(id)]"
_ZOOM: Final = "document.querySelector('research-map').view.scale"


@pytest.mark.parametrize("forced", ["active", "none"])
async def test_forced_colours_and_reduced_motion(service: Service, browser: Browser, forced: str) -> None:
    async with open_tab(browser, forced_colors=forced, reduced_motion="reduce") as tab:
        await tab.open(f"{service.address}/embed/map/{PAPER}")
        await tab.screenshot(f"forced-{forced}")
        assert await tab.violations() == []
        assert tab.errors == []
