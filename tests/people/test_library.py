"""Imports of a library into a collection: owner, papers, and unmatched entries."""

from typing import Any, Final

import pytest

from graphdb.cypher import cypher
from loaders.viewer import Role
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_collections import create_collection

BEN: Final = viewer("ben")
IMPORT: Final = """mutation (
  $format: LibraryFormat! = BIBTEX, $text: String!, $title: String, $collection: ID, $key: String
) {
  importLibrary(input: {
    format: $format, text: $text, title: $title, collection: $collection, idempotencyKey: $key
  }) {
    collection { id title visibility paperCount papers { nodes { id } } }
    entries matched
    unmatched { position label title year reason message candidates { id } }
    userErrors { field code message }
  }
}"""
LIBRARY: Final = """
@article{second, title = {Paper 2}, doi = {https://doi.org/10.5555/2}}
@article{nobody, title = {Nobody knows}, year = 1999}
@misc{again, title = {{PAPER} 2}, year = 2022, note = {doi:10.5555/2}}
@article{broken, title = {never closed
@article{first, title = {Paper 1}, year = 2021, doi = {10.5555/1}}
@article{otheryear, title = {Paper 1}, year = 1980}
@book{empty, note = {nothing}}
@article{twins, title = {A title of two}, year = 2000}
@article{other, title = {Nothing alike}, doi = {10.5555/1}}
"""
KEYED: Final = cypher("""\
MATCH (p:Paper) WHERE p.title IS NOT NULL SET p.titleKey = toLower(p.title)
WITH count(*) AS total
UNWIND ['W21', 'W22'] AS id
CREATE (:Paper {id: id, title: 'A title of two', titleKey: 'a title of two', sortTitle: 'a', kind: 'ARTICLE',
                year: 2000, sortYear: 2000, sortDate: '', citations: 0, openalex: id})
RETURN DISTINCT total""")
MANY: Final = cypher("""\
UNWIND range(1, $number) AS each
CREATE (:Paper {id: 'W9' + toString(each), title: 'The rising tides at station M' + toString(each),
                titleKey: 'the rising tides at station m' + toString(each), sortTitle: 'm',
                kind: 'ARTICLE', year: 2000, sortYear: 2000, sortDate: '', citations: 0,
                doi: '10.9999/' + toString(each)})
RETURN count(*)""")
FORGET_PLANS: Final = cypher("CALL db.clearQueryCaches() YIELD value RETURN value")


@pytest.fixture(autouse=True)
async def keyed(people: Client) -> None:
    await people.store.write(KEYED, {})


async def import_library(people: Client, text: str = LIBRARY, **arguments: Any) -> Any:
    return (await people.ask(BEN, IMPORT, text=text, **arguments))["importLibrary"]


async def test_matched_entries_are_collected_and_unmatched_ones_reported(people: Client) -> None:
    answer = await import_library(people, title="Thesis")
    collection = answer["collection"]
    assert (collection["title"], collection["visibility"], collection["paperCount"]) == ("Thesis", "PRIVATE", 2)
    assert [each["id"] for each in collection["papers"]["nodes"]] == ["W2", "W1"]
    assert (answer["entries"], answer["matched"], answer["userErrors"]) == (9, 3, [])
    unmatched = [(each["position"], each["label"], each["reason"]) for each in answer["unmatched"]]
    assert unmatched == [
        (2, "nobody", "UNKNOWN"), (4, "broken", "UNREADABLE"), (6, "otheryear", "OTHER_YEAR"),
        (7, "empty", "NOTHING_TO_GO_BY"), (8, "twins", "AMBIGUOUS"), (9, "other", "CONTRADICTED"),
    ]  # fmt: skip
    by_label = {each["label"]: each for each in answer["unmatched"]}
    assert (by_label["nobody"]["title"], by_label["nobody"]["year"]) == ("Nobody knows", 1999)
    assert "line 5" in by_label["broken"]["message"]
    assert [each["id"] for each in by_label["otheryear"]["candidates"]] == ["W1"]
    assert [each["id"] for each in by_label["twins"]["candidates"]] == ["W21", "W22"]


