"""Search over the demo graph: hits, order, pages, facets and the number of statements."""

from typing import Any

import pytest

from graphdb.cypher import cypher
from tests.reading.client import Client

SEARCH = """
query ($text: String!, $kinds: [SearchKind!], $filter: PaperFilter, $first: Int, $after: String,
       $last: Int, $before: String) {
  search(text: $text, kinds: $kinds, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount complete
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { id }
    edges { cursor score node { __typename id ... on Paper { title year authors(first: 1) { totalCount } } } }
  }
}"""
WITH_FACETS = """
query ($text: String!, $filter: PaperFilter, $first: Int) {
  search(text: $text, filter: $filter, first: $first) {
    totalCount
    nodes {
      id
      ... on Paper {
        year openAccess { isOpen } venue { id }
        topics { nodes { id } } institutions { nodes { id } }
      }
    }
    facets {
      kinds { ...F } years { ...F } topics { ...F } venues { ...F } openAccess { ...F }
      authors { ...F } institutions { ...F } countries { ...F }
      papers withoutYear withoutVenue otherVenues
    }
  }
}
fragment F on Facet { value label count }"""
PAPERS = "query ($filter: PaperFilter) { papers(filter: $filter, first: 1000) { nodes { id } } }"
FOUNDATION = "arxiv:2108.07258"


async def search(client: Client, text: str, **more: Any) -> list[str]:
    answer = await client.ask(SEARCH, {"text": text, **more})
    return [edge["node"]["id"] for edge in answer["search"]["edges"]]


async def first(client: Client, text: str, **more: Any) -> str | None:
    return next(iter(await search(client, text, **more)), None)


async def titles(client: Client, text: str) -> list[str]:
    answer = await client.ask(SEARCH, {"text": text, "kinds": ["PAPER"]})
    return [edge["node"]["title"] for edge in answer["search"]["edges"]]


@pytest.mark.parametrize(
    "text",
    [
        "On the Opportunities and Risks of Foundation Models",
        "on the opportunities and risks of foundation mod",
        "opportunities risks foundation",
        "OPPORTUNITIES (risks) \"foundation\" models!",
        "oportunities and risks of foundaton models",
        "Bommasani opportunities risks 2022",
        "2108.07258",
        "arXiv:2108.07258v3",
        "https://arxiv.org/pdf/2108.07258.pdf",
        "10.48550/arXiv.2108.07258",
        "https://doi.org/10.48550/ARXIV.2108.07258",
        " ( arXiv:2108.07258 [cs.LG] ), ",
    ],
)  # fmt: skip
async def test_the_intended_paper_is_first(client: Client, text: str) -> None:
    assert await first(client, text) == FOUNDATION


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("poincare", "W7001"),
        ("POINCARÉ conjecture", "W7001"),
        ("poincare 1904", "W7001"),
        ("jurgen aerosund", "A7003"),
        ("Jürgen Æ", "A7003"),
        ("0000-0002-1825-0097", "A7003"),
        ("https://orcid.org/0000-0002-1825-0097", "A7003"),
        ("tekniska hogskolan", "I7004"),
        ("KTH", "I7004"),
        ("royal institute of technology", "I7004"),
        ("https://ror.org/05dxps055", "I7004"),
        ("W7001", "W7001"),
        ("https://openalex.org/W7001", "W7001"),
        ("topic:large-language-models", "topic:large-language-models"),
    ],
)
async def test_the_intended_node_is_first(client: Client, text: str, id_: str) -> None:
    assert await first(client, text) == id_


async def test_a_person_comes_before_their_papers_and_both_are_found(client: Client) -> None:
    answer = await client.ask(SEARCH, {"text": "Percy Liang"})
    kinds = [edge["node"]["__typename"] for edge in answer["search"]["edges"]]
    assert kinds[0] == "Author"
    assert "Paper" in kinds


async def test_a_topic_comes_before_papers_that_name_it(client: Client) -> None:
    answer = await client.ask(SEARCH, {"text": "Large Language Models"})
    assert answer["search"]["edges"][0]["node"]["__typename"] == "Topic"


