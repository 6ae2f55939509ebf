"""The playground: examples, editor, cost, table, chart, file, link and keyboard."""

import csv
import io
import json
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Browser, expect

from tests.endpoints.serving import Service
from tests.web.people import reader
from tests.web.tabs import DESKTOP, PHONE, Scheme, Tab, open_tab

EXAMPLES: Final = Path(__file__).parents[2] / "web" / "src" / "playground" / "examples"
QUERIES: Final = {file.stem: file for file in sorted(EXAMPLES.glob("*.graphql"))}
SLOW: Final = 60_000
LOOKS: Final[list[tuple[str, tuple[int, int], Scheme]]] = [
    ("light", DESKTOP, "light"),
    ("dark", DESKTOP, "dark"),
    ("phone", PHONE, "light"),
    ("phone-dark", PHONE, "dark"),
]


def variables(name: str) -> dict[str, Any]:
    """The variables of an example."""
    file = EXAMPLES / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


class Playground:
    """The page and its parts."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.page = tab.page
        self.cost = tab.page.locator(".cost")
        self.spent = tab.page.locator(".spent")
        self.query = tab.page.locator(".graphiql-query-editor .view-lines")
        self.answer = tab.page.locator(".result-window .view-lines")

    async def ready(self) -> None:
        """Waits for the editor and for the first cost."""
        await self.query.locator(".view-line").first.wait_for(timeout=SLOW)
        await expect(self.cost).to_contain_text("of 1,000,000", timeout=SLOW)

    async def violations(self) -> list[str]:
        """Violations without those of GraphiQL's tabs, which contain their close buttons."""
        return [rule for rule in await self.tab.violations() if not rule.startswith("nested-interactive")]

    async def show_examples(self) -> None:
        """Opens the list of examples if it is folded."""
        if not await self.page.locator(".examples").count():
            await self.page.get_by_role("button", name="Show Examples").click()

    async def example(self, name: str) -> None:
        """Opens an example of the list."""
        await self.show_examples()
        await self.page.locator(f'[data-example="{name}"]').click()

    async def chart(self, name: str) -> None:
        """Runs an example of the list as a chart."""
        await self.show_examples()
        await self.page.locator(f'[data-chart="{name}"]').click()

    async def show(self, view: str) -> None:
        """Shows the answer as JSON, Table or Chart."""
        await self.page.get_by_role("button", name=view, exact=True).click()

    async def type(self, text: str) -> None:
        """Replaces the query by a text."""
        await self.page.locator(".graphiql-query-editor textarea").focus()
        await self.page.keyboard.press("Control+a")
        await self.page.keyboard.press("Delete")
        await self.page.keyboard.insert_text(text)

    async def run(self) -> None:
        """Runs the query."""
        await self.page.locator(".graphiql-execute-button").click()

    async def table(self) -> list[list[str]]:
        """The response as a table, header first."""
        await self.show("Table")
        rows = self.page.locator(".tabled tr")
        await rows.first.wait_for()
        script = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        return await rows.evaluate_all(script)

    async def file(self) -> list[list[str]]:
        """The response as the downloaded CSV file."""
        async with self.page.expect_download() as coming:
            await self.page.get_by_role("button", name="CSV").click()
        saved = await (await coming.value).path()
        return list(csv.reader(io.StringIO(saved.read_text(encoding="utf-8-sig"), newline="")))


@asynccontextmanager
async def open_playground(
    service: Service, browser: Browser, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light", fragment: str = ""
) -> AsyncGenerator[Playground]:
    async with open_tab(browser, size, scheme) as tab:
        await tab.page.goto(f"{service.address}/graphql{fragment}")
        playground = Playground(tab)
        await playground.ready()
        yield playground
        assert tab.errors == []
        assert {host.rpartition(":")[0] for host in tab.hosts() if host} == {"127.0.0.1"}