async def test_what_comes_into_a_collection_comes_last_and_once(people: Client) -> None:
    collection = (await import_library(people, "@a{k, title={Paper 1}, doi={10.5555/1}}"))["collection"]
    assert collection["title"] == "Imported library"
    answer = await import_library(people, collection=collection["id"])
    assert answer["collection"]["id"] == collection["id"]
    assert [each["id"] for each in answer["collection"]["papers"]["nodes"]] == ["W1", "W2"]


async def test_other_formats(people: Client) -> None:
    ris = await import_library(people, "TY  - JOUR\nDO  - 10.5555/1\nER  - \n", format="RIS")
    csl = await import_library(people, '[{"id": "x", "DOI": "10.5555/1"}]', format="CSL_JSON")
    assert ris["matched"] == csl["matched"] == 1


async def test_the_text_shows_its_format(people: Client) -> None:
    query = IMPORT.replace("entries matched", "import { format } matched")
    ris = await people.ask(BEN, query, text="TY  - JOUR\nDO  - 10.5555/1\nER  - \n", format="BIBTEX")
    pubmed = await people.ask(BEN, query, text="PMID- 7\nAID - 10.5555/1 [doi]\n", format="RIS")
    assert [each["importLibrary"]["import"]["format"] for each in (ris, pubmed)] == ["RIS", "PUBMED"]
    assert [each["importLibrary"]["matched"] for each in (ris, pubmed)] == [1, 1]
    refused = await import_library(people, "%0 Journal Article\n%T Paper 1\n")
    assert refused["userErrors"][0]["code"] == "NO_ENTRIES"
    assert refused["userErrors"][0]["message"].startswith("This looks like EndNote's tagged format (.enw): export as")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"text": " "}, ("text", "REQUIRED")),
        ({"text": "prose"}, ("text", "NO_ENTRIES")),
        ({"text": "@article{a, title = {never closed"}, ("text", "NO_ENTRIES")),
        ({"text": "@article{a, note = {no title}}"}, ("text", "NO_ENTRIES")),
        *(
            ({"text": text, "format": form}, ("text", "NO_ENTRIES"))
            for form, text in (
                ("RIS", "TY  - JOUR\nprose\nER  - \n"),
                ("CSL_JSON", '[1, {"id": "x"}]'),
                ("CSL_JSON", "[{"),
                ("PUBMED", "PMID- none\nAB  - prose\n"),
                ("ENDNOTE_XML", "<xml><records><record/></records></xml>"),
                ("ENDNOTE_XML", "<xml><records><record><titles>"),
                ("WEB_OF_SCIENCE", "FN Clarivate\nPT J\nER\nEF"),
                ("SCOPUS", "Authors,Title,Year\n,,\n"),
                ("SCOPUS", "Authors,Title,Year"),
                ("BIBTEX", "%PDF-1.7 \x01\x02"),
            )
        ),
        ({"text": "x" * 6_000_001}, ("text", "TOO_LONG")),
        ({"text": "@a{k, title={T}}\n" * 5_001}, ("text", "TOO_LARGE")),
        ({"title": "x" * 201}, ("title", "TOO_LONG")),
        ({"collection": "col_404"}, ("collection", "NOT_FOUND")),
        ({"collection": "col_404", "title": "x"}, ("title", "CONFLICT")),
    ],
)
async def test_input_errors_are_returned_as_user_errors(
    people: Client, arguments: dict[str, str], problem: tuple[str, str]
) -> None:
    answer = await import_library(people, **{"text": LIBRARY, **arguments})
    assert [(".".join(each["field"]), each["code"]) for each in answer["userErrors"]] == [problem]
    assert answer["collection"] is None


async def test_a_collection_of_another_owner_is_not_found(people: Client) -> None:
    theirs = await create_collection(people, viewer("cleo"))
    answer = await import_library(people, collection=theirs)
    assert [each["code"] for each in answer["userErrors"]] == ["NOT_FOUND"]


