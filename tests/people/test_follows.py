"""Follows and notifications: what is new since a user began to follow, private to the user."""

from typing import Any, Final

import pytest

from graphdb.cypher import cypher
from loaders.viewer import Viewer
from resolvers.input_limits import FOLLOWS
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_collections import ADD, create_collection
from tests.people.test_comments import DELETE, add_comment
from tests.people.test_reviews import SUBMIT, mutate

FOLLOW: Final = """mutation ($subject: ID!, $on: Boolean! = true) {
  follow(input: {subject: $subject, on: $on}) { subject { id } userErrors { field code } }
}"""
MARK_READ: Final = """mutation ($until: DateTime) { markNotificationsRead(input: {until: $until}) {
  viewer { account { unreadNotificationCount } } userErrors { field code }
} }"""
FOLLOWING: Final = "{ viewer { account { following { totalCount nodes { at subject { id } } } } } }"
NOTIFICATIONS: Final = """query ($first: Int = 10, $after: String) { viewer { account {
  unreadNotificationCount
  notifications(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { kind at unread subject { id } paper { id } review { id } comment { id } }
  }
} } }"""
MARKS: Final = (
    """query { nodes(ids: ["W1", "A1"]) { ... on Paper { viewerFollows } ... on Author { viewerFollows } } }"""
)
HIDE: Final = """mutation ($id: ID!) {
  updateCollection(input: {collection: $id, visibility: PRIVATE}) { userErrors { code } }
}"""
#: A new paper by the author, in the venue, on the topic.
GROW: Final = cypher("""\
MATCH (author:Author {id: 'A1'})
MERGE (topic:Topic {id: 'T1', name: 'T', sortName: 't', level: 'TOPIC', papers: 1})
MERGE (venue:Venue {id: 'S1', name: 'V', sortName: 'v', papers: 1})
CREATE (paper:Paper {id: $id, title: 'New', sortTitle: 'new', kind: 'ARTICLE', sortYear: -1, sortDate: '', citations: 0,
  addedAt: $at})
CREATE (author)-[:AUTHORED {position: 1}]->(paper), (paper)-[:PUBLISHED_IN]->(venue), (paper)-[:ABOUT]->(topic)
RETURN true""")
#: A topic with more papers than are expanded, and a new one.
HUB: Final = cypher("""\
CREATE (topic:Topic {id: 'T2', name: 'T', sortName: 't', level: 'TOPIC', papers: $size})
WITH topic UNWIND range(1, $size) AS number
CREATE (topic)<-[:ABOUT]-(:Paper {id: 'W1000' + number})
RETURN count(*)""")
NEW: Final = cypher("""\
MATCH (topic:Topic {id: 'T2'})
CREATE (topic)<-[:ABOUT]-(:Paper {id: $id, title: 'New', sortTitle: 'new', kind: 'ARTICLE', sortYear: -1, sortDate: '',
  citations: 0, addedAt: $at})
RETURN true""")
BACKDATE: Final = cypher("""\
MATCH (:User {id: 'usr_ben'})-[follow:FOLLOWS]->()
SET follow.at = toString(datetime() - duration($ago))
RETURN count(*)""")
BEN: Final = viewer("ben")
CLEO: Final = viewer("cleo")


async def follow(people: Client, person: Viewer, subject: str, *, on: bool = True) -> dict[str, Any]:
    return (await people.ask(person, FOLLOW, subject=subject, on=on))["follow"]


async def notifications(people: Client, person: Viewer, **variables: Any) -> dict[str, Any]:
    return (await people.ask(person, NOTIFICATIONS, **variables))["viewer"]["account"]


async def news(people: Client, person: Viewer = BEN) -> list[tuple[str, str, str]]:
    """Kind, followed node and paper of each notification."""
    nodes = (await notifications(people, person))["notifications"]["nodes"]
    return [(each["kind"], each["subject"]["id"], each["paper"]["id"]) for each in nodes]


async def test_a_follow_is_set_and_removed_and_only_its_user_sees_it(people: Client) -> None:
    assert await follow(people, BEN, "doi:10.5555/1") == {"subject": {"id": "W1"}, "userErrors": []}
    await follow(people, BEN, "W9")
    await follow(people, BEN, "A1")
    following = (await people.ask(BEN, FOLLOWING))["viewer"]["account"]["following"]
    assert (following["totalCount"], [each["subject"]["id"] for each in following["nodes"]]) == (2, ["A1", "W1"])
    assert [each["viewerFollows"] for each in (await people.ask(BEN, MARKS))["nodes"]] == [True, True]
    for other in (CLEO, ANYBODY):
        assert [each["viewerFollows"] for each in (await people.ask(other, MARKS))["nodes"]] == [False, False]
    other = '{ user(id: "usr_ben") { account { following { totalCount } notifications { totalCount } } } }'
    assert (await people.ask(CLEO, other))["user"] == {"account": None}
    await follow(people, BEN, "W1", on=False)
    assert (await people.ask(BEN, FOLLOWING))["viewer"]["account"]["following"]["totalCount"] == 1


@pytest.mark.parametrize("subject", ["W404", "usr_ada", "I1", "no id", ""])
async def test_only_existing_things_of_five_kinds_can_be_followed(people: Client, subject: str) -> None:
    assert await follow(people, BEN, subject) == {
        "subject": None, "userErrors": [{"field": ["subject"], "code": "NOT_FOUND"}],
    }  # fmt: skip