@pytest.mark.sample(4)
@pytest.mark.parametrize("name", QUERIES)
async def test_an_example_runs(service: Service, name: str) -> None:
    query = QUERIES[name].read_text(encoding="utf-8")
    assert query.startswith("# ")
    body = {"query": query, "variables": variables(name)}
    estimate = (await service.http.post("/graphql/cost", json=body)).json()
    assert 0 < estimate["cost"]["work"] < estimate["cost"]["limit"] / 2, estimate
    if "subscription" not in query:
        answer = (await service.post(body)).json()
        assert "errors" not in answer, answer
        assert answer["extensions"]["cost"] == estimate["cost"]
        value = next(iter(answer["data"].values()))
        assert len(json.dumps(value)) > 200


@pytest.mark.sample(2)
@pytest.mark.parametrize(("look", "size", "scheme"), LOOKS)
async def test_it_is_accessible(
    service: Service, browser: Browser, look: str, size: tuple[int, int], scheme: Scheme
) -> None:
    async with open_playground(service, browser, size, scheme) as playground:
        await playground.run()
        await playground.spent.wait_for()
        assert await playground.violations() == []
        await playground.tab.screenshot(f"playground-{look}")
        await playground.table()
        await playground.tab.screenshot(f"playground-table-{look}")
        assert await playground.violations() == []
        assert not await playground.page.evaluate("document.documentElement.scrollWidth > innerWidth")


async def test_a_query_can_be_built_in_the_explorer(service: Service, browser: Browser) -> None:
    async with open_playground(service, browser) as playground:
        await playground.type("query Clicked { graph { papers } }")
        await playground.page.get_by_role("button", name="GraphiQL Explorer").click()
        fields = playground.page.locator(".graphiql-explorer-root")
        await fields.get_by_text("citations", exact=True).click(timeout=SLOW)
        await expect(playground.query).to_contain_text("citations")
        assert await playground.violations() == []
        await playground.tab.screenshot("playground-explorer")


async def test_each_example_opens_in_a_tab_of_its_own(service: Service, browser: Browser) -> None:
    async with open_playground(service, browser) as playground:
        for name, file in QUERIES.items():
            await playground.example(name)
            title = file.read_text(encoding="utf-8").partition("\n")[0]
            await expect(playground.query).to_contain_text(title.replace(" ", "\u00a0"))
        await expect(playground.page.locator("li.graphiql-tab")).to_have_count(len(QUERIES) + 1)


async def test_the_cost_is_shown_while_typing_and_after_a_run(service: Service, browser: Browser) -> None:
    async with open_playground(service, browser) as playground:
        await playground.type("{ papers(first: 7) { nodes { title } } }")
        await expect(playground.cost).to_have_text(re.compile(r"Cost [\d,]+ of 1,000,000"), timeout=SLOW)
        await playground.type("{ papers(first: 1000) { nodes { authors(first: 1000) { nodes { name } } } } }")
        await expect(playground.cost).to_have_text("Too expensive", timeout=SLOW)
        await playground.type("{ papers(first: 3) { nodes { title } } }")
        await playground.run()
        await expect(playground.spent).to_contain_text(re.compile(r"Paid [\d,]+ · got 3"), timeout=SLOW)


async def test_an_answer_is_a_table_and_a_file(service: Service, browser: Browser) -> None:
    async with open_playground(service, browser) as playground:
        await playground.example("03-most-cited")
        await playground.run()
        await playground.spent.wait_for()
        body = {"query": QUERIES["03-most-cited"].read_text(encoding="utf-8")}
        papers: list[Any] = (await service.post(body)).json()["data"]["papers"]["nodes"]

        head, *rows = await playground.table()
        assert head == ["id", "title", "year", "citationCount", "authors.name", "authors.citationCount"]
        assert [row[1] for row in rows] == [paper["title"] for paper in papers]
        assert rows[0][4] == "; ".join(author["name"] for author in papers[0]["authors"]["nodes"])
        assert await playground.file() == [head, *rows]

        await playground.page.get_by_label("Rows").select_option("papers › authors")
        head, *rows = await playground.table()
        expected = [[paper["id"], author["name"]] for paper in papers for author in paper["authors"]["nodes"]]
        assert [[row[0], row[4]] for row in rows] == expected
        assert await playground.file() == [head, *rows]


