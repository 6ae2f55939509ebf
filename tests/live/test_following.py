"""Every subscriber gets every event once and in order, from any cursor."""

import asyncio
from typing import Any, Final

import pytest

from graphdb import activity_log
from graphdb.cypher import cypher
from graphdb.store import Store
from live.event import Event
from live.follower import TICK, follow_log
from tests.endpoints.serving import Service
from tests.live.conftest import Subscribers
from tests.live.listening import by_hand, listening, some, votes
from tests.people.client import Client, viewer
from tests.statements import record_statements

BEN: Final = viewer("ben")
#: One statement that reads the log; the others answer what the subscription selects.
LOG: Final = "MATCH (entry:Activity)"
LOGGED: Final = cypher("""\
MERGE (log:Log {id: $paper}) SET log.position = coalesce(log.position, 0)
WITH log, log.position AS before
UNWIND range(1, $number) AS each
CREATE (:Activity {
  id: 'act_' + $paper + '/' + toString(before + each), paper: $paper, position: before + each, kind: 'VOTE', at: $at
})
WITH DISTINCT log, before SET log.position = before + $number
RETURN log.position""")


def positions(events: list[Any]) -> list[int]:
    """The log positions of events."""
    return [int(each["cursor"].rpartition("/")[2]) for each in events]


async def newest(store: Store, paper: str = "W1") -> int:
    """The position of the newest entry."""
    return (await activity_log.log_positions(store, "id", [paper]))[paper][1]


async def test_events_arrive_as_they_happen(service: Service, people: Client, subscribers: Subscribers) -> None:
    async with listening(service.address) as stream:
        coming = asyncio.create_task(some(stream, 3))
        await subscribers(1)
        before = await newest(people.store)
        await votes(people, BEN, 2)
        events = await coming
    assert [each["kind"] for each in events] == ["VOTE"] * 3
    assert positions(events) == [before + 1, before + 2, before + 3]
    assert events[-1]["paper"] == {"id": "W1", "likeCount": 0, "dislikeCount": 0}


async def test_a_cursor_resumes_without_loss_or_repeat(service: Service, people: Client) -> None:
    await votes(people, BEN, 10)
    last = await newest(people.store)
    async with listening(service.address, after=f"W1/{last - 8}") as stream:
        events = await some(stream, 5)
    await votes(people, BEN, 3)
    async with listening(service.address, after=events[-1]["cursor"]) as stream:
        events += await some(stream, 7)
    assert positions(events) == list(range(last - 7, last + 5))


async def test_a_long_way_back_is_read_page_by_page_while_more_comes(
    service: Service, people: Client, paper: str
) -> None:
    number = 2 * activity_log.MAX_ENTRIES + 7
    await people.store.write(LOGGED, {"paper": paper, "number": number, "at": "2026-11-01T00:00:00Z"})
    async with listening(service.address, paper, after=f"{paper}/0") as stream:
        events = await some(stream, 10)
        await people.store.write(LOGGED, {"paper": paper, "number": 120, "at": "2026-11-02T00:00:00Z"})
        events += await some(stream, number + 110)
    assert positions(events) == list(range(1, number + 121))


async def test_any_id_of_the_paper_serves(service: Service, people: Client) -> None:
    await votes(people, BEN, 1)
    last = await newest(people.store)
    for name in ("W9", "doi:10.5555/1"):
        async with listening(service.address, name, after=f"W1/{last - 1}") as stream:
            (event,) = await some(stream, 1)
        assert event["paper"]["id"] == "W1"


