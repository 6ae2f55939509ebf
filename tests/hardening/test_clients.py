"""What one client may do: requests at the same time, and cost in a minute."""

from pathlib import Path
from typing import Final

from accounts import tokens
from graphdb import access_token
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.hardening.conftest import ADA, USER
from tests.hardening.raw import connect, head
from tests.waiting import until

LOGS_IN: Final = 'logIn(input: {handle: "nobody-here", password: "a wrong one"}) { userErrors { code } }'
LOG_IN: Final = {"query": f"mutation {{ {LOGS_IN} }}"}

QUERY: Final = {"query": "{ papers(first: 200) { nodes { title } } }"}


async def test_an_address_that_has_spent_its_minute_is_told_when_to_come_back(
    service: Service, neo4j: Address, tmp_path: Path
) -> None:
    _ = service  # Its papers are in the store.
    async with served(settings(neo4j, tmp_path, cost_per_minute=10)) as strict:
        first = await strict.post(QUERY)
        assert first.status_code == 200
        assert first.headers["ratelimit-policy"] == '"cost";q=10;w=60'
        assert first.headers["ratelimit"].startswith('"cost";r=0;t=')
        second = await strict.post(QUERY)
        (error,) = second.json()["errors"]
        assert (second.status_code, error["extensions"]["code"]) == (429, "RATE_LIMITED")
        assert int(second.headers["retry-after"]) == error["extensions"]["retryAfter"] > 0
        page = await strict.http.get("/papers", headers={"accept": "text/html"})
        assert (page.status_code, int(page.headers["retry-after"]) > 0) == (429, True)
        other = await strict.post(QUERY, x_forwarded_for="192.0.2.1")
        assert other.status_code == 200
        assert (await strict.http.get("/health/ready")).status_code == 200
        # Readers at the same address prevent nobody from signing in.
        spent = {"x-forwarded-for": "192.0.2.1"}
        assert (await strict.http.get("/papers", headers=spent)).status_code == 429
        assert (await strict.http.get("/sign-in", headers=spent)).status_code == 200
        signing = (await strict.post(LOG_IN)).json()
        assert signing["data"]["logIn"]["userErrors"][0]["code"] == "WRONG_CREDENTIALS"
        mixed = await strict.post({"query": f"mutation {{ {LOGS_IN} logOut {{ viewer {{ id }} }} }}"})
        assert mixed.status_code == 429


async def test_a_token_can_have_its_own_quota(service: Service, store: Store, neo4j: Address, tmp_path: Path) -> None:
    _ = service
    await store.write(USER, {"id": ADA})
    async with served(settings(neo4j, tmp_path, cost_per_minute=100, user_cost_per_minute=200)) as strict:
        policies = list[str]()
        for quota in (None, 5_000_000):
            created = await tokens.create(store, ADA, "library", "READ", None)
            assert created is not None
            assert await access_token.set_quota(store, created[0], quota) == "library"
            answer = await strict.post(QUERY, authorization=f"Bearer {created[1]}")
            policies.append(answer.headers["ratelimit-policy"])
            file = await strict.http.get("/papers/W1.bib", headers={"authorization": f"Bearer {created[1]}"})
            # The first has spent its allowance with the query.
            assert file.status_code == (429 if quota is None else 200)
        assert policies == ['"cost";q=200;w=60', '"cost";q=5000000;w=60']
        assert await access_token.set_quota(store, "tok_none", 1) is None


async def test_the_requests_of_one_address_at_the_same_time_are_limited(
    service: Service, neo4j: Address, tmp_path: Path
) -> None:
    _ = service
    async with served(settings(neo4j, tmp_path, client_requests=3)) as strict:
        used = strict.app.state.clients.requests.used
        writers = [(await connect(strict.address))[1] for _ in range(3)]
        for writer in writers:
            writer.write(head(100) + b"{")
        await until(lambda: used.total() == 3)
        refused = await strict.post(QUERY, origin="https://example.org")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        assert refused.headers["access-control-allow-origin"] == "*"
        assert refused.json()["errors"][0]["extensions"].items() >= {"code": "RATE_LIMITED", "retryAfter": 1}.items()
        assert (await strict.post(QUERY, x_forwarded_for="192.0.2.1")).status_code == 200
        assert (await strict.http.get("/health/live")).status_code == 200
        for writer in writers:
            writer.close()
        await until(lambda: used.total() == 0)
        assert (await strict.post(QUERY)).status_code == 200