@pytest.mark.sample(2)
@pytest.mark.parametrize(("look", "size", "scheme"), LOOKS)
async def test_years_and_groups_are_charts(
    service: Service, browser: Browser, look: str, size: tuple[int, int], scheme: Scheme
) -> None:
    trends = (await service.ask(QUERIES["14-trends"].read_text(encoding="utf-8")))["data"]["topics"]["nodes"]
    leaders = (await service.ask(QUERIES["12-leaders"].read_text(encoding="utf-8")))["data"]["topic"]
    async with open_playground(service, browser, size, scheme) as playground:
        page = playground.page
        chart = page.locator(".drawn svg")
        await playground.chart("14-trends")
        for value in ("papers", "citations"):
            if value == "citations":
                await page.locator(".choices select").first.select_option("countsByYear.citations")
            expected = [
                f"{topic['name']} · {row['year']}: {row[value]:,}" for topic in trends for row in topic["countsByYear"]
            ]
            await expect(chart.locator("circle")).to_have_count(len(expected))
            await expect(chart.locator("title").filter(has_text=expected[0])).not_to_have_count(0)
            assert sorted(await chart.locator("title").all_text_contents()) == sorted(expected)
        await expect(chart.locator("path.line")).to_have_count(len(trends))
        assert sorted(await page.locator(".series li").all_text_contents()) == sorted(each["name"] for each in trends)
        await playground.tab.screenshot(f"playground-lines-{look}")
        assert await playground.violations() == []
        await page.get_by_role("button", name="Bars").click()
        await expect(chart.locator("rect.mark")).not_to_have_count(0)
        await playground.tab.screenshot(f"playground-columns-{look}")

        await playground.chart("12-leaders")
        groups: list[Any] = leaders["papers"]["groups"]["nodes"]
        names = [group["keys"][0]["node"]["name"] for group in groups]
        await expect(chart.locator(".name")).to_have_text(names)
        await page.locator(".choices select").first.select_option("papers.groups.measures.citations")
        await expect(chart.locator(".tick")).to_have_text(
            [f"{group['measures']['citations']:,.0f}" for group in groups]
        )
        lengths = await chart.locator("rect.mark").evaluate_all("bars => bars.map(bar => bar.width.baseVal.value)")
        most = groups[0]["measures"]["citations"]
        assert lengths == pytest.approx(
            [lengths[0] * group["measures"]["citations"] / most for group in groups], abs=0.02
        )
        await playground.tab.screenshot(f"playground-bars-{look}")
        assert await playground.violations() == []
        assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")

        await playground.chart("13-open-access")
        await expect(chart.locator("path.line")).to_have_count(8)
        assert [{"groups.keys.COUNTRY", "groups.keys.YEAR"} <= set((await playground.table())[0])] == [True]
        await playground.example("10-cite")
        await playground.run()
        await playground.show("Chart")
        await expect(page.locator(".charted")).to_contain_text("A chart needs a list")


