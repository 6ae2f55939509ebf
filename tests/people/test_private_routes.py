"""No route of the service shows anybody what is private, withdrawn or deleted, or hidden by a moderator.

`test_private.py` does the same for the fields of the schema; here every route that answers a GET, and every tool for
assistants, is requested with the ids of all of it.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import pytest
import pytest_asyncio
from mcp import Client as Assistant
from starlette.routing import Route

from assistants.tools import TOOLS
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.client import Client, viewer
from tests.people.conftest import create_people
from tests.people.test_collections import UPDATE, create_collection
from tests.people.test_comments import DELETE, add_comment
from tests.people.test_follows import FOLLOW
from tests.people.test_moderation import CLEO, MOD, MODERATE, REPORT
from tests.people.test_reviews import SUBMIT, WITHDRAW, mutate
from tests.sampler import Sampler

BEN: Final = viewer("ben")
#: A text of each thing that nobody else may read, or that only moderators may.
SECRETS: Final[Mapping[str, str]] = {
    "collection": "Zyzzyva of mine", "described": "Quokkas described", "withdrawn": "Axolotls withdrawn",
    "hidden": "Numbats hidden", "deleted": "Dugongs deleted", "reported": "Wombats reported",
    "email": "ben@example.org", "unlisted": "Kakapos unlisted",
}  # fmt: skip
EMAIL: Final = cypher("MATCH (u:User {id: 'usr_ben'}) SET u.email = $email, u.confirmedEmail = $email RETURN u.id")
#: Parameters that lead a route to a node or search for a text.
PARAMETERS: Final[Mapping[str, str]] = {
    "/search": "q", "/suggest": "q", "/explore": "around", "/embed/map": "around", "/oembed": "url",
}  # fmt: skip
#: Files of the browser, and pages of the operator.
WITHOUT_IDS: Final = frozenset({"/assets/{name:path}", "/sign-in/{name}", "/sign-in/{name}/callback"})


@dataclass(frozen=True)
class Secret:
    """The service, and the ids of what is hidden in it, by kind."""

    service: Service
    ids: Mapping[str, str]


@pytest_asyncio.fixture(scope="module")
async def secret(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Secret]:
    people = await create_people(graph)
    await graph.write(EMAIL, {"email": SECRETS["email"]})
    private = await create_collection(people, BEN, "PRIVATE", "W1", "W2")
    texts = {"title": SECRETS["collection"], "description": SECRETS["described"]}
    await people.ask(BEN, UPDATE, input={"collection": private, **texts})
    unlisted = await create_collection(people, BEN, "UNLISTED", "W1")
    await people.ask(BEN, UPDATE, input={"collection": unlisted, "title": SECRETS["unlisted"]})
    points = [{"kind": "STRENGTH", "text": SECRETS["withdrawn"]}]
    answer = await mutate(people, BEN, SUBMIT, paper="W1", summary=SECRETS["withdrawn"], points=points)
    review = answer["review"]["id"]
    await mutate(people, BEN, WITHDRAW, review=review)
    hidden = (await add_comment(people, BEN, paper="W1", body=SECRETS["hidden"]))["id"]
    await people.ask(CLEO, REPORT, subject=hidden, note=SECRETS["reported"])
    await people.ask(MOD, MODERATE, subject=hidden, action="HIDE", note=SECRETS["reported"])
    deleted = (await add_comment(people, BEN, paper="W1", body=SECRETS["deleted"]))["id"]
    await people.ask(BEN, DELETE, id=deleted)
    ids = {"private": private, "unlisted": unlisted, "review": review, "hidden": hidden, "deleted": deleted}
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as service:
        yield Secret(service, {**ids, "paper": "W1", "user": "usr_ben", "author": "A1"})


def paths(service: Service) -> list[str]:
    """The path of every route that answers a GET."""
    routes = [route for route in service.app.routes if isinstance(route, Route)]
    return sorted({route.path for route in routes if route.methods is None or "GET" in route.methods} - WITHOUT_IDS)


def addresses(secret: Secret, path: str) -> list[str]:
    """The path with each id in its place, and else in each parameter."""
    values = [*secret.ids.values(), *(f"{secret.service.address}/collections/{secret.ids['private']}",)]
    if "{" in path:
        return [path.replace("{id:named}", quote(value, safe="")) for value in values]
    name = PARAMETERS.get(path)
    texts = [*values, *SECRETS.values()] if name == "q" else values
    return [path, *(f"{path}?{name}={quote(value, safe='')}" for value in texts if name)]


def leaks(text: str, *, echoed: str = "") -> list[str]:
    """The kinds of secrets in a text, but for words that were in the request itself."""
    return [kind for kind, words in SECRETS.items() if words in text and quote(words, safe="") not in echoed]


async def test_no_route_shows_a_secret(secret: Secret, sample: Sampler) -> None:
    shown: dict[str, list[str]] = {}
    by_path = {path: addresses(secret, path) for path in paths(secret.service)}
    assert sum(map(len, by_path.values())) > 200
    linked = f"/collections/{secret.ids['unlisted']}"
    answer = await secret.service.http.get(linked)
    assert leaks(answer.text) == ["unlisted"], "A collection by its link is a secret that can be recognised."
    for address in (address for listed in by_path.values() for address in sample(listed, 3)):
        # The collection's own page is what a link to an unlisted one opens.
        allowed = {"unlisted"} if secret.ids["unlisted"] in address else set[str]()
        answer = await secret.service.http.get(address)
        assert answer.status_code < 500, (address, answer.text[:300])
        if leaked := set(leaks(answer.text, echoed=address)) - allowed:
            shown[address] = sorted(leaked)
    assert shown == {}


async def test_a_private_collection_answers_as_a_missing_one(secret: Secret) -> None:
    private, missing = secret.ids["private"], "col_0000000000000000000000000a"
    for path in paths(secret.service):
        if "{id:named}" not in path:
            continue
        answers = [await secret.service.http.get(path.replace("{id:named}", each)) for each in (private, missing)]
        statuses = [answer.status_code for answer in answers]
        texts = [answer.text.replace(each, "the id") for answer, each in zip(answers, (private, missing), strict=True)]
        assert statuses[0] == statuses[1], path
        assert texts[0] == texts[1], path


async def test_no_route_depends_on_what_others_follow(secret: Secret, graph: Store) -> None:
    """Each page, file and feed of a followed thing is the same before and after."""
    pages = [
        path.replace("{id:named}", secret.ids[kind])
        for path in paths(secret.service) if "{id:named}" in path and "/map." not in path
        for kind in ("paper", "author", "user") if path.startswith(f"/{kind}s/")
    ]  # fmt: skip
    assert len(pages) > 10
    before = {page: (await secret.service.http.get(page)).text for page in pages}
    for subject in ("paper", "author"):
        answer = await Client(graph).ask(BEN, FOLLOW, subject=secret.ids[subject])
        assert answer["follow"]["userErrors"] == []
    for page, text in before.items():
        assert (await secret.service.http.get(page)).text == text, page


#: The argument of each tool that is an id or a text.
ARGUMENTS: Final[Mapping[str, str]] = {
    "search": "text", "paper": "paper", "neighbours": "paper", "paths": "start", "map": "around", "cite": "paper",
    "groups": "author",
}  # fmt: skip
#: Further arguments.
_MORE: Final[Mapping[str, Mapping[str, str]]] = {"paths": {"end": "W1"}, "groups": {"by": "YEAR"}}


async def test_no_tool_for_assistants_shows_a_secret(secret: Secret) -> None:
    assert ARGUMENTS.keys() == TOOLS.keys()
    async with Assistant(f"{secret.service.address}/mcp") as assistant:
        for name, argument in ARGUMENTS.items():
            for value in (*secret.ids.values(), *(SECRETS.values() if name == "search" else ())):
                result = await assistant.call_tool(name, {argument: value, **_MORE.get(name, {})})
                assert leaks(str(result), echoed=quote(value, safe="")) == [], (name, value)
