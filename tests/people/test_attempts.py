"""Login attempts are counted by account and by address, for existing and unknown accounts alike."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from accounts import login_throttle
from accounts.token_bucket import TokenBuckets
from accounts.write_limit import WriteLimit
from errors import RateLimited
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.signing import LOG_IN, PASSWORD, browser

AGED = cypher("MATCH (a:Attempt) SET a.until = a.until - $by, a.expiresAt = a.expiresAt - $by RETURN count(a)")
COUNTERS = cypher("MATCH (a:Attempt) RETURN count(a)")
FORGET = cypher("MATCH (a:Attempt) DELETE a")


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running, browser(running) as person:
        await person.sign_up("known")
        yield running


@pytest_asyncio.fixture(autouse=True)
async def forgotten(graph: Store) -> None:
    await graph.write(FORGET, {})


async def count_failures(store: Store, counters: dict[str, int], times: int) -> None:
    for _ in range(times):
        await login_throttle.count_attempt(store, counters)


async def wait(store: Store, counters: dict[str, int]) -> int:
    """The seconds in the error of a rejected attempt."""
    with pytest.raises(RateLimited) as refused:
        await login_throttle.count_attempt(store, counters)
    return int("".join(filter(str.isdigit, str(refused.value))))


async def test_the_time_to_the_next_attempt_doubles_and_is_bounded(graph: Store) -> None:
    counters = login_throttle.by_account("ada", "192.0.2.9")
    await count_failures(graph, counters, login_throttle.FREE_BY_ACCOUNT)
    waits: list[int] = []
    for _ in range(14):
        await login_throttle.count_attempt(graph, counters)
        waits.append(await wait(graph, counters))
        await graph.write(AGED, {"by": waits[-1] * 1_000})
    assert waits[:6] == [2, 4, 8, 16, 32, 64]
    assert max(waits) == 900


async def test_counters_expire_after_an_hour_and_are_deleted(graph: Store) -> None:
    counters = login_throttle.by_account("ada", "192.0.2.9")
    await count_failures(graph, counters, login_throttle.FREE_BY_ACCOUNT + 1)
    await login_throttle.count_attempt(graph, login_throttle.by_account("ben", "192.0.2.9"))
    await graph.write(AGED, {"by": login_throttle.WINDOW + 1})
    await count_failures(graph, login_throttle.by_account("cleo", "192.0.2.9"), 1)
    assert await graph.read(COUNTERS, {}) == 2
    await count_failures(graph, counters, login_throttle.FREE_BY_ACCOUNT)


async def test_a_successful_log_in_takes_back_only_its_attempt(graph: Store) -> None:
    counters = login_throttle.by_address("192.0.2.1")
    await count_failures(graph, counters, login_throttle.FREE_BY_ADDRESS - 1)
    for _ in range(5):
        await login_throttle.count_attempt(graph, counters)
        await login_throttle.forgive_attempt(graph, counters)
    await login_throttle.count_attempt(graph, counters)
    await login_throttle.count_attempt(graph, counters)
    await wait(graph, counters)


async def test_many_at_once_are_all_counted(graph: Store) -> None:
    counters = login_throttle.by_account("dora", "192.0.2.2") | login_throttle.by_address("192.0.2.2")
    outcomes = await asyncio.gather(
        *(login_throttle.count_attempt(graph, counters) for _ in range(40)), return_exceptions=True
    )
    assert sum(outcome is None for outcome in outcomes) == login_throttle.FREE_BY_ACCOUNT + 1


@pytest.mark.sample(2)
@pytest.mark.parametrize("handle", ["known", "KNOWN", "unknown", "x" * 5_000, "'}) MATCH (n"])
async def test_a_log_in_is_refused_after_too_many_whether_the_account_is_there_or_not(
    service: Service, graph: Store, handle: str
) -> None:
    async with browser(service) as person:
        for _ in range(login_throttle.FREE_BY_ACCOUNT + 1):
            answer = await person.log_in(handle, "not the password")
            assert [each["code"] for each in answer["userErrors"]] == ["WRONG_CREDENTIALS"]
        # The first wait of two seconds may pass on a busy machine.
        await graph.write(AGED, {"by": -60_000})
        response = (await person.post(LOG_IN, {"handle": handle, "password": PASSWORD})).json()
        (error,) = response["errors"]
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert error["message"].startswith("Too many attempts: try again in ")


async def test_the_attempts_of_others_do_not_lock_the_owner_out(service: Service, graph: Store) -> None:
    async with browser(service) as owner, browser(service) as attacker:
        await owner.sign_up("besieged")
        await owner.ask("mutation { logOut { viewer { id } } }")
        for _ in range(login_throttle.FREE_BY_ACCOUNT + 1):
            await attacker.log_in("besieged", "not the password")
        await graph.write(AGED, {"by": -60_000})
        assert await attacker.code(LOG_IN, handle="besieged", password=PASSWORD) == "RATE_LIMITED"
        # A device that is known for another account, or a made-up one, is none.
        attacker.http.cookies.clear()
        attacker.http.cookies.set("peergraph-device", "guessed", domain="127.0.0.1")
        assert await attacker.code(LOG_IN, handle="besieged", password=PASSWORD) == "RATE_LIMITED"
        assert (await owner.log_in("besieged"))["viewer"]["handle"] == "besieged"
        # The known browser has a limit of its own.
        for _ in range(login_throttle.FREE_BY_DEVICE + 1):
            await owner.log_in("besieged", "not the password")
        await graph.write(AGED, {"by": -60_000})
        assert await owner.code(LOG_IN, handle="besieged", password=PASSWORD) == "RATE_LIMITED"


async def test_an_attacker_with_one_address_does_not_block_others(graph: Store) -> None:
    await count_failures(graph, login_throttle.by_account("ada", "192.0.2.1"), login_throttle.FREE_BY_ACCOUNT + 1)
    await wait(graph, login_throttle.by_account("ada", "192.0.2.1"))
    await login_throttle.count_attempt(graph, login_throttle.by_account("ada", "192.0.2.2"))
    for number in range(login_throttle.FREE_BY_HANDLE):
        await login_throttle.count_attempt(graph, login_throttle.by_account("ben", f"198.51.100.{number}"))
    await login_throttle.count_attempt(graph, login_throttle.by_account("ben", "203.0.113.1"))
    await wait(graph, login_throttle.by_account("ben", "203.0.113.2"))


async def test_response_time_does_not_reveal_whether_an_account_exists(service: Service, graph: Store) -> None:
    durations: dict[str, list[float]] = {"known": [], "unknown": []}
    async with browser(service) as person:
        for _ in range(12):
            await graph.write(FORGET, {})
            for handle, seconds in durations.items():
                began = time.perf_counter()
                await person.log_in(handle, "not the password")
                seconds.append(time.perf_counter() - began)
    there, not_there = (statistics.median(each[2:]) for each in durations.values())
    assert 0.5 < there / not_there < 2
    assert min(there, not_there) > 0.01


def test_writes_of_a_person_are_rate_limited() -> None:
    now = [0.0]
    pace = WriteLimit(6, TokenBuckets(clock=lambda: now[0]))
    for _ in range(6):
        pace.step("ada")
    with pytest.raises(RateLimited, match=r"6 writes in a minute.*try again in 10 s"):
        pace.step("ada")
    pace.step("ben")
    now[0] = 10.5
    pace.step("ada")
    with pytest.raises(RateLimited):
        pace.step("ada")


async def test_writes_beyond_the_rate_limit_are_rejected(
    neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    config = settings(neo4j, tmp_path_factory.mktemp("data"), writes_per_minute=3)
    query = 'mutation { vote(input: {paper: "W404", vote: LIKE}) { userErrors { code } } }'
    async with served(config) as running, browser(running) as person:
        await person.sign_up("hasty")
        for _ in range(3):
            await person.ask(query)
        assert await person.code(query) == "RATE_LIMITED"