async def test_one_more_letter_keeps_the_first_hit(client: Client) -> None:
    text = "attention is all you need"
    for length in range(len("attention is al"), len(text) + 1):
        assert "Attention Is All You Need" in await titles(client, text[:length]), text[:length]


async def test_only_the_kinds_of_the_argument(client: Client) -> None:
    for kind, name in (("PAPER", "Paper"), ("AUTHOR", "Author"), ("TOPIC", "Topic"), ("INSTITUTION", "Institution")):
        answer = await client.ask(SEARCH, {"text": "language university lee", "kinds": [kind]})
        loose = await client.ask(SEARCH, {"text": "language", "kinds": [kind]})
        for edge in answer["search"]["edges"] + loose["search"]["edges"]:
            assert edge["node"]["__typename"] == name
    data, errors = await client.answer(SEARCH, {"text": "language", "kinds": []})
    assert data == {"search": None}
    assert "`kinds` is an empty list" in errors[0].message


async def test_a_filter_selects_papers_only(client: Client) -> None:
    narrowed = await client.ask(SEARCH, {"text": "language models", "filter": {"year": {"from": 2020, "to": 2021}}})
    assert narrowed["search"]["edges"]
    for edge in narrowed["search"]["edges"]:
        assert edge["node"]["__typename"] == "Paper"
        assert 2020 <= edge["node"]["year"] <= 2021
    assert await search(client, "language", filter={"year": {"from": 2020}}, kinds=["TOPIC"]) == []
    assert await search(client, "2108.07258", filter={"year": {"to": 2000}}) == [], "also of what an identifier names"
    assert await search(client, "language", filter={"ids": ["W404"]}) == []
    assert await search(client, "risks", filter={"not": {"ids": ["W404"]}, "ids": [FOUNDATION, "W7001"]}) == [
        FOUNDATION
    ]
    assert await search(client, "2108.07258", filter={"authors": ["author:percy-liang"]}) == [FOUNDATION]


async def test_every_condition_of_a_filter_applies(client: Client) -> None:
    conditions: list[dict[str, Any]] = [
        {"ids": [FOUNDATION]}, {"kinds": ["PREPRINT"]}, {"year": {"from": 2022, "to": 2022}}, {"openAccess": True},
        {"retracted": False}, {"language": "en"}, {"hasAbstract": True}, {"hasCode": False}, {"hasDataset": False},
        {"hasReviews": False}, {"citations": {"from": 0, "to": 9_999}}, {"authors": ["author:percy-liang"]},
        {"institutions": ["institution:stanford-university"]}, {"topics": ["topic:foundation-models"]},
        {"venues": ["S1"]}, {"cites": [FOUNDATION]}, {"citedBy": [FOUNDATION]}, {"and": [{"openAccess": True}]},
        {"or": [{"openAccess": True}, {"cites": ["W1"]}]}, {"not": {"citedBy": ["W1"]}},
    ]  # fmt: skip
    everything = await search(client, "models", kinds=["PAPER"], first=1_000)
    for condition in conditions:
        listed = await client.ask(PAPERS, {"filter": condition})
        right = {node["id"] for node in listed["papers"]["nodes"]}
        narrowed = await search(client, "models", filter=condition, first=1_000)
        assert sorted(narrowed) == sorted(each for each in everything if each in right), condition


@pytest.mark.parametrize("text", ["language models", "learning", "a language for models of larning"])
@pytest.mark.parametrize("size", [1, 7])
async def test_the_pages_are_the_full_list(client: Client, text: str, size: int) -> None:
    full = (await client.ask(SEARCH, {"text": text, "first": 1_000}))["search"]
    listed = [edge["node"]["id"] for edge in full["edges"]]
    assert len(listed) == len(set(listed)) == full["totalCount"]
    assert [edge["score"] for edge in full["edges"]] == sorted((edge["score"] for edge in full["edges"]), reverse=True)
    pages: list[str] = []
    after = None
    for _ in range(12):
        page = (await client.ask(SEARCH, {"text": text, "first": size, "after": after}))["search"]
        pages += [edge["node"]["id"] for edge in page["edges"]]
        assert page["nodes"] == [{"id": edge["node"]["id"]} for edge in page["edges"]]
        assert page["totalCount"] == full["totalCount"]
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert page["pageInfo"]["hasNextPage"] == (len(pages) < len(listed))
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert pages == listed[: len(pages)]