async def test_an_import_needs_a_viewer_who_may_write(people: Client) -> None:
    assert await people.code(ANYBODY, IMPORT, text=LIBRARY) == "UNAUTHENTICATED"
    assert await people.code(viewer("ben", may_write=False), IMPORT, text=LIBRARY) == "FORBIDDEN"


async def test_a_repeated_import_is_one_collection(people: Client) -> None:
    first, again = [await import_library(people, title="Once", key="click") for _ in range(2)]
    assert first == again


async def test_five_thousand_entries_take_a_statement_a_batch(people: Client) -> None:
    await people.store.write(MANY, {"number": 5_000})
    # Plans of tests with few papers would be used for five thousand.
    await people.store.read(FORGET_PLANS, {})
    text = "".join(
        f"@article{{k{each}, title = {{The rising tides at station M{each}}}, year = 2000, "
        f" {f'doi = {{10.9999/{each}}}, ' if each % 2 else ''}abstract = {{{'word ' * 100}}}}}\n"
        for each in range(1, 5_001)
    )
    answer = await import_library(people, text)
    assert (answer["matched"], answer["collection"]["paperCount"], answer["unmatched"]) == (5_000, 5_000, [])
    # Match, create, fill, store, read back, and the collection.
    assert len(people.statements) <= 5 + 1 + 5 + 1 + 1 + 1


DECIDED: Final = """
  collection { id papers { nodes { id } } }
  entry { position outcome paper { id } }
  import {
    id: importId format undoneAt addedCount entryCount
    entries { position label outcome reason paper { id } evidence { kind agrees detail }
              candidates { paper { id } score evidence { kind agrees } } }
  }
  userErrors { field code }
"""
RESOLVE: Final = f"""mutation ($import: ID!, $position: Int!, $paper: ID, $key: String) {{
  resolveLibraryEntry(input: {{import: $import, position: $position, paper: $paper, idempotencyKey: $key}}) {{
    {DECIDED}
  }}
}}"""
UNDO: Final = f"mutation ($import: ID!) {{ undoLibraryImport(input: {{import: $import}}) {{ {DECIDED} }} }}"
IMPORTED: Final = """mutation ($text: String!, $collection: ID) {
  importLibrary(input: {format: BIBTEX, text: $text, collection: $collection}) {
    collection { id }
    import { id: importId entries { label outcome evidence { kind agrees } candidates { paper { id } score } } }
  }
}"""
READ: Final = "query ($id: ID!) { libraryImport(id: $id) { id: importId collection { title } entries { label } } }"
SHELF: Final = "query ($id: ID!) { collection(id: $id) { papers { nodes { id } } } }"


async def begin_import(people: Client, collection: str | None = None) -> Any:
    return (await people.ask(BEN, IMPORTED, text=LIBRARY, collection=collection))["importLibrary"]


async def paper_ids(people: Client, collection: str) -> list[str]:
    data = await people.ask(BEN, SHELF, id=collection)
    return [each["id"] for each in data["collection"]["papers"]["nodes"]]


async def test_each_entry_has_its_state_and_reason(people: Client) -> None:
    entries = {each["label"]: each for each in (await begin_import(people))["import"]["entries"]}
    assert {label: each["outcome"] for label, each in entries.items()} == {
        "second": "MATCHED", "nobody": "UNMATCHED", "again": "MATCHED", "broken": "UNMATCHED", "first": "MATCHED",
        "otheryear": "ASKED", "empty": "UNMATCHED", "twins": "ASKED", "other": "ASKED",
    }  # fmt: skip
    assert {"kind": "DOI", "agrees": True} in entries["second"]["evidence"]
    assert [each["paper"]["id"] for each in entries["twins"]["candidates"]] == ["W21", "W22"]
    assert all(0 < each["score"] <= 1 for each in entries["twins"]["candidates"])


