"""The playground: what an analyst does in it, from an example to a file and a link."""

import csv
import io
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Browser, expect

from tests.endpoints.serving import Service
from tests.web.looking import DESKTOP, PHONE, Scheme, Window, window
from tests.web.people import reader

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
    """Those that an example comes with."""
    file = EXAMPLES / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


class Playground:
    """The page, by what people call its parts."""

    def __init__(self, seen: Window) -> None:
        self.seen = seen
        self.page = seen.page
        self.cost = seen.page.locator(".cost")
        self.spent = seen.page.locator(".spent")
        self.query = seen.page.locator(".graphiql-query-editor .view-lines")
        self.answer = seen.page.locator(".result-window .view-lines")

    async def ready(self) -> None:
        """Waits for the editor and for the first cost."""
        await self.query.locator(".view-line").first.wait_for(timeout=SLOW)
        await expect(self.cost).to_contain_text("of 100,000", timeout=SLOW)

    async def violations(self) -> list[str]:
        """What axe-core finds, but for GraphiQL's tabs: they have their closing buttons in them."""
        return [found for found in await self.seen.violations() if not found.startswith("nested-interactive")]

    async def example(self, name: str) -> None:
        """Opens one from the list."""
        await self.page.locator(f'[data-example="{name}"]').click()

    async def type(self, text: str) -> None:
        """Puts a text in the place of the query."""
        await self.page.locator(".graphiql-query-editor textarea").focus()
        await self.page.keyboard.press("Control+a")
        await self.page.keyboard.press("Delete")
        await self.page.keyboard.insert_text(text)

    async def run(self) -> None:
        """Runs what is there."""
        await self.page.locator(".graphiql-execute-button").click()

    async def table(self) -> list[list[str]]:
        """The answer as a table, its head first."""
        await self.page.get_by_role("button", name="Table", exact=True).click()
        rows = self.page.locator(".tabled tr")
        await rows.first.wait_for()
        script = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        return await rows.evaluate_all(script)

    async def file(self) -> list[list[str]]:
        """The answer as the file that is saved."""
        async with self.page.expect_download() as coming:
            await self.page.get_by_role("button", name="CSV").click()
        saved = await (await coming.value).path()
        return list(csv.reader(io.StringIO(saved.read_text(encoding="utf-8-sig"), newline="")))


@asynccontextmanager
async def playground(
    service: Service, browser: Browser, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light", fragment: str = ""
) -> AsyncGenerator[Playground]:
    async with window(browser, size, scheme) as seen:
        await seen.page.goto(f"{service.address}/graphql{fragment}")
        there = Playground(seen)
        await there.ready()
        yield there
        assert seen.errors == []
        assert {host.rpartition(":")[0] for host in seen.hosts() if host} == {"127.0.0.1"}


@pytest.mark.parametrize("name", QUERIES)
async def test_an_example_runs(service: Service, name: str) -> None:
    query = QUERIES[name].read_text(encoding="utf-8")
    assert query.startswith("# ")
    asked = {"query": query, "variables": variables(name)}
    estimate = (await service.http.post("/graphql/cost", json=asked)).json()
    assert 0 < estimate["cost"]["objects"] < estimate["cost"]["limit"] / 10, estimate
    if "subscription" not in query:
        answer = (await service.post(asked)).json()
        assert "errors" not in answer, answer
        assert answer["extensions"]["cost"] == estimate["cost"]
        found = next(iter(answer["data"].values()))
        assert len(json.dumps(found)) > 200


@pytest.mark.parametrize(("look", "size", "scheme"), LOOKS)
async def test_it_is_whole(
    service: Service, browser: Browser, look: str, size: tuple[int, int], scheme: Scheme
) -> None:
    async with playground(service, browser, size, scheme) as there:
        await there.run()
        await there.spent.wait_for()
        assert await there.violations() == []
        await there.seen.picture(f"playground-{look}")
        await there.table()
        await there.seen.picture(f"playground-table-{look}")
        assert await there.violations() == []
        assert not await there.page.evaluate("document.documentElement.scrollWidth > innerWidth")


async def test_a_query_can_be_clicked_together(service: Service, browser: Browser) -> None:
    async with playground(service, browser) as there:
        await there.type("query Clicked { graph { papers } }")
        await there.page.get_by_role("button", name="GraphiQL Explorer").click()
        fields = there.page.locator(".graphiql-explorer-root")
        await fields.get_by_text("citations", exact=True).click(timeout=SLOW)
        await expect(there.query).to_contain_text("citations")
        assert await there.violations() == []
        await there.seen.picture("playground-explorer")


async def test_each_example_opens_in_a_tab_of_its_own(service: Service, browser: Browser) -> None:
    async with playground(service, browser) as there:
        for name, file in QUERIES.items():
            await there.example(name)
            title = file.read_text(encoding="utf-8").partition("\n")[0]
            await expect(there.query).to_contain_text(title.replace(" ", "\u00a0"))
        await expect(there.page.locator("li.graphiql-tab")).to_have_count(len(QUERIES) + 1)


