"""A paper's reviews as a DocMap and as a deposit, over HTTP: only live ones, and imported ones in the DocMap alone."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from setting_values import PublicUrl
from tests.endpoints.serving import Service, served, settings
from tests.exports.test_crossref import MEMBER

PUBLIC: Final[PublicUrl] = "https://graph.example.org"
CREATE: Final = cypher("""\
FOREACH (number IN ['1', '2', '3', '4', '5'] | CREATE (:Paper {
  id: 'W' + number, title: 'One', sortTitle: 'one', kind: 'ARTICLE', sortYear: 2022, year: 2022, sortDate: '',
  citations: 0, doi: '10.5555/' + number
}))
WITH true AS created
MATCH (p:Paper {id: 'W1'}), (q:Paper {id: 'W2'}), (r:Paper {id: 'W3'}), (s:Paper {id: 'W5'})
CREATE (u:User {id: 'usr_ada', handle: 'ada', name: 'Ada Lovelace', orcid: '0000-0002-1825-0097', joinedAt: '2026'})
CREATE (j:User {id: 'usr_j', handle: 'j', name: 'Reviewers of J', joinedAt: '2026'})
CREATE (u)-[:WROTE]->(:Review {id: 'rev_live', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z'})
  -[:REVIEWS]->(p)
CREATE (u)-[:WROTE]->(:Review {id: 'rev_gone', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z'})
  -[:WITHDRAWN_FROM]->(p)
CREATE (u)-[:WROTE]->(:Review {id: 'rev_hidden', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z'})
  -[:HIDDEN_FROM]->(p)
CREATE (u)-[:WROTE]->(:Review {id: 'rev_nodoi', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z'})
  -[:REVIEWS]->(s)
SET s.doi = null
CREATE (u)-[:CLAIMS]->(:Author {id: 'A1', name: 'Ada Lovelace', sortName: 'ada'})-[:AUTHORED {position: 0}]->(q)
CREATE (u)-[:WROTE]->(:Review {id: 'rev_own', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z'})
  -[:REVIEWS]->(q)
FOREACH (paper IN [p, r] | CREATE (j)-[:WROTE]->(:Review {
  id: 'rev_of_' + paper.id, createdAt: '2020-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', source: 'J',
  sourceKey: paper.id, sourceUrl: 'https://j.example/' + paper.id
})-[:REVIEWS]->(paper))
RETURN true""")

NOTES: Final = cypher("""\
MATCH (review:Review {id: 'rev_of_W1'})-[:REVIEWS]->(paper)
SET review.round = 2
CREATE (review)-[:SCORES {position: 0}]->(:ReviewScore {
  id: 'scr_1', name: 'rating', value: 8, text: '8: accept', worst: 1, best: 10
})
CREATE (review)-[:SCORES {position: 1}]->(:ReviewScore {id: 'scr_2', name: 'soundness', text: 'good <b>'})
CREATE (review)<-[:RESPONDS_TO]-(:ReviewNote {
  id: 'rnt_1', kind: 'RESPONSE', text: 'We *add* data.', at: '2026-01-02T00:00:00Z', source: 'J', sourceKey: '1',
  reviewer: 'Authors', sourceUrl: 'https://j.example/W1/1'
})
CREATE (paper)<-[:NOTES]-(:ReviewNote {
  id: 'rnt_2', kind: 'DECISION', decision: 'Accept (poster)', text: 'All agree.', at: '2026-01-03T00:00:00Z',
  source: 'J', sourceKey: '2', reviewer: 'Editor', licence: 'CC-BY-4.0', sourceUrl: 'https://j.example/W1/2'
})
CREATE (paper)<-[:NOTES]-(:ReviewNote {
  id: 'rnt_3', kind: 'WITHDRAWAL', at: '2026-01-04T00:00:00Z', source: 'J', sourceKey: '3'
})
RETURN true""")


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await graph.write(CREATE, {})
    await graph.write(NOTES, {})
    folder = tmp_path_factory.mktemp("data")
    async with served(settings(neo4j, folder, public_url=PUBLIC, crossref_member=MEMBER)) as running:
        yield running


@pytest.mark.parametrize("name", ["W1", "10.5555/1"])
async def test_a_docmap_has_all_live_reviews(service: Service, name: str) -> None:
    answer = await service.http.get(f"/papers/{name}/docmap.jsonld")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/ld+json")
    assert (answer.headers["x-total-count"], answer.headers["cache-control"]) == ("2", "no-cache")
    assert answer.headers["content-disposition"] == 'attachment; filename="docmap-W1.jsonld"'
    actions = answer.json()["steps"]["_:b0"]["actions"]
    assert [(each["outputs"][0]["id"], each["outputs"][0]["type"]) for each in actions] == [
        ("https://j.example/W1", "review"), (f"{PUBLIC}/papers/W1#rev_live", "review"),
        ("https://j.example/W1/1", "reply"), ("https://j.example/W1/2", "evaluation-summary"),
    ]  # fmt: skip
    again = await service.http.get(f"/papers/{name}/docmap.jsonld", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


async def test_the_page_shows_decisions_scores_and_responses(service: Service) -> None:
    page = (await service.http.get("/papers/W1")).text
    for text in (
        'Decision: <span dir="auto">Accept (poster)</span></strong>', "<p>All agree.</p>", "Withdrawn by the authors",
        'Round 2 · rating 8 of 10 (<span dir="auto">8: accept</span>)',
        'soundness <span dir="auto">good &lt;b&gt;</span>',
        "1\u00a0response at the source", "<p>We <em>add</em> data.</p>", 'href="https://j.example/W1/1"',
    ):  # fmt: skip
        assert text in page, text
    assert "at the source</summary>" not in (await service.http.get("/papers/W3")).text


async def test_a_deposit_has_the_reviews_that_were_written_here(service: Service) -> None:
    answer = await service.http.get("/papers/W1/reviews.crossref.xml")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    assert answer.text.count("<peer_review ") == 1
    assert "<doi>10.5555/rev_live</doi>" in answer.text
    assert f"<resource>{PUBLIC}/papers/W1#rev_live</resource>" in answer.text


async def test_the_jats_of_a_review_has_its_scores_and_responses(service: Service) -> None:
    text = (await service.http.get("/reviews/rev_of_W1.jats.xml")).text
    assert "<meta-value>8 of 1 to 10 (8: accept)</meta-value>" in text
    assert "<p>We add data.</p>" in text


async def test_a_review_by_an_author_of_the_paper_is_a_comment(service: Service) -> None:
    assert 'type="author-comment"' in (await service.http.get("/papers/W2/reviews.crossref.xml")).text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/papers/W3/reviews.crossref.xml", "Nothing to deposit"),
        ("/papers/W4/reviews.crossref.xml", "Nothing to deposit"),
        ("/papers/W4/docmap.jsonld", "no reviews"),
        ("/papers/W5/reviews.crossref.xml", "Nothing to deposit"),
        ("/papers/W9/docmap.jsonld", "No paper of this graph has the id 'W9'"),
        ("/papers/usr_ada/reviews.crossref.xml", "No paper"),
    ],
)
async def test_papers_without_such_reviews(service: Service, path: str, says: str) -> None:
    answer = await service.http.get(path)
    assert answer.status_code == 404
    assert says in answer.text


async def test_a_service_without_a_prefix_deposits_nothing(
    service: Service, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as other:
        answer = await other.http.get("/papers/W1/reviews.crossref.xml")
        assert answer.status_code == 404
        assert "PEERGRAPH_CROSSREF_MEMBER" in answer.text
