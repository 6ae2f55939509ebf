"""Whatever a selection looks like, its answer is what GraphQL says it is."""

from typing import Any

from tests.reading.client import Client
from tests.reading.oracle import Oracle
from tests.reading.world import World


async def test_one_field_under_two_names_with_two_sets_of_arguments(client: Client, world: World) -> None:
    data = await client.ask(
        """{ paper(by: {id: "W1"}) {
          few: citations(first: 2) { nodes { id } }
          more: citations(first: 3) { totalCount nodes { id } }
          same: citations(first: 3) { edges { node { title } } }
          old: citations(first: 3, orderBy: [{field: YEAR, direction: ASC}], filter: {year: {from: 1}}) { nodes { id } }
        } }"""
    )
    citing = [paper.id for paper in world.papers.values() if "W1" in paper.references]
    expected = Oracle(world).papers({}, [], citing)
    paper = data["paper"]
    assert _ids(paper["few"]["nodes"]) == expected[:2]
    assert paper["more"] == {"totalCount": len(expected), "nodes": [{"id": each} for each in expected[:3]]}
    assert [edge["node"]["title"] for edge in paper["same"]["edges"]] == [
        world.papers[each].title for each in expected[:3]
    ]
    old = Oracle(world).papers({"year": {"from": 1}}, [{"field": "YEAR", "direction": "ASC"}], citing)
    assert _ids(paper["old"]["nodes"]) == old[:3]


async def test_nodes_and_edges_of_one_list_ask_for_different_things(client: Client, world: World) -> None:
    data = await client.ask(
        """{ papers(first: 3) {
          nodes { id by: authors(first: 1) { nodes { id } } }
          edges { node { title by: authors(first: 4) { nodes { id } edges { position } } } }
          again: nodes { by: authors(first: 2) { edges { node { name } corresponding } } }
        } }"""
    )
    listed = data["papers"]
    for node, edge, again in zip(listed["nodes"], listed["edges"], listed["again"], strict=True):
        paper = world.papers[node["id"]]
        assert edge["node"]["title"] == paper.title
        assert _ids(node["by"]["nodes"]) == [by.author for by in paper.bylines[:1]]
        assert _ids(edge["node"]["by"]["nodes"]) == [by.author for by in paper.bylines[:4]]
        assert [each["position"] for each in edge["node"]["by"]["edges"]] == list(range(1, len(paper.bylines[:4]) + 1))
        assert again["by"]["edges"] == [
            {"node": {"name": world.authors[by.author].name}, "corresponding": by.corresponding}
            for by in paper.bylines[:2]
        ]


async def test_fragments_and_fields_of_one_name_come_together(client: Client, world: World) -> None:
    data = await client.ask(
        """query {
          paper(by: {id: "W2"}) { ...Head ...Authors authors(first: 2) { totalCount } ... on Node { nodeId: id } }
        }
        fragment Head on Paper { title identifiers { doi } }
        fragment Authors on Paper { identifiers { arxiv } authors(first: 2) { nodes { id ...Name } } }
        fragment Name on Author { name ... on Node { __typename } }"""
    )
    paper = world.papers["W2"]
    assert data["paper"] == {
        "title": paper.title,
        "identifiers": {"doi": paper.identifiers.get("doi"), "arxiv": paper.identifiers.get("arxiv")},
        "authors": {
            "nodes": [
                {"id": by.author, "name": world.authors[by.author].name, "__typename": "Author"}
                for by in paper.bylines[:2]
            ],
            "totalCount": len(paper.bylines),
        },
        "nodeId": "W2",
    }


async def test_what_is_skipped_is_neither_answered_nor_asked_of_the_store(client: Client) -> None:
    query = """query($yes: Boolean!, $no: Boolean!) { paper(by: {id: "W2"}) {
      id
      title @include(if: $no)
      citations(first: 1) @skip(if: $yes) { nodes { id } }
      ... @include(if: $no) { references { totalCount } }
      ... on Paper @skip(if: $yes) { year }
    } }"""
    assert await client.ask(query, {"yes": True, "no": False}) == {"paper": {"id": "W2"}}
    ((text, _),) = client.statements
    assert not any(word in text for word in ("title", "CITES", "year"))
    other = await client.ask(query, {"yes": False, "no": True})
    assert set(other["paper"]) == {"id", "title", "citations", "references", "year"}


async def test_an_interface_answers_with_each_type_of_its_own(client: Client, world: World) -> None:
    ids = ["W5", "A1", "I1", "T5", "S1", "W2", "res_none"]
    data = await client.ask(
        """query($ids: [ID!]!) { nodes(ids: $ids) {
          __typename id
          ... on Paper { title sort: kind }
          ... on Author { name }
          ... on Institution { name location { latitude } }
          ... on Topic { name broader { id } }
          ... on Venue { name issn }
        } }""",
        {"ids": ids},
    )
    paper, author, institution, topic, venue, other, nothing = data["nodes"]
    expected = world.papers["W5"]
    assert paper == {"__typename": "Paper", "id": "W5", "title": expected.title, "sort": expected.kind.value}
    assert author == {"__typename": "Author", "id": "A1", "name": world.authors["A1"].name}
    assert institution["location"] == {"latitude": 47.4}
    assert topic["broader"] == {"id": world.topics["T5"].broader}
    assert venue["issn"] == ["0028-0836"]
    assert (other["id"], nothing) == ("W2", None)
    # Resources are a kind of their own, so that five kinds and one unknown id cost six statements, side by side.
    assert len(client.statements) == 6


async def test_type_names_alone_are_answered(client: Client) -> None:
    query = '{ __typename paper(by: {id: "W1"}) { __typename } none: paper(by: {id: "W77777"}) { __typename } }'
    assert await client.ask(query) == {"__typename": "Query", "paper": {"__typename": "Paper"}, "none": None}
    lists = await client.ask("{ papers(first: 1) { __typename edges { __typename node { __typename } } } }")
    assert lists["papers"] == {
        "__typename": "PaperConnection",
        "edges": [{"__typename": "PaperEdge", "node": {"__typename": "Paper"}}],
    }


async def test_a_byline_is_told_whole(client: Client, world: World) -> None:
    data = await client.ask(
        """{ paper(by: {id: "W2"}) {
          authorCount institutionCount
          authors(last: 100) { edges { position corresponding institutions { id name } node { id } } }
          topics { edges { score primary node { id } } }
          venue { id }
        } }"""
    )
    paper, expected = data["paper"], world.papers["W2"]
    assert (paper["authorCount"], paper["institutionCount"]) == (len(expected.bylines), len(expected.institutions))
    edges: list[Any] = [
        {
            "position": position,
            "corresponding": by.corresponding,
            "institutions": [{"id": each, "name": world.institutions[each].name} for each in by.institutions],
            "node": {"id": by.author},
        }
        for position, by in enumerate(expected.bylines, 1)
    ]
    assert paper["authors"]["edges"] == edges
    about = sorted(expected.topics, key=lambda topic: (topic[1], topic[0]), reverse=True)
    assert paper["topics"]["edges"] == [
        {"score": score, "primary": primary, "node": {"id": topic}} for topic, score, primary in about
    ]
    assert paper["venue"] == (expected.venue and {"id": expected.venue})


def _ids(nodes: list[dict[str, str]]) -> list[str]:
    return [node["id"] for node in nodes]
