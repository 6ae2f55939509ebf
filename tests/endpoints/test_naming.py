"""The table of forms over HTTP: what names a node leads to it from every route that takes an id and from every box."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from typing import Final
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.node import label_of
from graphdb.store import Store
from pages.links import PATHS, href
from tests.endpoints.serving import Service, served, settings
from tests.identifiers.forms import FORMS
from tests.reading.naming import PAPERS, TABLE, create_graph
from tests.sampler import Sampler

#: A form that ends like a file is the address of that file.
FILES: Final = (".bib", ".ris", ".json")
PAGES: Final = [(form, node) for form, node in TABLE if form != node and not form.endswith(FILES)]
#: For each character that addresses give a meaning to some forms with it, and of every kind of node one.
AWKWARD: Final = list(
    dict.fromkeys(
        pair
        for part in ("?", "#", "%", "<", "\n", "+", "“", " ", ";", "//", "author", "topics", "ror", "issn")
        for pair in [pair for pair in TABLE if part in pair[0]][:2]
    )
)
DEEP: Final = PAPERS["doi:10.1038/nature14539"]
DOI: Final = "https://doi.org/10.1038/nature14539?utm_source=mail#abstract"
BROWSER: Final = {"accept": "text/html"}
#: A loaded machine plans a page for long.
SECONDS: Final = 300
REVIEW: Final = f"rev_{'0' * 26}"
WRITTEN: Final = cypher("""\
MATCH (paper:Paper {id: $paper})
CREATE (user:User {id: 'usr_ada', handle: 'ada', name: 'Ada', joinedAt: '2026-01-01T00:00:00Z'})
CREATE (user)-[:OWNS]->(:Collection {id: 'col_public', title: 'C', visibility: 'PUBLIC',
  createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z'})
CREATE (user)-[:WROTE]->(review:Review {id: $review, createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z'})-[:REVIEWS]->(paper)
RETURN true""")


@pytest_asyncio.fixture(scope="module")
async def naming(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await create_graph(graph)
    await graph.write(WRITTEN, {"paper": DEEP, "review": REVIEW})
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


def _section(node: str) -> str:
    return PATHS[label_of(node) or ""]


async def _get(service: Service, path: str, **query: str) -> httpx.Response:
    return await service.http.get(path, params=query or None, headers=BROWSER, timeout=SECONDS)


async def _lost(
    service: Service, forms: Iterable[tuple[str, str]], path: str, expected: str, **query: str
) -> list[tuple[str, int, str]]:
    """The forms that do not lead to their node. `{form}`, `{section}`, `{page}` and `{node}` are filled in."""

    async def lead(form: str, node: str) -> tuple[str, int, str]:
        values = {"section": _section(node), "page": href(node, label_of(node) or ""), "node": node}
        at = path.format(form=quote(form, safe=""), **values)
        answer = await _get(service, at, **{name: text.format(form=form, **values) for name, text in query.items()})
        text = answer.headers.get("location", "") + answer.text
        escaped = {name: re.escape(value) for name, value in values.items()}
        reached = answer.status_code < 400 and re.search(expected.format(**escaped), text)
        return form, 0 if reached else answer.status_code, text[:200]

    waiting, lost = list(forms), list[tuple[str, int, str]]()
    while waiting:
        some, waiting = waiting[:4], waiting[4:]
        lost += [each for each in await asyncio.gather(*(lead(*pair) for pair in some)) if each[1]]
    return lost


async def test_every_form_leads_to_the_canonical_page(naming: Service, sample: Sampler) -> None:
    assert await _lost(naming, sample(PAGES, 60), "/{section}/{form}", "^{page}$") == []


async def test_a_search_for_any_form_leads_to_the_page(naming: Service, sample: Sampler) -> None:
    assert await _lost(naming, sample(AWKWARD, 10), "/search", "^{page}$", q="{form}") == []


async def test_an_address_that_is_not_encoded_leads_to_the_page(naming: Service) -> None:
    lost: list[tuple[str, str | None]] = []
    for form, node in PAGES:
        if node in PAPERS.values() and form.startswith("http") and "?" in form and "#" not in form:
            location = (await _get(naming, f"/papers/{form}")).headers.get("location")
            lost += [] if location == href(node) else [(form, location)]
    assert lost == []


async def test_a_form_has_its_citation(naming: Service) -> None:
    forms = [(form, node) for form, node in AWKWARD if node in PAPERS.values()]
    assert await _lost(naming, forms, "/papers/{form}.bib", "{node}") == []
    assert await _lost(naming, forms[:3], "/papers/{form}.ris", "{node}") == []
    assert await _lost(naming, forms[:3], "/papers/{form}.json", "{node}") == []


async def test_a_form_has_its_map(naming: Service, sample: Sampler) -> None:
    forms = [(form, node) for form, node in AWKWARD if _section(node) != "venues"]
    assert await _lost(naming, sample(forms, 8), "/{section}/{form}/map.json", "{node}") == []
    for suffix in ("svg", "graphml", "gexf", "csv"):
        assert await _lost(naming, forms[:3], "/{section}/{form}/map." + suffix, "{node}") == []


async def test_a_form_can_be_embedded_and_explored(naming: Service, sample: Sampler) -> None:
    assert await _lost(naming, sample(AWKWARD, 8), "/embed/map/{form}", "{node}") == []
    assert await _lost(naming, sample(AWKWARD[:20], 5), "/embed/map", "{node}", around="{form}") == []
    assert await _lost(naming, sample(AWKWARD, 8), "/explore", "{node}", around="{form}") == []


async def test_an_address_with_any_form_has_a_frame(naming: Service, sample: Sampler) -> None:
    lost: list[tuple[str, int, str]] = []
    for form, node in sample(AWKWARD, 8):
        for address in (f"/{_section(node)}/{quote(form, safe='')}", f"/explore?around={quote(form, safe='')}"):
            answer = await _get(naming, "/oembed", url=naming.address + address)
            if answer.status_code != 200 or f'/embed/map/{quote(node, safe=":")}\\"' not in answer.text:
                lost.append((address, answer.status_code, answer.text))
    assert lost == []


async def test_suggestions_are_what_a_form_names(naming: Service) -> None:
    lost: list[tuple[str, object]] = []
    for form, node in AWKWARD:
        result = await naming.ask(
            "query ($text: String!) { search(text: $text, first: 7) { nodes { id } } }", text=form
        )
        if result["data"]["search"]["nodes"][:1] != [{"id": node}]:
            lost.append((form, result))
    assert lost == []


@pytest.mark.parametrize("base", ["http://localhost:8000", "https://peergraph.example.org", "peergraph.example.org"])
async def test_addresses_of_this_service_lead_to_its_pages(naming: Service, base: str) -> None:
    pages = {
        f"/papers/{DEEP}": f"/papers/{DEEP}",
        f"/papers/{DEEP}?part=talk#discussion": f"/papers/{DEEP}",
        f"/papers/doi:10.1038%2Fnature14539#{REVIEW}": f"/papers/{DEEP}#{REVIEW}",
        f"/embed/map/{DEEP}": f"/papers/{DEEP}",
        f"/explore?around={DEEP}&nodes=20": f"/papers/{DEEP}",
        "/authors/author:percy-liang": "/authors/author:percy-liang",
        "/topics/subfield:1710": "/topics/subfield:1710",
        "/collections/col_public#papers": "/collections/col_public",
        "/users/usr_ada": "/users/usr_ada",
    }
    led = {path: (await _get(naming, "/search", q=base + path)).headers.get("location") for path in pages}
    assert led == pages


async def test_what_people_wrote_is_named_by_its_address_too(naming: Service) -> None:
    on_paper = f"http://localhost:8000/papers/{DEEP}#{REVIEW}"
    assert (await _get(naming, "/search", q=f" {REVIEW} ")).headers["location"] == f"/papers/{DEEP}#{REVIEW}"
    assert (await _get(naming, f"/papers/{quote(on_paper, safe='')}")).headers["location"] == f"/papers/{DEEP}"
    for path, name in (("collections", "col_public"), ("users", "usr_ada")):
        url = quote(f" http://localhost:8000/{path}/{name}", safe="")
        assert (await _get(naming, f"/{path}/{url}")).headers["location"] == f"/{path}/{name}"
    result = await naming.ask(
        "query ($id: ID!) { node(id: $id) { id } papers(filter: {ids: [$id]}) { nodes { id } } }", id=on_paper
    )
    assert result["data"] == {"node": {"id": REVIEW}, "papers": {"nodes": [{"id": DEEP}]}}


async def test_the_box_of_a_collection_takes_every_form(naming: Service) -> None:
    async with httpx.AsyncClient(
        base_url=naming.address, headers={**BROWSER, "origin": naming.address}, timeout=SECONDS
    ) as http:

        async def send(path: str, **form: str) -> str:
            answer = await http.post(path, data=form)
            assert answer.status_code == 303, answer.text
            return answer.headers["location"]

        await send("/sign-up", do="sign-up", handle="forms", password="correct horse battery")
        answer = await http.post("/graphql", json={"query": "{ viewer { id } }"}, headers={"accept": "*/*"})
        viewer = answer.json()["data"]["viewer"]["id"]
        collection = await send(f"/users/{viewer}", do="create", title="Forms", visibility="PRIVATE")
        nodes: dict[str, str] = {}
        for form, node in AWKWARD:
            if node in PAPERS.values() and node not in nodes:
                await send(collection, do="add", paper=form)
                nodes[node] = form
        text = (await http.get(collection)).text
        assert [form for node, form in nodes.items() if f'"{href(node)}"' not in text] == []


async def test_what_is_no_form_leads_nowhere(naming: Service) -> None:
    # A client leaves `.` out of a path.
    for form in [form for form in FORMS[None] if form.strip(" .")]:
        answer = await _get(naming, f"/papers/{quote(form, safe='')}")
        assert (answer.status_code, answer.headers.get("location")) == (404, None), form
        assert "location" not in (await _get(naming, "/search", q=form[:1000])).headers