async def test_pages_backwards_are_the_full_list(client: Client) -> None:
    full = (await client.ask(SEARCH, {"text": "learning", "kinds": ["TOPIC"], "first": 1_000}))["search"]
    listed = [edge["cursor"] for edge in full["edges"]]
    assert len(listed) > 4
    pages: list[str] = []
    before: str | None = None
    while len(pages) < len(listed):
        variables = {"text": "learning", "kinds": ["TOPIC"], "last": 3, "before": before}
        page = (await client.ask(SEARCH, variables))["search"]
        pages = [edge["cursor"] for edge in page["edges"]] + pages
        assert page["pageInfo"]["hasNextPage"] == (before is not None)
        assert page["pageInfo"]["hasPreviousPage"] == (len(pages) < len(listed))
        before = page["pageInfo"]["startCursor"]
    assert pages == listed
    ends = {"after": listed[0], "before": listed[-1]}
    between = (await client.ask(SEARCH, {"text": "learning", "kinds": ["TOPIC"], **ends}))["search"]
    assert [edge["cursor"] for edge in between["edges"]] == listed[1:-1]
    none = (await client.ask(SEARCH, {"text": "learning", "kinds": ["TOPIC"], "last": 0}))["search"]
    assert none["edges"] == []


async def test_facets_count_the_full_result(client: Client) -> None:
    few = (await client.ask(WITH_FACETS, {"text": "language", "first": 2}))["search"]
    full = (await client.ask(WITH_FACETS, {"text": "language", "first": 500}))["search"]
    assert few["facets"] == full["facets"]
    assert few["totalCount"] == full["totalCount"] == len(full["nodes"]) > 2
    papers = [node for node in full["nodes"] if "year" in node]
    numbers = {name: few["facets"].pop(name) for name in ("papers", "withoutYear", "withoutVenue", "otherVenues")}
    facets = {name: {each["value"]: each["count"] for each in values} for name, values in few["facets"].items()}
    assert sum(facets["kinds"].values()) == few["totalCount"]
    assert facets["kinds"]["PAPER"] == len(papers)
    assert facets["years"] == _counted(str(node["year"]) for node in papers)
    assert facets["openAccess"] == _counted(str(node["openAccess"]["isOpen"]).lower() for node in papers)
    assert facets["venues"] == _counted(node["venue"]["id"] for node in papers if node["venue"])
    topics = _counted(topic["id"] for node in papers for topic in node["topics"]["nodes"])
    assert facets["topics"].items() <= topics.items()
    assert len(facets["topics"]) == min(50, len(topics))
    institutions = _counted(each["id"] for node in papers for each in node["institutions"]["nodes"])
    assert facets["institutions"].items() <= institutions.items()
    assert len(facets["authors"]) == 50
    assert len(facets["institutions"]) == min(50, len(institutions))
    assert numbers["papers"] == len(papers)
    assert sum(facets["openAccess"].values()) == len(papers)
    assert sum(facets["years"].values()) + numbers["withoutYear"] == len(papers)
    assert sum(facets["venues"].values()) + numbers["otherVenues"] + numbers["withoutVenue"] == len(papers)
    assert numbers["withoutVenue"] == sum(node["venue"] is None for node in papers)