async def test_errors_and_the_empty_answer_show_in_every_view(service: Service, browser: Browser) -> None:
    async with open_playground(service, browser) as playground:
        page = playground.page
        views = ("Chart", "Table", "JSON")
        for view in views:
            await playground.show(view)
            await expect(page.get_by_text("Ctrl+Enter runs the query.")).to_be_visible()
        await playground.type("{ papers(first: -1) { totalCount } }")
        await page.keyboard.press("Control+Enter")
        for view in views:
            await playground.show(view)
            await expect(page.locator(".failures")).to_contain_text("first", timeout=SLOW)
            await expect(page.locator(".failures")).to_contain_text("BAD_USER_INPUT")
            await expect(page.get_by_text("Ctrl+Enter runs the query.")).to_have_count(0)
        assert await playground.violations() == []
        await playground.tab.screenshot("playground-error")
        await page.route("**/graphql", lambda route: route.fulfill(status=502, body="<html>Bad gateway"))
        await playground.show("Table")
        await playground.run()
        await expect(page.locator(".failures")).to_contain_text("The service answered 502")
        playground.tab.errors.clear()


async def test_long_lines_wrap(service: Service, browser: Browser) -> None:
    async with open_playground(service, browser) as playground:
        fields = " ".join(f"a{number}: title" for number in range(40))
        await playground.type(f"{{ papers(first: 2) {{ nodes {{ {fields} authors {{ nodes {{ name }} }} }} }} }}")
        await expect(playground.query.locator(".view-line").nth(4)).to_be_visible()
        await playground.run()
        await playground.spent.wait_for()
        await playground.table()
        cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).length"
        assert await playground.page.locator(".tabled td").evaluate_all(cut) == 0


async def test_the_keyboard_leaves_the_editor(service: Service, browser: Browser) -> None:
    inside = "document.activeElement.closest('.graphiql-query-editor .monaco-editor') !== null"
    async with open_playground(service, browser) as playground:
        keyboard = playground.page.keyboard
        await playground.type("{ ")
        hint = playground.page.locator(".graphiql-query-editor .leave")
        await expect(hint).to_have_text("Esc, then Tab leaves the editor")
        await expect(hint).to_be_visible()
        suggestions = playground.page.locator(".suggest-widget.visible")
        await keyboard.press("Control+Space")
        await suggestions.wait_for(timeout=SLOW)
        await keyboard.press("Escape")
        await suggestions.wait_for(state="hidden")
        assert await playground.page.evaluate(inside)
        await keyboard.press("Escape")
        await expect(hint).to_be_hidden()
        assert not await playground.page.evaluate(inside)
        await keyboard.press("Enter")
        assert await playground.page.evaluate(inside)
        await keyboard.press("Escape")
        await keyboard.press("Tab")
        after = "document.activeElement.closest('.graphiql-toolbar') !== null"
        assert await playground.page.evaluate(after)
        assert "\t" not in await playground.query.inner_text()


async def test_the_examples_fold_when_one_is_used(service: Service, browser: Browser) -> None:
    async with open_playground(service, browser) as playground:
        examples = playground.page.locator(".examples")
        await expect(examples).to_be_visible()
        before = await playground.page.locator(".graphiql-editors").bounding_box()
        await playground.example("03-most-cited")
        await expect(examples).to_have_count(0)
        after = await playground.page.locator(".graphiql-editors").bounding_box()
        assert before
        assert after
        assert after["width"] > before["width"] + 100
        await playground.page.reload()
        await playground.ready()
        await expect(examples).to_have_count(0)
        # A reader who opens the list keeps it open.
        await playground.example("06-author")
        await expect(examples).to_be_visible()


async def test_a_link_contains_query_and_variables_and_no_headers(service: Service, browser: Browser) -> None:
    async with open_playground(service, browser) as playground:
        await playground.example("02-search")
        await playground.page.get_by_role("button", name="Headers").click()
        await playground.page.locator(".graphiql-editor-tool .view-lines:visible").click()
        await playground.page.keyboard.insert_text('{"x-secret": "do not share"}')
        await playground.page.get_by_role("button", name="Share").click()
        await expect(playground.page.locator(".said")).to_contain_text("Link")
        fragment = "#" + playground.page.url.partition("#")[2]
    assert len(fragment) < 600
    async with open_playground(service, browser, fragment=fragment) as playground:
        await expect(playground.query).to_contain_text("query\u00a0Search")
        await expect(playground.page.locator(".graphiql-editor-tool .view-lines:visible")).to_contain_text("attention")
        assert "do not share" not in await playground.page.content()
        await playground.run()
        await expect(playground.answer).to_contain_text("Attention\u00a0Is\u00a0All\u00a0You\u00a0Need", timeout=SLOW)


