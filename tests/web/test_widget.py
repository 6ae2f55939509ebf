"""`<research-map>` in somebody else's page: another origin, a strict policy, and whatever may go wrong."""

import re
from typing import Final

import pytest
from playwright.async_api import Browser, Route, expect

from pages import widget_reference as reference
from tests.endpoints.serving import Service
from tests.web.foreign import data, page, site
from tests.web.looking import PHONE, Window, window
from tests.web.slices import made

PAPER: Final = "arxiv:2108.07258"


def _embedded(service: str, attributes: str = f'paper="{PAPER}"') -> str:
    return f'<script type="module" src="{service}/widget.js"></script><research-map {attributes}></research-map>'


def _policy(service: str) -> str:
    """What `/widget` tells integrators to allow, and nothing else."""
    return f"default-src 'none'; script-src {service}; connect-src {service}"


async def test_it_lives_in_a_foreign_page_under_a_strict_policy(service: Service, browser: Browser) -> None:
    home = service.address
    async with site(page("/", _embedded(home), _policy(home))) as blog, window(browser) as seen:
        await seen.open(blog)
        await seen.picture("foreign")
        asked = [each.removeprefix(home).partition("?")[0] for each in seen.requests if each.startswith(home)]
        assert asked == ["/widget.js", "/graphql"], "The first picture takes the script and one request."
        assert seen.hosts() == {home.removeprefix("http://"), blog.removeprefix("http://")}
        assert [each for each in seen.errors if "favicon" not in each] == []
        assert [each for each in await seen.violations() if "research-map" in each] == []
        height = "document.querySelector('research-map').getBoundingClientRect().height"
        assert await seen.page.evaluate(height) == 480


async def test_a_click_selects_expands_and_tells(service: Service, browser: Browser) -> None:
    home = service.address
    async with site(page("/", _embedded(home, f'paper="{PAPER}" nodes="12"'))) as blog, window(browser) as seen:
        await seen.open(blog)
        await seen.page.evaluate(
            "window.heard = []; for (const type of ['nodeselect', 'nodeexpand', 'nodeopen'])"
            " addEventListener(type, (event) => { heard.push([type, event.detail.id]); event.preventDefault(); })"
        )
        node = await seen.page.evaluate(_WHERE, "topic:foundation-models")
        await seen.page.mouse.move(*node)
        tip = seen.page.locator("research-map .tip")
        await expect(tip).to_contain_text("is the topic of On the Opportunities and Risks")
        await seen.page.mouse.click(*node)
        await seen.page.wait_for_function("() => heard.length > 1")
        await seen.picture("foreign-expanded")
        await seen.selects("topic:foundation-models")
        assert await seen.page.evaluate("heard.map((each) => each[0])") == ["nodeselect", "nodeexpand"]
        await seen.page.wait_for_function("document.querySelector('research-map').view.graph.nodes.size > 12")
        await seen.page.get_by_role("link", name="Open", exact=True).click()
        await seen.page.wait_for_function("() => heard.length > 2")
        assert (await seen.page.evaluate("heard"))[2] == ["nodeopen", "topic:foundation-models"]


#: Where a node is in the window.
_WHERE: Final = """(id) => {
  const map = document.querySelector('research-map');
  const box = map.shadowRoot.querySelector('canvas').getBoundingClientRect();
  const {x, y} = map.view.where(id);
  return [box.left + x, box.top + y];
}"""


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ("", "Say what the map is around"),
        ('paper="W404"', "There is nothing to show"),
        (f'paper="{PAPER}" nodes="9999"', "it must be between 1 and 500"),
        (f'paper="{PAPER}" endpoint="http://127.0.0.1:9/graphql"', "You seem to be offline"),
        (f'paper="{PAPER}" endpoint="http://127.0.0.1:9/graphql" locale="de-AT"', "Offenbar besteht keine Verbindung"),
    ],
)
async def test_what_is_wrong_is_said(service: Service, browser: Browser, attributes: str, said: str) -> None:
    async with site(page("/", _embedded(service.address, attributes))) as blog, window(browser) as seen:
        await seen.page.goto(blog)
        await expect(seen.page.get_by_role("alert")).to_contain_text(said)