async def test_facets_are_the_groups_of_the_same_papers(client: Client) -> None:
    text = """query ($filter: PaperFilter) {
      search(text: "", filter: $filter) { totalCount complete facets {
        years { value count } authors { value count } institutions { value count } countries { value count }
        papers withoutYear withoutVenue
      } }
      papers(filter: $filter) {
        totalCount
        years: groups(by: YEAR, unknown: false, orderBy: {field: KEY}, first: 1000) { ...G }
        venues: groups(by: VENUE, unknown: false, first: 1000) { ...G }
        authors: groups(by: AUTHOR, unknown: false, first: 50) { ...G }
        institutions: groups(by: INSTITUTION, unknown: false, first: 50) { ...G }
        countries: groups(by: COUNTRY, unknown: false, first: 50) { ...G }
      }
    }
    fragment G on PaperGroupConnection { nodes { count keys { value } } }"""
    for condition in ({}, {"year": {"from": 2019}}, {"text": "language", "not": {"hasCode": True}}):
        data = await client.ask(text, {"filter": condition})
        search, papers = data["search"], data["papers"]
        assert search["complete"]
        for name, key in (("withoutYear", "years"), ("withoutVenue", "venues")):
            known = sum(each["count"] for each in papers[key]["nodes"])
            assert search["facets"][name] == papers["totalCount"] - known
        assert search["totalCount"] == search["facets"]["papers"] == papers["totalCount"] > 10
        for name in ("years", "authors", "institutions", "countries"):
            groups = {each["keys"][0]["value"]: each["count"] for each in papers[name]["nodes"]}
            counts = [each["count"] for each in search["facets"][name]]
            facet = {each["value"]: each["count"] for each in search["facets"][name]}
            assert sorted(counts) == sorted(groups.values())
            # Of equal numbers at the end, either can be the last one.
            least = min(counts)
            assert {each for each in facet.items() if each[1] > least} == {
                each for each in groups.items() if each[1] > least
            }


@pytest.mark.parametrize("order", [None, [{"field": "YEAR", "direction": "ASC"}]])
async def test_an_empty_text_lists_the_papers_of_the_filter(client: Client, order: Any) -> None:
    condition = {"year": {"from": 2019}}
    listed = """query ($filter: PaperFilter, $orderBy: [PaperOrder!]) {
      papers(filter: $filter, orderBy: $orderBy, first: 1000) { totalCount nodes { id } } }"""
    page = """query ($filter: PaperFilter, $orderBy: [PaperOrder!], $after: String, $kinds: [SearchKind!]) {
      search(text: " ", filter: $filter, orderBy: $orderBy, first: 9, after: $after, kinds: $kinds) {
        totalCount pageInfo { hasNextPage endCursor } edges { highlights { field } node { id } } } }"""
    papers = (await client.ask(listed, {"filter": condition, "orderBy": order}))["papers"]
    hits, cursor, more = list[dict[str, str]](), None, True
    while more:
        search = (await client.ask(page, {"filter": condition, "orderBy": order, "after": cursor}))["search"]
        assert search["totalCount"] == papers["totalCount"]
        assert all(edge["highlights"] == [] for edge in search["edges"])
        hits += [edge["node"] for edge in search["edges"]]
        cursor, more = search["pageInfo"]["endCursor"], search["pageInfo"]["hasNextPage"]
    assert hits == papers["nodes"]
    topics = await client.ask(page, {"filter": condition, "kinds": ["TOPIC"]})
    assert topics["search"]["totalCount"] == 0


def _counted(values: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


@pytest.mark.parametrize("number", [1, 50])
async def test_a_search_is_one_statement_and_one_for_each_kind_that_it_finds(client: Client, number: int) -> None:
    query = SEARCH.replace("nodes { id }", "facets { kinds { value } topics { value } }").replace("cursor", HIGHLIGHTS)
    answer = await client.ask(query, {"text": "language", "first": number})
    kinds = {edge["node"]["__typename"] for edge in answer["search"]["edges"]}
    assert len(client.statements) == 1 + len(kinds)


async def test_counting_alone_is_one_statement(client: Client) -> None:
    await client.ask('{ search(text: "language") { totalCount } }')
    assert len(client.statements) == 1


HIGHLIGHTS = "highlights { field fragments }"


async def test_highlights_are_of_the_stored_text(client: Client) -> None:
    query = SEARCH.replace("cursor score", HIGHLIGHTS)
    answer = await client.ask(query, {"text": "hostile", "first": 1})
    assert answer["search"]["edges"][0]["highlights"] == [
        {
            "field": "title",
            "fragments": ["&lt;img src=x onerror=alert(1)&gt; &amp; the &quot;<mark>hostile</mark>&quot; title"],
        }
    ]
    answer = await client.ask(query, {"text": "Bommasani oportunities", "first": 1})
    marks = {each["field"]: each["fragments"] for each in answer["search"]["edges"][0]["highlights"]}
    assert marks["title"] == ["On the <mark>Opportunities</mark> and Risks of Foundation Models"]
    assert "<mark>Bommasani</mark>" in marks["authors"][0]


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "?!…", "***", '""', "\u200b", "🙂"])
async def test_a_text_without_words_has_no_hits(client: Client, text: str) -> None:
    answer = await client.ask(SEARCH, {"text": text})
    assert answer["search"]["edges"] == []
    assert answer["search"]["totalCount"] == 0
    assert client.statements == []