async def test_the_cost_is_there_while_one_types_and_after(service: Service, browser: Browser) -> None:
    async with playground(service, browser) as there:
        await there.type("{ papers(first: 7) { nodes { title } } }")
        await expect(there.cost).to_have_text("Cost 7 of 100,000", timeout=SLOW)
        await there.type("{ papers(first: 1000) { nodes { authors(first: 1000) { nodes { name } } } } }")
        await expect(there.cost).to_have_text("Too expensive", timeout=SLOW)
        await there.type("{ papers(first: 3) { nodes { title } } }")
        await there.run()
        await expect(there.spent).to_contain_text("Paid 3 · got 3", timeout=SLOW)


async def test_an_answer_is_a_table_and_a_file(service: Service, browser: Browser) -> None:
    async with playground(service, browser) as there:
        await there.example("03-most-cited")
        await there.run()
        await there.spent.wait_for()
        asked = {"query": QUERIES["03-most-cited"].read_text(encoding="utf-8")}
        papers: list[Any] = (await service.post(asked)).json()["data"]["papers"]["nodes"]

        head, *rows = await there.table()
        assert head == ["id", "title", "year", "citationCount", "authors.name", "authors.citationCount"]
        assert [row[1] for row in rows] == [paper["title"] for paper in papers]
        assert rows[0][4] == "; ".join(author["name"] for author in papers[0]["authors"]["nodes"])
        assert await there.file() == [head, *rows]

        await there.page.get_by_label("Rows").select_option("papers › authors")
        head, *rows = await there.table()
        expected = [[paper["id"], author["name"]] for paper in papers for author in paper["authors"]["nodes"]]
        assert [[row[0], row[4]] for row in rows] == expected
        assert await there.file() == [head, *rows]


async def test_a_link_brings_query_and_variables_and_no_headers(service: Service, browser: Browser) -> None:
    async with playground(service, browser) as there:
        await there.example("02-search")
        await there.page.get_by_role("button", name="Headers").click()
        await there.page.locator(".graphiql-editor-tool .view-lines:visible").click()
        await there.page.keyboard.insert_text('{"x-secret": "do not share"}')
        await there.page.get_by_role("button", name="Share").click()
        await expect(there.page.locator(".said")).to_contain_text("Link")
        fragment = "#" + there.page.url.partition("#")[2]
    assert len(fragment) < 600
    async with playground(service, browser, fragment=fragment) as there:
        await expect(there.query).to_contain_text("query\u00a0Search")
        await expect(there.page.locator(".graphiql-editor-tool .view-lines:visible")).to_contain_text("attention")
        assert "do not share" not in await there.page.content()
        await there.run()
        await expect(there.answer).to_contain_text("Attention\u00a0Is\u00a0All\u00a0You\u00a0Need", timeout=SLOW)


@pytest.mark.parametrize("fragment", ["#q=", "#q=%%%", "#q=AAAA", "#elsewhere"])
async def test_a_broken_link_shows_what_is_always_there(service: Service, browser: Browser, fragment: str) -> None:
    async with playground(service, browser, fragment=fragment) as there:
        await expect(there.query).to_contain_text("One\u00a0paper")


_COMMENT: Final = """async ([query, input]) => {
    const body = JSON.stringify({query, variables: {input}});
    const answer = await fetch("/graphql", {method: "POST", headers: {"content-type": "application/json"}, body});
    return (await answer.json()).data.addComment.userErrors;
}"""


async def test_a_subscription_hears_what_happens_and_stops(service: Service, browser: Browser) -> None:
    async with reader(browser, service, "analyst", "/graphql") as seen:
        there = Playground(seen)
        await there.ready()
        await there.example("11-watch")
        async with seen.page.expect_websocket() as opening:
            await there.run()
        assert (await opening.value).url.startswith("ws://127.0.0.1")
        stop = there.page.get_by_role("button", name="Stop query")
        await stop.wait_for()
        await there.page.wait_for_timeout(1_000)
        said = '=HYPERLINK("https://example.org")'
        comment = "mutation($input: AddCommentInput!) { addComment(input: $input) { userErrors { message } } }"
        asked = {"paper": "arxiv:1706.03762", "kind": "NOTE", "body": said}
        assert await seen.page.evaluate(_COMMENT, [comment, asked]) == []
        await expect(there.answer).to_contain_text("COMMENT", timeout=SLOW)
        await there.table()
        head, row = await there.file()
        assert dict(zip(head, row, strict=True))["comment.body"] == f"'{said}"
        await stop.click()
        await stop.wait_for(state="detached")
        assert seen.errors == []


async def test_only_a_browser_that_comes_to_look_gets_the_page(service: Service) -> None:
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
    ("asked", "status", "said"),
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
async def test_a_query_without_a_cost_says_why(service: Service, asked: object, status: int, said: str) -> None:
    answer = await service.http.post("/graphql/cost", json=asked)
    assert answer.status_code == status
    assert said in answer.json()["errors"][0]["message"]


async def test_no_other_page_pays_for_it(service: Service, browser: Browser) -> None:
    async with window(browser) as seen:
        await seen.page.goto(service.address, wait_until="networkidle")
        assert not [each for each in seen.requests if "monaco" in each or "start-" in each]
