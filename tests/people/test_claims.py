"""Claims of authors: ingest maintains them, in whichever order person and author arrive."""

from pathlib import Path
from typing import Any, Final

from graphdb import author_claim
from graphdb.cypher import cypher
from graphdb.store import Store
from tests.ingest.records import authorship, ingest_records, work

ORCID: Final = "0000-0002-1825-0097"
OTHER: Final = "0000-0001-5109-3700"
PERSON: Final = cypher("""\
CREATE (:User {id: 'usr_ada', handle: 'ada', handleKey: 'ada', name: 'Ada', joinedAt: '', orcid: $orcid})
RETURN true""")
CLAIMS: Final = cypher("MATCH (:User {id: 'usr_ada'})-[c:CLAIMS]->(a) RETURN collect([a.id, c.at IS NOT NULL])")
CHANGED: Final = cypher("MATCH (u:User {id: 'usr_ada'}) SET u.orcid = $orcid RETURN true")


def by(number: int, author: int, orcid: str) -> dict[str, Any]:
    """A work of one author."""
    return work(number, authorships=[authorship(author, orcid=f"https://orcid.org/{orcid}")])


async def test_an_ingested_author_is_claimed(empty_store: Store, tmp_path: Path) -> None:
    await empty_store.write(PERSON, {"orcid": ORCID})
    await ingest_records(empty_store, tmp_path, by(1, 1, ORCID), by(2, 2, OTHER))
    assert await empty_store.read(CLAIMS, {}) == [["A1", True]]


async def test_a_second_record_of_the_author_is_claimed_too_and_nothing_twice(
    empty_store: Store, tmp_path: Path
) -> None:
    await empty_store.write(PERSON, {"orcid": ORCID})
    for _ in range(2):
        await ingest_records(empty_store, tmp_path, by(1, 1, ORCID), by(2, 7, ORCID))
    assert sorted(await empty_store.read(CLAIMS, {})) == [["A1", True], ["A7", True]]


async def test_a_claim_is_removed_with_its_orcid(empty_store: Store, tmp_path: Path) -> None:
    await empty_store.write(PERSON, {"orcid": ORCID})
    await ingest_records(empty_store, tmp_path, by(1, 1, ORCID), by(2, 2, OTHER))
    await empty_store.write(CHANGED, {"orcid": OTHER})
    await author_claim.update_claims(empty_store, "usr_ada")
    assert await empty_store.read(CLAIMS, {}) == [["A2", True]]