async def test_an_unknown_identifier_has_no_hits(client: Client) -> None:
    assert await search(client, "10.9999/not.there") == []
    assert await search(client, "https://example.org/nowhere") == []


async def test_new_nodes_are_found_at_once(client: Client) -> None:
    statement = cypher("CREATE (:Topic {id: $id, name: $name, sortName: $name, nameKey: $name, papers: 0})")
    for number, name in enumerate(("zyxwvutsrq", "qjqjqjqj", "vwvwvwvw")):
        await client.store.write(statement, {"id": f"T99{number}", "name": name})
        assert await search(client, name) == [f"T99{number}"]


NAMED = cypher("""\
CREATE (:Paper {
  id: 'W9900', title: 'A trial of zyxol in Crohn’s disease', titleKey: 'a trial of zyxol in crohn s disease',
  sortTitle: 'trial', kind: 'ARTICLE', sortYear: 2019, year: 2019, sortDate: '', citations: 0,
  credits: 'Marsha M. Qinehan, Jürgen Wüller'
})
RETURN true""")


async def test_names_with_a_middle_initial_and_fields_with_a_space(client: Client) -> None:
    await client.store.write(NAMED, {})
    for text in ('author:"Marsha Qinehan"', "author: Qinehan year: 2019", "zyxol year: 2019"):
        assert await first(client, text) == "W9900", text
    assert await search(client, 'author:"Marsha Wüller"') == []
    assert await search(client, "author: Qinehan year: 2018") == []


FAMILY_FIRST = cypher("""\
UNWIND [['W9901', 'Qrown, Tom B., Mann, Benjamin, 2020', 0], ['W9902', 'Mann, Benjamin, Qrown, Tom B., 2020', 3]] AS row
CREATE (:Paper {
  id: row[0], title: 'Learners ' + row[0], titleKey: 'learners ' + row[0], sortTitle: 'learners', kind: 'ARTICLE',
  sortYear: 2020, year: 2020, sortDate: '', citations: row[2], credits: row[1]
})
RETURN count(*)""")


async def test_the_first_author_counts_most_with_the_family_name_in_front(client: Client) -> None:
    await client.store.write(FAMILY_FIRST, {})
    assert (await search(client, "Qrown et al., 2020"))[:2] == ["W9901", "W9902"]
    # The preprint was of the year before.
    assert (await search(client, "Qrown et al., 2021"))[:2] == ["W9901", "W9902"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": "x" * 1_001}, "`text` has 1001 characters: it may have 1000."),
        ({"text": "x", "first": -1}, "`first` is -1: it must be between 0 and 1000."),
        ({"text": "x", "first": 10_000}, "`first` is 10000: it must be between 0 and 1000."),
        ({"text": "x", "after": "nonsense"}, "`after` is not a cursor of this service: 'nonsense'."),
        (
            {"text": "x", "filter": {"year": {"from": 2, "to": 1}}},
            "`filter.year` runs from 2 to 1: `from` must not be greater than `to`.",
        ),
    ],
)
async def test_invalid_arguments_are_refused(client: Client, arguments: dict[str, Any], message: str) -> None:
    assert (await client.refusal(SEARCH, arguments)).message == message


async def test_a_cursor_belongs_to_its_search(client: Client) -> None:
    answer = await client.ask(SEARCH, {"text": "language", "first": 1})
    cursor = answer["search"]["pageInfo"]["endCursor"]
    error = await client.refusal(SEARCH, {"text": "vision", "after": cursor})
    assert "created with a different search" in error.message