@pytest.mark.parametrize(
    ("paper", "after", "code"),
    [
        ("W404", None, "BAD_USER_INPUT"),
        ("usr_ben", None, "BAD_USER_INPUT"),
        ("W1", "W1/99999", "BAD_USER_INPUT"),
        ("W1", "nonsense", "BAD_USER_INPUT"),
        ("W1", "W1/-1", "BAD_USER_INPUT"),
        ("W1", "W1/" + "9" * 40, "BAD_USER_INPUT"),
        ("W1", "", "BAD_USER_INPUT"),
        ("W1", "W2/1", "CURSOR_EXPIRED"),
    ],
)
async def test_what_cannot_be_followed_says_why(service: Service, paper: str, after: str | None, code: str) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.subscribe(paper=paper, after=after)
        answer = await hand.hear()
    assert (answer["type"], answer["id"]) == ("error", "1")
    (error,) = answer["payload"]
    assert error["extensions"]["code"] == code
    assert error["path"] == ["paperActivity"]


async def test_a_cursor_older_than_the_log_says_that_it_is(service: Service, people: Client, paper: str) -> None:
    for day in ("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"):
        await people.store.write(LOGGED, {"paper": paper, "number": 10, "at": day})
    await activity_log.prune(people.store, "2026-11-01T12:00:00Z")
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.subscribe(paper=paper, after=f"{paper}/5")
        (error,) = (await hand.hear())["payload"]
        assert error["extensions"]["code"] == "CURSOR_EXPIRED"
    async with listening(service.address, paper, after=f"{paper}/19") as stream:
        assert positions(await some(stream, 1)) == [20]


async def test_a_hundred_listeners_cost_one_statement_a_tick_and_one_an_event(
    service: Service, people: Client, subscribers: Subscribers
) -> None:
    with record_statements(service.app.state.store) as ran:
        async with by_hand(service.address) as hand, by_hand(service.address) as other:
            await hand.begin()
            await other.begin()
            for each in range(50):
                await hand.subscribe(str(each))
                await other.subscribe(str(each))
            await subscribers(100)
            ran.clear()
            await votes(people, BEN, 1)
            messages = [await one.hear() for one in (hand, other) for _ in range(100)]
        answering = [text for text in ran if LOG not in text]
    assert {each["type"] for each in messages} == {"next"}
    # Two where all of it takes less than a second; on a busy machine some responses are rendered again.
    assert len(answering) < 20
    assert len(ran) < 60


async def test_subscribers_that_reconnect_at_once_share_statements(people: Client) -> None:
    await votes(people, BEN, 20)
    async with follow_log(people.store) as follower:
        with record_statements(people.store) as ran:
            papers = ("W1", "W2", "W9", "W0") * 50
            stood = await asyncio.gather(*(follower.positions.of("id", paper) for paper in papers))
            assert {each and each[0] for each in stood} == {"W1", "W2", None}
            last = await newest(people.store)
            back = [follower.events("W1", last - number, last) for number in range(1, 21)]
            events = [[(await anext(each)).position for _ in range(number)] for number, each in enumerate(back, 1)]
            assert events == [list(range(last - number + 1, last + 1)) for number in range(1, 21)]
        assert len(ran) < 12
        for each in back:
            await each.aclose()


async def test_nobody_listening_costs_nothing(people: Client) -> None:
    async with follow_log(people.store) as follower:
        last = await newest(people.store)
        events = follower.events("W1", last, last)
        coming = asyncio.ensure_future(anext(events))
        await votes(people, BEN, 1)
        event: Event = await coming
        assert event.position == last + 1
        await events.aclose()
        with record_statements(people.store) as ran:
            await asyncio.sleep(3 * TICK)
        assert ran == []


async def test_a_subscriber_that_reads_nothing_delays_nobody(people: Client) -> None:
    async with follow_log(people.store) as follower:
        last = await newest(people.store)
        slow, quick = follower.events("W1", last, last), follower.events("W1", last, last)
        await votes(people, BEN, 1)
        assert (await anext(slow)).position == last + 1
        await votes(people, BEN, 300)
        assert [(await anext(quick)).position for _ in range(303)] == list(range(last + 1, last + 304))
        assert [(await anext(slow)).position for _ in range(302)] == list(range(last + 2, last + 304))
        await slow.aclose()
        await quick.aclose()
