"""Requests to be linked to an author: private until moderators grant them."""

from typing import Any, Final

from graphdb.author_claim import update_claims
from graphdb.cypher import cypher
from loaders.viewer import Role, Viewer
from tests.people.client import ANYBODY, Client, viewer

ASK: Final = """mutation ($author: ID! = "A2", $evidence: String! = "My page") {
  claimAuthor(input: {author: $author, evidence: $evidence}) {
    requestId author { viewerClaim } userErrors { field code } } }"""
DECIDE: Final = """mutation ($request: ID!, $grant: Boolean!, $note: String) {
  decideClaim(input: {request: $request, grant: $grant, note: $note}) { requestId userErrors { field code } } }"""
REQUESTS: Final = """query ($states: [ClaimState!]) { claimRequests(filter: {states: $states}) { totalCount nodes {
  requestId user { handle } author { id } evidence state note } } }"""
STATE: Final = '{ author(by: {id: "A2"}) { viewerClaim } user(id: "usr_ben") { author { id } } }'
REVIEW: Final = """mutation { submitReview(input: {paper: "W3", points: [{kind: STRENGTH, text: "Clear"}]}) {
  review { id } userErrors { code } } }"""
AUTHOR: Final = cypher("""\
UNWIND range(2, 13) AS number
CREATE (author:Author {id: 'A' + number, name: 'Ben Author', sortName: 'ben author', papers: 1, citations: 0})
WITH author WHERE author.id = 'A2'
CREATE (author)-[:AUTHORED {position: 1}]->(:Paper {id: 'W3', title: 'Paper', sortTitle: 'paper', kind: 'ARTICLE',
  year: 2020, sortYear: 2020, sortDate: '', citations: 0, openalex: 'W3'})
RETURN true""")
BEN: Final = viewer("ben")
CLEO: Final = viewer("cleo")
MOD: Final = viewer("mod", Role.MODERATOR)


async def run(people: Client, person: Viewer, query: str, **variables: Any) -> tuple[Any, list[str]]:
    """The payload of a mutation, and the codes of its user errors."""
    ((_, payload),) = (await people.ask(person, query, **variables)).items()
    return payload, [each["code"] for each in payload["userErrors"]]


async def state(people: Client, person: Viewer | None) -> tuple[str | None, bool]:
    """The viewer's state, and whether Ben is linked for this viewer."""
    data = await people.ask(person, STATE)
    return data["author"]["viewerClaim"], data["user"]["author"] is not None


async def test_a_granted_request_links_the_user(people: Client) -> None:
    await people.store.write(AUTHOR, {})
    asked, codes = await run(people, BEN, ASK)
    assert (codes, asked["author"]["viewerClaim"]) == ([], "OPEN")
    again, _ = await run(people, BEN, ASK, evidence="Another")
    assert again["requestId"] == asked["requestId"]
    assert [await state(people, each) for each in (BEN, CLEO, MOD, ANYBODY)] == [
        ("OPEN", False), (None, False), (None, False), (None, False),
    ]  # fmt: skip
    assert (await people.ask(CLEO, REQUESTS))["claimRequests"] is None
    (listed,) = (await people.ask(MOD, REQUESTS, states=["OPEN"]))["claimRequests"]["nodes"]
    assert (listed["user"]["handle"], listed["author"]["id"], listed["evidence"]) == ("ben", "A2", "My page")
    assert await people.code(CLEO, DECIDE, request=asked["requestId"], grant=True) == "FORBIDDEN"
    assert (await run(people, MOD, DECIDE, request=asked["requestId"], grant=True))[1] == []
    assert (await run(people, MOD, DECIDE, request=asked["requestId"], grant=False))[1] == ["NOT_FOUND"]
    assert [await state(people, each) for each in (BEN, CLEO)] == [("GRANTED", True), (None, True)]
    assert (await run(people, BEN, REVIEW))[1] == ["OWN_PAPER"]
    assert (await run(people, BEN, ASK))[1] == ["ALREADY_THERE"]
    await update_claims(people.store)
    assert await state(people, BEN) == ("GRANTED", True)
    rival, _ = await run(people, CLEO, ASK)
    assert (await run(people, MOD, DECIDE, request=rival["requestId"], grant=True))[1] == ["TAKEN"]


async def test_a_refused_request_links_nobody_and_can_be_repeated(people: Client) -> None:
    await people.store.write(AUTHOR, {})
    asked, _ = await run(people, BEN, ASK)
    await run(people, MOD, DECIDE, request=asked["requestId"], grant=False, note="No such page")
    assert await state(people, BEN) == ("REFUSED", False)
    (listed,) = (await people.ask(MOD, REQUESTS, states=["REFUSED"]))["claimRequests"]["nodes"]
    assert listed["note"] == "No such page"
    again, codes = await run(people, BEN, ASK)
    assert (codes, again["author"]["viewerClaim"]) == ([], "OPEN")
    assert again["requestId"] != asked["requestId"]


async def test_requests_are_limited_and_need_evidence(people: Client) -> None:
    await people.store.write(AUTHOR, {})
    assert (await run(people, BEN, ASK, evidence=" "))[1] == ["REQUIRED"]
    assert (await run(people, BEN, ASK, author="A99"))[1] == ["NOT_FOUND"]
    codes = [(await run(people, BEN, ASK, author=f"A{number}"))[1] for number in range(2, 13)]
    assert codes == [*[[]] * 10, ["TOO_MANY"]]
    own, _ = await run(people, MOD, ASK)
    assert (await run(people, MOD, DECIDE, request=own["requestId"], grant=True))[1] == ["OWN"]