async def test_a_lost_connection_can_be_tried_again(service: Service, browser: Browser) -> None:
    async with site(page("/", _embedded(service.address))) as blog, window(browser) as seen:

        async def lost(route: Route) -> None:
            await route.abort()

        await seen.page.route(re.compile("/graphql"), lost)
        await seen.page.goto(blog)
        await seen.page.get_by_role("alert").wait_for()
        await seen.picture("offline")
        await seen.page.unroute(re.compile("/graphql"))
        await seen.page.get_by_role("button", name="Try again").click()
        await seen.drawn()


async def test_it_says_that_it_is_loading(service: Service, browser: Browser) -> None:
    async with site(page("/", _embedded(service.address))) as blog, window(browser, PHONE, "dark") as seen:
        waiting: list[Route] = []

        async def wait(route: Route) -> None:
            waiting.append(route)

        await seen.page.route(re.compile("/graphql"), wait)
        await seen.page.goto(blog)
        await expect(seen.page.get_by_role("status")).to_have_text("Building this graph slice")
        await seen.picture("loading")
        await waiting[0].continue_()
        await seen.drawn()


async def test_attributes_change_what_is_there(service: Service, browser: Browser) -> None:
    async with (
        site(page("/", _embedded(service.address, f'paper="{PAPER}" nodes="12"'))) as blog,
        window(browser) as seen,
    ):
        await seen.open(blog)
        wanted = {"nodes": "30", "kinds": "PAPER", "theme": "dark", "locale": "fr", "height": "300"}
        await seen.page.evaluate(_SET, wanted)
        await seen.page.get_by_role("button", name=re.compile("Articles 30")).wait_for()
        assert len([each for each in seen.requests if "/graphql" in each]) == 2, "Attributes set at once ask once."
        assert await seen.page.evaluate("document.querySelector('research-map').offsetHeight") == 300
        await seen.picture("foreign-dark-french")