@pytest.mark.parametrize("fragment", ["#q=", "#q=%%%", "#q=AAAA", "#elsewhere"])
async def test_a_broken_link_shows_the_default_query(service: Service, browser: Browser, fragment: str) -> None:
    async with open_playground(service, browser, fragment=fragment) as playground:
        await expect(playground.query).to_contain_text("One\u00a0paper")


_COMMENT: Final = """async ([query, input]) => {
    const body = JSON.stringify({query, variables: {input}});
    const answer = await fetch("/graphql", {method: "POST", headers: {"content-type": "application/json"}, body});
    return (await answer.json()).data.addComment.userErrors;
}"""


async def test_a_subscription_receives_events_and_stops(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "analyst", "/graphql") as tab:
        playground = Playground(tab)
        await playground.ready()
        await playground.example("11-watch")
        async with tab.page.expect_websocket() as opening:
            await playground.run()
        assert (await opening.value).url.startswith("ws://127.0.0.1")
        stop = playground.page.get_by_role("button", name="Stop query")
        await stop.wait_for()
        await playground.page.wait_for_timeout(1_000)
        text = '=HYPERLINK("https://example.org")'
        comment = "mutation($input: AddCommentInput!) { addComment(input: $input) { userErrors { message } } }"
        comment_input = {"paper": "arxiv:1706.03762", "kind": "NOTE", "body": text}
        assert await tab.page.evaluate(_COMMENT, [comment, comment_input]) == []
        await expect(playground.answer).to_contain_text("COMMENT", timeout=SLOW)
        await playground.table()
        head, row = await playground.file()
        assert dict(zip(head, row, strict=True))["comment.body"] == f"'{text}"
        await stop.click()
        await stop.wait_for(state="detached")
        assert tab.errors == []


async def test_only_a_browser_gets_the_page(service: Service) -> None:
    html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = await service.http.get("/graphql", headers={"accept": html})
    assert page.headers["content-type"].startswith("text/html")
    assert "monaco" not in page.text
    policy: dict[str, str] = {}
    for each in page.headers["content-security-policy"].split(";"):
        name, _, sources = each.strip().partition(" ")
        policy[name] = sources
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert [name for name, sources in policy.items() if "unsafe" in sources] == ["style-src"]
    for headers, params in [
        ({}, {}),
        ({"accept": "application/json"}, {}),
        ({"accept": html}, {"query": "{ __typename }"}),
    ]:
        answer = await service.http.get("/graphql", headers=headers, params=params)
        assert "json" in answer.headers["content-type"]


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({"query": "{ papers {"}, 200, "Syntax Error"),
        ({"query": "{ nothing }"}, 200, "nothing"),
        ({"query": "query($id: ID!) { node(id: $id) { id } }"}, 200, "$id"),
        ({"query": "{ papers(first: -1) { totalCount } }"}, 200, "first"),
        ({"query": "query A { __typename } query B { __typename }"}, 200, "operationName"),
        ({"variables": {}}, 400, "`query`"),
        ([], 400, "one JSON object"),
    ],
)
async def test_a_query_without_a_cost_has_an_error(service: Service, body: object, status: int, message: str) -> None:
    answer = await service.http.post("/graphql/cost", json=body)
    assert answer.status_code == status
    assert message in answer.json()["errors"][0]["message"]


async def test_no_other_page_loads_it(service: Service, browser: Browser) -> None:
    async with open_tab(browser) as tab:
        await tab.page.goto(service.address, wait_until="networkidle")
        assert not [each for each in tab.requests if "monaco" in each or "start-" in each]