async def test_an_entry_is_confirmed_changed_and_rejected(people: Client) -> None:
    started = await begin_import(people)
    shelf, name = started["collection"]["id"], started["import"]["id"]

    async def resolved(position: int, paper: str | None) -> Any:
        return (await people.ask(BEN, RESOLVE, **{"import": name, "position": position, "paper": paper}))[
            "resolveLibraryEntry"
        ]

    answer = await resolved(8, "W21")
    assert answer["entry"] == {"position": 8, "outcome": "CONFIRMED", "paper": {"id": "W21"}}
    assert await paper_ids(people, shelf) == ["W2", "W1", "W21"]
    await resolved(8, "W22")
    assert await paper_ids(people, shelf) == ["W2", "W1", "W22"]
    assert (await resolved(8, None))["entry"]["outcome"] == "REJECTED"
    assert await paper_ids(people, shelf) == ["W2", "W1"]
    # Two entries are W2: it stays until both are something else.
    await resolved(1, "W21")
    assert await paper_ids(people, shelf) == ["W2", "W1", "W21"]
    await resolved(3, None)
    assert await paper_ids(people, shelf) == ["W1", "W21"]
    assert (await resolved(5, "doi:10.5555/1"))["import"]["addedCount"] == 2


async def test_an_undone_import_leaves_what_was_there_before(people: Client) -> None:
    shelf = await create_collection(people, BEN, "PRIVATE", "W1")
    name = (await begin_import(people, shelf))["import"]["id"]
    await people.ask(BEN, RESOLVE, **{"import": name, "position": 8, "paper": "W22"})
    assert await paper_ids(people, shelf) == ["W1", "W2", "W22"]
    for _ in range(2):
        answer = (await people.ask(BEN, UNDO, **{"import": name}))["undoLibraryImport"]
        assert [each["id"] for each in answer["collection"]["papers"]["nodes"]] == ["W1"]
        assert answer["import"]["undoneAt"]
        assert answer["import"]["addedCount"] == 0
    again = await people.ask(BEN, RESOLVE, **{"import": name, "position": 8, "paper": "W22"})
    assert [each["code"] for each in again["resolveLibraryEntry"]["userErrors"]] == ["UNDONE"]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"import": "imp_404"}, "import"), ({"position": 99}, "position"), ({"paper": "W404"}, "paper")],
)
async def test_a_decision_needs_an_existing_import_entry_and_paper(
    people: Client, arguments: dict[str, Any], field: str
) -> None:
    name = (await begin_import(people))["import"]["id"]
    variables = {"import": name, "position": 8, "paper": "W21"} | arguments
    answer = (await people.ask(BEN, RESOLVE, **variables))["resolveLibraryEntry"]
    assert answer["userErrors"] == [{"field": [field], "code": "NOT_FOUND"}]


async def test_an_import_is_its_owners_alone(people: Client) -> None:
    started = await begin_import(people)
    name = started["import"]["id"]
    assert (await people.ask(BEN, READ, id=name))["libraryImport"]["collection"] == {"title": "Imported library"}
    for person in (ANYBODY, viewer("cleo"), viewer("mod", Role.MODERATOR), viewer("root", Role.ADMIN)):
        assert (await people.ask(person, READ, id=name))["libraryImport"] is None
        assert (await people.ask(person, "query ($id: ID!) { node(id: $id) { id } }", id=name))["node"] is None
    theirs = await people.ask(viewer("cleo"), UNDO, **{"import": name})
    assert [each["code"] for each in theirs["undoLibraryImport"]["userErrors"]] == ["NOT_FOUND"]
    await people.ask(BEN, DELETE, id=started["collection"]["id"])
    assert (await people.ask(BEN, READ, id=name))["libraryImport"] is None
    assert await people.store.read(STORED, {"id": name}) == 0


DELETE: Final = "mutation ($id: ID!) { deleteCollection(input: {collection: $id}) { userErrors { code } } }"
STORED: Final = cypher("MATCH (i:LibraryImport {id: $id}) RETURN count(i)")
