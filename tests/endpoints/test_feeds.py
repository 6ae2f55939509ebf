"""Feeds in Atom: valid by RFC 4287, public, cacheable, and safe for texts of any direction and with any markup."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from xml.etree.ElementTree import Element, fromstring

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from setting_values import PublicUrl
from tests.endpoints.serving import Service, served, settings

PUBLIC: Final[PublicUrl] = "https://graph.example.org"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
HEBREW: Final = "\u05e9\u05dc\u05d5\u05dd <b>&amp; \x07\ufffe"
#: Papers of the past, one of the future and one without a day; texts that are live, withdrawn, hidden and deleted.
CREATE: Final = cypher("""\
CREATE (author:Author {id: 'A1', name: $hebrew, sortName: 'a', papers: 4, citations: 0, orcid: '0000-0002-1825-0097'})
CREATE (topic:Topic {id: 'T1', name: 'Topic', sortName: 't', level: 'TOPIC', papers: 4})
CREATE (venue:Venue {id: 'S1', name: 'Venue', sortName: 'v', papers: 4})
CREATE (:Venue {id: 'S2', name: 'Empty', sortName: 'e'})
FOREACH (row IN [['W1', '2020-01-01'], ['W2', '2021-01-01'], ['W3', '2999-01-01'], ['W4', '']] |
  CREATE (author)-[:AUTHORED {position: 1}]->(paper:Paper {id: row[0], title: row[0] + ' ' + $hebrew, sortTitle: 'x',
    kind: 'ARTICLE', sortYear: 2020, sortDate: row[1], publishedOn: CASE row[1] WHEN '' THEN null ELSE row[1] END,
    citations: 0, abstract: 'About $\\\\alpha$', language: 'he'})
  CREATE (paper)-[:ABOUT]->(topic), (paper)-[:PUBLISHED_IN]->(venue)
)
WITH true AS created
MATCH (first:Paper {id: 'W1'}), (second:Paper {id: 'W2'})
CREATE (user:User {id: 'usr_ben', handle: 'ben', handleKey: 'ben', name: $hebrew, joinedAt: '2026'})
CREATE (user)-[:WROTE]->(:Review {id: 'rev_live', summary: '**Sound** <script>x</script>',
  createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-03T00:00:00.000Z'})-[:REVIEWS]->(first)
CREATE (user)-[:WROTE]->(:Review {id: 'rev_gone', summary: 'Gone', createdAt: '2026-01-02T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z', withdrawnAt: '2026'})-[:WITHDRAWN_FROM]->(first)
CREATE (user)-[:WROTE]->(:Review {id: 'rev_hidden', summary: 'Gone', createdAt: '2026-01-02T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z'})-[:HIDDEN_FROM]->(first)
CREATE (user)-[:WROTE]->(comment:Comment {id: 'com_deleted', kind: 'NOTE', createdAt: '2026-01-02T00:00:00.000Z',
  deletedAt: '2026'})-[:DISCUSSED]->(first), (comment)-[:ON]->(first)
CREATE (user)-[:WROTE]->(reply:Comment {id: 'com_reply', kind: 'QUESTION', body: 'Why?',
  createdAt: '2026-01-05T00:00:00.000Z'})-[:DISCUSSES]->(first), (reply)-[:ON]->(comment)
FOREACH (row IN [['col_public', 'PUBLIC'], ['col_unlisted', 'UNLISTED'], ['col_private', 'PRIVATE']] |
  CREATE (user)-[:OWNS]->(c:Collection {id: row[0], title: $hebrew, visibility: row[1],
    createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z'})
  CREATE (c)-[:HOLDS {at: '2026-02-02T00:00:00.000Z', position: 1}]->(first)
  CREATE (c)-[:HOLDS {at: '2026-02-01T00:00:00.000Z', position: 2}]->(second)
)
CREATE (user)-[:OWNS]->(:Collection {id: 'col_hidden', title: 'Hidden', visibility: 'PUBLIC', hidden: true,
  createdAt: '2026', updatedAt: '2026'})
RETURN true""")
WITHDRAW: Final = cypher("MATCH (:Review {id: 'rev_live'})-[live:REVIEWS]->() DELETE live RETURN true")

RESTORE: Final = cypher("""\
MATCH (review:Review {id: 'rev_live'}), (paper:Paper {id: 'W1'})
CREATE (review)-[:REVIEWS]->(paper)
RETURN true""")


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await graph.write(CREATE, {"hebrew": HEBREW})
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), public_url=PUBLIC)) as running:
        yield running


async def feed(service: Service, path: str, **headers: str) -> Element:
    answer = await service.http.get(path, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    root = fromstring(answer.content)  # noqa: S314 - of this service
    check(root)
    return root


def check(root: Element) -> None:
    """The requirements of RFC 4287, sections 4.1.1 and 4.1.2."""
    assert root.tag == f"{ATOM}feed"
    ids = [root.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry"))]
    assert len({*ids}) == len(ids)
    assert all(str(each).startswith(f"{PUBLIC}/") for each in ids)
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert element.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(str(element.findtext(f"{ATOM}updated"))).tzinfo
        assert [link.get("href") for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert all(author.findtext(f"{ATOM}name") for author in element.findall(f"{ATOM}author"))
    assert root.find(f"{ATOM}author") is not None
    (itself,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert itself.get("href") == root.findtext(f"{ATOM}id")


def entries(root: Element) -> list[str]:
    """The paths of the entries."""
    return [str(entry.findtext(f"{ATOM}id")).removeprefix(f"{PUBLIC}/") for entry in root.iter(f"{ATOM}entry")]


@pytest.mark.parametrize("path", ["/authors/A1", "/topics/T1", "/venues/S1"])
async def test_new_papers_are_listed_by_their_day_without_those_of_the_future(service: Service, path: str) -> None:
    root = await feed(service, f"{path}/feed.atom")
    assert entries(root) == ["papers/W2", "papers/W1"]
    (entry, _) = root.iter(f"{ATOM}entry")
    assert (entry.findtext(f"{ATOM}summary"), entry.findtext(f"{ATOM}updated")) == ("About α", "2021-01-01T00:00:00Z")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "he"


async def test_reviews_and_comments_are_those_that_are_public(service: Service) -> None:
    root = await feed(service, "/papers/W1/feed.atom")
    assert entries(root) == ["papers/W1#com_reply", "papers/W1#rev_live"]
    reply, review = root.iter(f"{ATOM}entry")
    shown = "\u05e9\u05dc\u05d5\u05dd <b>&amp; "
    assert review.findtext(f"{ATOM}title") == f"Review by \u2068{shown}\u2069"
    assert reply.findtext(f"{ATOM}title") == f"Question by \u2068{shown}\u2069"
    html = str(review.findtext(f"{ATOM}content"))
    assert html.startswith('<div dir="auto">')
    assert "<strong>Sound</strong>" in html
    assert "<script" not in html
    assert root.findtext(f"{ATOM}updated") == "2026-01-05T00:00:00.000Z"


async def test_additions_are_listed_by_their_time(service: Service) -> None:
    root = await feed(service, "/collections/col_public/feed.atom")
    assert entries(root) == ["papers/W1", "papers/W2"]
    assert root.findtext(f"{ATOM}updated") == "2026-02-02T00:00:00.000Z"


async def test_a_feed_without_entries_is_valid(service: Service) -> None:
    assert entries(await feed(service, "/venues/S2/feed.atom")) == []
    assert entries(await feed(service, "/papers/W2/feed.atom")) == []


@pytest.mark.parametrize(
    "path",
    ["/collections/col_private", "/collections/col_unlisted", "/collections/col_hidden", "/papers/W404", "/authors/A4",
     "/institutions/I1", "/users/usr_ben", "/topics/none"],
)  # fmt: skip
async def test_nothing_else_has_a_feed(service: Service, path: str) -> None:
    assert (await service.http.get(f"{path}/feed.atom")).status_code == 404


async def test_other_ids_redirect_and_pages_link_their_feed(service: Service) -> None:
    answer = await service.http.get("/authors/0000-0002-1825-0097/feed.atom")
    assert (answer.status_code, answer.headers["location"]) == (301, "/authors/A1/feed.atom")
    for path in ("/authors/A1", "/topics/T1", "/venues/S1", "/papers/W1", "/collections/col_public"):
        page = (await service.http.get(path, headers={"accept": "text/html"})).text
        assert f'type="application/atom+xml" href="{path}/feed.atom"' in page, path
    assert "atom+xml" not in (await service.http.get("/collections/col_unlisted", headers={"accept": "text/html"})).text


async def test_a_reader_with_the_current_version_gets_304(service: Service, graph: Store) -> None:
    answer = await service.http.get("/papers/W1/feed.atom")
    assert parsedate_to_datetime(answer.headers["last-modified"]).isoformat() == "2026-01-05T00:00:00+00:00"
    assert "public" in answer.headers["cache-control"]
    current: Mapping[str, Any] = {"if-none-match": answer.headers["etag"]}
    again = await service.http.get("/papers/W1/feed.atom", headers=current)
    assert (again.status_code, again.text) == (304, "")
    await graph.write(WITHDRAW, {})
    try:
        assert (await service.http.get("/papers/W1/feed.atom", headers=current)).status_code == 200
    finally:
        await graph.write(RESTORE, {})