async def test_the_list_is_the_same_map(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await seen.open(f"{service.address}/embed/map/{PAPER}?nodes=12")
        await expect(seen.page.locator("research-map tbody tr")).to_have_count(12)
        await seen.page.get_by_role("button", name="List of all nodes").click()
        await (
            seen.page.get_by_role("button", name="Percy Liang")
            .or_(seen.page.get_by_role("button", name="Rishi Bommasani"))
            .first.click()
        )
        await seen.selects("author:")
        await seen.picture("list")
        assert await seen.violations() == []
        await seen.page.get_by_role("button", name=re.compile("^Authors")).click()
        rows = await seen.page.locator("research-map tbody td:nth-child(2)").all_inner_texts()
        assert "Author" not in rows


@pytest.mark.parametrize("suffix", ["svg", "png", "graphml", "csv"])
async def test_what_is_seen_can_be_saved(service: Service, browser: Browser, suffix: str) -> None:
    async with window(browser) as seen:
        await seen.open(f"{service.address}/embed/map/{PAPER}?nodes=12")
        await seen.page.get_by_role("button", name="Save or share").click()
        async with seen.page.expect_download() as waiting:
            await seen.page.get_by_role("button", name=suffix.upper(), exact=True).click()
        saved = await waiting.value
        content = (await saved.path()).read_bytes()
        assert saved.suggested_filename.endswith(f"-map.{suffix}")
        assert content.startswith({"svg": b"<svg", "png": b"\x89PNG", "graphml": b"<?xml", "csv": b"Id,Label"}[suffix])
        assert suffix == "png" or content.count(b"Rishi Bommasani") >= 1


async def test_what_is_documented_is_what_there_is(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await seen.open(f"{service.address}/widget")
        observed = await seen.page.evaluate("customElements.get('research-map').observedAttributes")
        assert sorted(observed) == sorted(name for name, _ in reference.ATTRIBUTES)
        own = "Object.getOwnPropertyNames(customElements.get('research-map').prototype)"
        named = {name.partition("(")[0] for name, _ in reference.PROPERTIES}
        assert named <= set(await seen.page.evaluate(own))
        parts = (
            "[...document.querySelector('research-map').shadowRoot.querySelectorAll('[part]')].map((e) => e.part.value)"
        )
        assert set(await seen.page.evaluate(parts)) == set(reference.PARTS)


async def test_the_configurator_writes_what_it_shows(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await seen.open(f"{service.address}/widget")
        await seen.page.get_by_label("Hops").select_option("2")
        await seen.page.get_by_role("checkbox", name="institution").uncheck()
        await seen.page.locator("#code", has_text='hops="2" kinds="PAPER,AUTHOR,TOPIC"').wait_for()
        await expect(seen.page.locator("research-map")).to_have_attribute("hops", "2")


async def test_hostile_names_stay_text(service: Service, browser: Browser) -> None:
    answer = made(3, 4)
    for node in answer["data"]["researchMap"]["nodes"]:
        node["label"] = node["subtitle"] = "<img src=x onerror=document.title='broken'>"
    route = data("/graphql", answer)
    element = _embedded(service.address, 'paper="x" endpoint="/graphql"')
    async with site(route, page("/", element)) as blog, window(browser) as seen:
        await seen.open(blog)
        await seen.page.locator("research-map canvas").focus()
        await seen.page.keyboard.press("Home")
        await expect(seen.page.locator("research-map img")).to_have_count(0)
        await expect(seen.page).to_have_title("A blog")


#: Sets attributes of the map, all in one turn.
_SET: Final = """(wanted) => {
  for (const pair of Object.entries(wanted)) document.querySelector('research-map').setAttribute(...pair);
}"""


async def _walk(seen: Window, *keys: str) -> str | None:
    for key in keys:
        await seen.page.keyboard.press(key)
    return await seen.selected()


async def test_the_map_by_keyboard(service: Service, browser: Browser) -> None:
    async with window(browser, reduced_motion="reduce") as seen:
        await seen.open(f"{service.address}/embed/map/{PAPER}")
        await seen.page.locator("research-map canvas").focus()
        assert await _walk(seen, "ArrowUp") == PAPER, "The first key goes to the centre."
        first = await _walk(seen, "ArrowUp")
        assert first in await seen.page.evaluate(_AROUND, PAPER)
        said = await seen.page.locator("research-map [aria-live]").inner_text()
        assert re.search(r"cite|close|wrote|topic|about", said)
        await seen.picture("keyboard")
        second = await _walk(seen, "ArrowUp", "ArrowLeft")
        assert second not in {first, PAPER}
        assert await _walk(seen, "Escape", "Escape", "Escape", "Escape") in {PAPER, None}
        await _walk(seen, "Home")
        before = await seen.page.evaluate(_ZOOM)
        await _walk(seen, "+", "+")
        await seen.page.wait_for_function(f"(before) => {_ZOOM} > before", arg=before)
        await _walk(seen, "0", "ArrowRight")
        size = "document.querySelector('research-map').view.graph.nodes.size"
        count = await seen.page.evaluate(size)
        await _walk(seen, "Delete")
        await seen.page.wait_for_function(f"(count) => {size} === count", arg=count - 1)
        await _walk(seen, "Home", "ArrowDown")
        async with seen.page.expect_popup() as opening:
            await seen.page.keyboard.press("Enter")
        assert re.search(r"/(papers|authors|institutions|topics)/", (await opening.value).url)


_AROUND: Final = "(id) => [...document.querySelector('research-map').view.graph.around(id)]"
_ZOOM: Final = "document.querySelector('research-map').view.scale"


@pytest.mark.parametrize("forced", ["active", "none"])
async def test_forced_colours_and_still_pictures(service: Service, browser: Browser, forced: str) -> None:
    async with window(browser, forced_colors=forced, reduced_motion="reduce") as seen:
        await seen.open(f"{service.address}/embed/map/{PAPER}")
        await seen.picture(f"forced-{forced}")
        assert await seen.violations() == []
        assert seen.errors == []
