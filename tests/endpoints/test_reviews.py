"""Reviews as files over HTTP: only live ones, with tags that caches keep, and 404 for what is not there."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings

CREATE_REVIEWS: Final = cypher("""\
CREATE (p:Paper {id: 'W1', title: 'On <graphs>', sortTitle: 'on', kind: 'ARTICLE', sortYear: 2022, year: 2022,
                 sortDate: '', citations: 0, doi: '10.5555/one'})
CREATE (u:User {id: 'usr_ada', handle: 'ada', name: 'Ada Lovelace', orcid: '0000-0002-1825-0097', joinedAt: '2026'})
CREATE (:User {id: 'usr_new', handle: 'new', name: 'New', joinedAt: '2026'})
FOREACH (each IN [['rev_1', '2025-01-01T00:00:00Z'], ['rev_2', '2026-01-01T00:00:00Z']] |
  CREATE (u)-[:WROTE]->(r:Review {id: each[0], createdAt: each[1], updatedAt: each[1], summary: 'Fine.'})
  CREATE (r)-[:REVIEWS]->(p)
  CREATE (r)-[:MAKES {position: 1}]->(:ReviewPoint {id: each[0] + 'b', kind: 'CONCERN', text: 'Second.'})
  CREATE (r)-[:MAKES {position: 0}]->(:ReviewPoint {id: each[0] + 'a', kind: 'STRENGTH', text: 'First.'})
)
CREATE (u)-[:WROTE]->(:Review {id: 'rev_gone', createdAt: '2026', updatedAt: '2026'})-[:WITHDRAWN_FROM]->(p)
CREATE (u)-[:WROTE]->(:Review {id: 'rev_hid', createdAt: '2026', summary: 'Rude'})-[:HIDDEN_FROM]->(p)
RETURN true""")


@pytest_asyncio.fixture(scope="module")
async def reviews(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await graph.write(CREATE_REVIEWS, {})
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


async def test_a_person_s_reviews_as_json(reviews: Service) -> None:
    answer = await reviews.http.get("/users/usr_ada/reviews.json")
    assert (answer.status_code, answer.headers["x-total-count"], answer.headers["x-export-limit"]) == (200, "2", "1000")
    data = answer.json()
    assert data["orcid"] == "0000-0002-1825-0097"
    assert [each["id"] for each in data["reviews"]] == ["rev_2", "rev_1"]
    assert [point["text"] for point in data["reviews"][0]["points"]] == ["First.", "Second."]
    assert data["reviews"][0]["url"] == f"{reviews.address}/reviews/rev_2.jats.xml"
    assert "Rude" not in answer.text
    again = await reviews.http.get("/users/usr_ada/reviews.json", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    assert again.headers["cache-control"] == answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("suffix", "media", "holds"),
    [
        ("md", "text/markdown; charset=utf-8", "- Review of [On \\<graphs\\>](<https://doi.org/10.5555/one>)."),
        ("txt", "text/plain; charset=utf-8", "1 January 2026. Review of “On <graphs>”. 2022."),
        ("bib", "application/x-bibtex; charset=utf-8", "author = {Lovelace, Ada}"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "AU  - Lovelace, Ada"),
    ],
)
async def test_and_as_lists(reviews: Service, suffix: str, media: str, holds: str) -> None:
    answer = await reviews.http.get(f"/users/usr_ada/reviews.{suffix}")
    assert answer.headers["content-type"] == media
    assert answer.headers["content-disposition"] == f'attachment; filename="reviews-usr_ada.{suffix}"'
    assert answer.text.count(holds) >= 1
    assert (await reviews.http.get(f"/users/usr_new/reviews.{suffix}")).status_code == 200


async def test_a_review_as_jats(reviews: Service) -> None:
    answer = await reviews.http.get("/reviews/rev_1.jats.xml")
    assert answer.headers["content-type"] == "application/xml"
    assert answer.headers["content-disposition"] == 'attachment; filename="rev_1.jats.xml"'
    assert "Review of “On &lt;graphs&gt;”" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/reviews/rev_none.jats.xml", "/reviews/rev_gone.jats.xml", "/reviews/rev_hid.jats.xml", "/reviews/W1.jats.xml",
        "/users/usr_none/reviews.json", "/users/W1/reviews.md",
    ],
)  # fmt: skip
async def test_what_is_not_there_or_no_longer_shown(reviews: Service, path: str) -> None:
    answer = await reviews.http.get(path)
    assert answer.status_code == 404
    assert answer.text.endswith(".\n")
