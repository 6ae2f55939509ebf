"""Whatever names a node names it in every argument: the table of forms, end to end."""

from typing import Any, Final

import pytest_asyncio

from graphdb.store import Store
from tests.identifiers.forms import FORMS
from tests.reading.client import Client
from tests.reading.naming import PAPERS, TABLE, create_graph

DEEP: Final = PAPERS["doi:10.1038/nature14539"]
OF_PAPERS: Final = [(form, paper_id) for form, paper_id in TABLE if paper_id in PAPERS.values()]
BY_URL: Final = "query ($form: String!) { paper(by: {url: $form}) { id } }"
FILTERED: Final = "query ($form: ID!) { papers(filter: {ids: [$form]}, first: 3) { nodes { id } } }"
MANY: Final = "query ($forms: [ID!]!) { nodes(ids: $forms) { id } }"
MAP: Final = "query ($forms: [ID!]!) { researchMap(around: $forms, options: {layout: false}) { centre { nodeId } } }"


@pytest_asyncio.fixture(scope="module")
async def client(graph: Store) -> Client:
    await create_graph(graph)
    return Client(graph)


async def test_every_form_finds_its_paper_as_an_address(client: Client) -> None:
    lost = [
        (form, paper_id)
        for form, paper_id in OF_PAPERS
        if (await client.ask(BY_URL, {"form": form}))["paper"] != {"id": paper_id}
    ]
    assert lost == []


async def test_every_form_finds_its_paper_in_a_filter(client: Client) -> None:
    lost: list[Any] = []
    for form, paper_id in OF_PAPERS:
        answer = await client.ask(FILTERED, {"form": form})
        assert len(client.statements) == 2  # The list, and whether there is such a node.
        if answer["papers"]["nodes"] != [{"id": paper_id}]:
            lost.append((form, answer))
    assert lost == []


async def test_every_form_finds_its_node(client: Client) -> None:
    forms = [form for form, _ in TABLE]
    answer = await client.ask(MANY, {"forms": forms})
    assert [node and node["id"] for node in answer["nodes"]] == [paper_id for _, paper_id in TABLE]


async def test_a_map_stands_around_what_forms_name(client: Client) -> None:
    firsts = {paper_id: form for form, paper_id in TABLE if paper_id != DEEP}
    chosen = list(firsts.values())[:9]
    answer = await client.ask(MAP, {"forms": chosen})
    assert {node["nodeId"] for node in answer["researchMap"]["centre"]} == set(list(firsts)[:9])


async def test_what_is_no_form_finds_nothing(client: Client) -> None:
    forms = list(FORMS[None])
    assert (await client.ask(MANY, {"forms": forms}))["nodes"] == [None] * len(forms)
    for form in forms:
        assert (await client.refusal(FILTERED, {"form": form})).message.startswith("`filter.ids` has")
