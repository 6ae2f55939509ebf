"""Code, data and other things that people link to papers."""

import asyncio
from typing import Any, Final

import pytest

from graphdb.cypher import cypher
from loaders.viewer import Role, Viewer
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_comments import KINDS

FIELDS: Final = """resource { id kind url title addedBy { handle } addedAt }
  paper { id hasCode hasDataset resources { totalCount nodes { id } } } userErrors { field code }"""
LINK: Final = f"mutation ($input: LinkResourceInput!) {{ linkResource(input: $input) {{ {FIELDS} }} }}"
UNLINK: Final = f"mutation ($id: ID!) {{ unlinkResource(input: {{resource: $id}}) {{ {FIELDS} }} }}"
RECORDED: Final = cypher("""\
MATCH (p:Paper {id: 'W2'})
CREATE (p)-[:HAS]->(:Resource {id: 'res_recorded', kind: 'DATASET', url: 'https://example.org/data', addedAt: ''})
RETURN true""")
BEN: Final = viewer("ben")
MOD: Final = viewer("mod", Role.MODERATOR)


async def link_resource(people: Client, person: Viewer, url: str, **fields: Any) -> Any:
    variables = {"paper": "W1", "kind": "CODE", "url": url, **fields}
    return (await people.ask(person, LINK, input=variables))["linkResource"]


async def test_a_resource_is_linked_and_unlinked(people: Client) -> None:
    answer = await link_resource(people, BEN, "https://example.org/code#readme", title=" The code ")
    resource = answer["resource"]
    resource_id = resource.pop("id")
    assert resource_id.startswith("res_")
    assert resource.pop("addedAt")
    assert resource == {
        "kind": "CODE", "url": "https://example.org/code#readme", "title": "The code", "addedBy": {"handle": "ben"},
    }  # fmt: skip
    assert answer["paper"]["hasCode"] is True
    assert await people.code(ANYBODY, UNLINK, id=resource_id) == "UNAUTHENTICATED"
    assert await people.code(viewer("cleo"), UNLINK, id=resource_id) == "FORBIDDEN"
    gone = (await people.ask(BEN, UNLINK, id=resource_id))["unlinkResource"]
    assert (gone["resource"], gone["paper"]["hasCode"], gone["userErrors"]) == (None, False, [])
    assert await people.store.read(KINDS, {"paper": "W1", "subject": resource_id}) == ["RESOURCE", "RESOURCE"]
    again = (await people.ask(BEN, UNLINK, id=resource_id))["unlinkResource"]
    assert again["userErrors"] == [{"field": ["resource"], "code": "NOT_FOUND"}]


async def test_an_address_is_linked_once_however_it_is_written_and_by_however_many(people: Client) -> None:
    spellings = [
        "https://example.org/x",
        "https://EXAMPLE.org:443/x",
        "https://example.org/x#a",
        "https://example.org/x",
    ]
    answers = await asyncio.gather(
        *(link_resource(people, viewer(name), url) for name in ("ben", "cleo", "dora") for url in spellings)
    )
    errors = [each["userErrors"] for each in answers]
    assert errors.count([]) == 1
    assert errors.count([{"field": ["url"], "code": "ALREADY_THERE"}]) == len(answers) - 1


async def test_only_moderators_unlink_resources_of_the_record(people: Client) -> None:
    await people.store.write(RECORDED, {})
    there = await link_resource(people, BEN, "https://example.org/data", paper="W2")
    assert [each["code"] for each in there["userErrors"]] == ["ALREADY_THERE"]
    assert await people.code(BEN, UNLINK, id="res_recorded") == "FORBIDDEN"
    gone = (await people.ask(MOD, UNLINK, id="res_recorded"))["unlinkResource"]
    assert (gone["resource"], gone["paper"]["hasDataset"]) == (None, False)
    log = await people.ask(MOD, "{ moderationLog { nodes { subjectId action } } }")
    assert log["moderationLog"]["nodes"] == [{"subjectId": "res_recorded", "action": "HIDE"}]
    assert (await people.ask(ANYBODY, '{ node(id: "res_recorded") { id } }'))["node"] is None


@pytest.mark.parametrize(("fields", "expected"), [
    ({"url": "javascript:alert(1)"}, ("url", "NOT_AN_ADDRESS")),
    ({"url": ""}, ("url", "REQUIRED")),
    ({"url": "https://example.org", "title": "x" * 301}, ("title", "TOO_LONG")),
    ({"url": "https://example.org", "paper": "W404"}, ("paper", "NOT_FOUND")),
])  # fmt: skip
async def test_invalid_input_is_reported_with_its_field(
    people: Client, fields: dict[str, str], expected: tuple[str, str]
) -> None:
    (problem,) = (await link_resource(people, BEN, **fields))["userErrors"]
    assert (problem["field"], problem["code"]) == ([expected[0]], expected[1])