async def test_follows_need_a_viewer_who_may_write_and_have_a_limit(people: Client) -> None:
    assert await people.code(ANYBODY, FOLLOW, subject="W1") == "UNAUTHENTICATED"
    assert await people.code(viewer("ben", may_write=False), FOLLOW, subject="W1") == "FORBIDDEN"
    crowd = cypher("""\
        MATCH (user:User {id: 'usr_ben'}) UNWIND range(1, $count) AS number
        CREATE (user)-[:FOLLOWS {at: ''}]->(:Topic {id: 'T' + (100 + number)}) RETURN count(*)""")
    await people.store.write(crowd, {"count": FOLLOWS.most})
    assert (await follow(people, BEN, "W1"))["userErrors"] == [{"field": ["subject"], "code": "TOO_MANY"}]
    assert (await follow(people, BEN, "T101", on=False))["userErrors"] == []
    assert (await follow(people, BEN, "W1"))["userErrors"] == []


async def test_new_papers_reviews_comments_and_additions_are_notifications(people: Client) -> None:
    old = await create_collection(people, CLEO, "PUBLIC", "W1")
    await people.store.write(GROW, {"id": "W70", "at": "2026-01-01T00:00:00.000Z"})
    for subject in ("A1", "T1", "S1", "W1", old):
        await follow(people, BEN, subject)
    assert await news(people) == []
    await people.store.write(GROW, {"id": "W71", "at": "2999-01-01T00:00:00.000Z"})
    assert await news(people) == [("PAPER", "A1", "W71")]
    review = (await mutate(people, CLEO, SUBMIT, paper="W1", points=[{"kind": "STRENGTH", "text": "x"}]))["review"]
    comment = await add_comment(people, CLEO, paper="W1", body="Look")
    await add_comment(people, BEN, paper="W1", body="My own")
    await people.ask(CLEO, ADD, id=old, paper="W2")
    answer = await notifications(people, BEN)
    nodes = answer["notifications"]["nodes"]
    assert answer["unreadNotificationCount"] == answer["notifications"]["totalCount"] == 4
    assert [(each["kind"], each["subject"]["id"], each["paper"]["id"]) for each in nodes] == [
        ("PAPER", "A1", "W71"), ("ADDITION", old, "W2"), ("COMMENT", "W1", "W1"), ("REVIEW", "W1", "W1"),
    ]  # fmt: skip
    assert (nodes[3]["review"]["id"], nodes[2]["comment"]["id"]) == (review["id"], comment["id"])
    page = (await notifications(people, BEN, first=3))["notifications"]
    rest = (await notifications(people, BEN, first=3, after=page["pageInfo"]["endCursor"]))["notifications"]
    assert page["nodes"] + rest["nodes"] == nodes
    await people.ask(CLEO, DELETE, id=comment["id"])
    assert [kind for kind, *_ in await news(people)] == ["PAPER", "ADDITION", "REVIEW"]
    assert await news(people, CLEO) == []


async def test_marking_as_read_ends_at_a_time(people: Client) -> None:
    await follow(people, BEN, "W1")
    await add_comment(people, CLEO, paper="W1", body="One")
    first = (await notifications(people, BEN))["notifications"]["nodes"][0]["at"]
    await add_comment(people, CLEO, paper="W1", body="Two")
    read = (await people.ask(BEN, MARK_READ, until=first))["markNotificationsRead"]
    assert read["viewer"]["account"]["unreadNotificationCount"] == 1
    assert [each["unread"] for each in (await notifications(people, BEN))["notifications"]["nodes"]] == [True, False]
    await people.ask(BEN, MARK_READ, until="2999-01-01T00:00:00Z")
    await people.ask(BEN, MARK_READ, until=first)
    assert (await notifications(people, BEN))["unreadNotificationCount"] == 0
    await add_comment(people, CLEO, paper="W1", body="Three")
    assert (await notifications(people, BEN))["unreadNotificationCount"] == 1
    for until in ("yesterday", "2026-01-01T00:00:00"):
        wrong = (await people.ask(BEN, MARK_READ, until=until))["markNotificationsRead"]
        assert wrong["userErrors"] == [{"field": ["until"], "code": "MALFORMED"}]


async def test_a_collection_that_becomes_private_disappears(people: Client) -> None:
    shared = await create_collection(people, CLEO, "UNLISTED")
    await follow(people, BEN, shared)
    await people.ask(CLEO, ADD, id=shared, paper="W1")
    assert [kind for kind, *_ in await news(people)] == ["ADDITION"]
    await people.ask(CLEO, HIDE, id=shared)
    assert await news(people) == []
    assert (await people.ask(BEN, FOLLOWING))["viewer"]["account"]["following"] == {"totalCount": 0, "nodes": []}
    assert (await follow(people, BEN, shared, on=False)) == {"subject": None, "userErrors": []}
    assert (await follow(people, BEN, shared))["userErrors"][0]["code"] == "NOT_FOUND"


async def test_notifications_go_back_ninety_days(people: Client) -> None:
    await follow(people, BEN, "A1")
    await people.store.write(BACKDATE, {"ago": "P2Y"})
    await people.store.write(GROW, {"id": "W71", "at": "2024-01-01T00:00:00.000Z"})
    assert await news(people) == []


async def test_a_large_topic_has_notifications_of_the_latest_papers_of_the_graph(people: Client) -> None:
    await people.store.write(HUB, {"size": 20_001})
    await follow(people, BEN, "T2")
    await follow(people, BEN, "A1")
    await people.store.write(NEW, {"id": "W71", "at": "2999-01-01T00:00:00.000Z"})
    await people.store.write(GROW, {"id": "W72", "at": "2999-01-02T00:00:00.000Z"})
    assert await news(people) == [("PAPER", "A1", "W72"), ("PAPER", "T2", "W71")]
