"""The client of OpenAlex's API, with a local server: pages, key, retries, errors."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import orjson
import pytest

from errors import BadInput
from graphdb.store import Store
from ingest.api import DEFAULT_PAGE_SIZE, Api, ApiError, by_ids, search_works
from ingest.pipeline import ingest
from ingest.sources import Source
from tests.ingest.records import Record, authorship, read_graph, work
from tests.ingest.server import OpenAlex, serve

WORKS = [work(number) for number in range(1, 2 * DEFAULT_PAGE_SIZE + 51)]


@pytest.fixture
def server() -> Iterator[OpenAlex]:
    with serve(WORKS) as running:
        yield running


def api(server: OpenAlex, key: str | None = None) -> Api:
    return Api(server.address, key, retry_delays=(0.01, 0.01), interval=0.0)


async def records(source: Source) -> list[Record]:
    return [orjson.loads(line) async for chunk in source.chunks() for line in chunk.lines]


async def test_pages_follow_the_cursor_to_the_end(server: OpenAlex) -> None:
    source = search_works(api(server, "secret"), search="deep learning", filters="is_oa:true", limit=None)
    assert await records(source) == WORKS
    assert [params["cursor"] for _, params in server.requests] == [
        "*",
        f"after-{DEFAULT_PAGE_SIZE}",
        f"after-{2 * DEFAULT_PAGE_SIZE}",
    ]
    assert {key: server.requests[0][1][key] for key in ("search", "filter", "api_key", "per-page")} == {
        "search": "deep learning",
        "filter": "is_oa:true",
        "api_key": "secret",
        "per-page": str(DEFAULT_PAGE_SIZE),
    }


@pytest.mark.parametrize("limit", [1, DEFAULT_PAGE_SIZE, DEFAULT_PAGE_SIZE + 1])
async def test_a_limit_bounds_the_requested_records(server: OpenAlex, limit: int) -> None:
    assert len(await records(search_works(api(server), search=None, filters="x:y", limit=limit))) == limit
    assert sum(int(params["per-page"]) for _, params in server.requests) == limit
    assert "api_key" not in server.requests[0][1]


async def test_the_client_waits_for_retry_after(server: OpenAlex) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    server.errors = [(429, {"Retry-After": "1"}, {"error": "Too many requests"}), (429, {"Retry-After": soon}, {})]
    began = time.monotonic()
    assert len(await records(search_works(api(server), search="x", filters=None, limit=5))) == 5
    # A date has whole seconds.
    assert time.monotonic() - began >= 1.0
    assert len(server.requests) == 3


async def test_an_exhausted_quota_is_an_error(server: OpenAlex) -> None:
    server.errors = [(429, {"Retry-After": "7200"}, {})]
    with pytest.raises(ApiError, match="asks to wait 120 minutes: run the same command again then"):
        await records(search_works(api(server), search="x", filters=None, limit=5))


async def test_an_unavailable_api_is_retried_a_limited_number_of_times(server: OpenAlex) -> None:
    server.errors = [(503, {}, {}), (500, {}, {})]
    assert len(await records(search_works(api(server), search="x", filters=None, limit=5))) == 5
    server.errors = [(503, {}, {})] * 3
    with pytest.raises(ApiError, match="OpenAlex answered 503 to /works"):
        await records(search_works(api(server), search="x", filters=None, limit=5))


async def test_errors_state_what_to_do(server: OpenAlex) -> None:
    server.errors = [
        (403, {}, {}),
        (400, {}, {"error": "Invalid query parameters", "message": "nope is not a filter"}),
    ]
    with pytest.raises(ApiError, match="check OPENALEX_API_KEY"):
        await records(search_works(api(server, "wrong"), search="x", filters=None, limit=5))
    with pytest.raises(ApiError, match="nope is not a filter"):
        await records(search_works(api(server), search=None, filters="nope:1", limit=5))
    unreachable = Api("http://127.0.0.1:9", retry_delays=(), interval=0.0)
    with pytest.raises(ApiError, match="cannot be reached"):
        await records(search_works(unreachable, search="x", filters=None, limit=5))


async def test_ids_of_any_kind_are_requested_in_batches(server: OpenAlex) -> None:
    texts = ["https://openalex.org/W7", "w9", "doi:10.5555/W11", "A5023888391", "I123"]
    sources = by_ids(api(server), texts)
    record_ids = [record["id"] for source in sources[:2] for record in await records(source)]
    assert [name.removeprefix("https://openalex.org/") for name in record_ids] == ["W7", "W9", "W11"]
    assert [params["filter"] for _, params in server.requests] == ["openalex:W7|W9", "doi:10.5555/w11"]
    assert [source.name.removeprefix(server.address) for source in sources] == [
        "/works", "/works", "/authors", "/institutions",
    ]  # fmt: skip
    with pytest.raises(BadInput, match="'nonsense' is not an OpenAlex key"):
        by_ids(api(server), ["nonsense"])


async def test_a_byline_that_a_list_truncates_is_fetched_in_full(empty_store: Store) -> None:
    crowd = work(1, authorships=[authorship(number) for number in range(1, 151)])
    with serve([crowd, work(2)]) as server:
        report = await ingest(empty_store, [search_works(api(server), search="x", filters=None, limit=None)])
    assert report.counts == {("Paper", "new"): 2}
    _, edges = await read_graph(empty_store)
    assert len([edge for edge in edges if edge[1] == "AUTHORED" and edge[2] == "W1"]) == 150


def crowd(number: int, authors: int) -> Record:
    return work(number, authorships=[authorship(author) for author in range(1, authors + 1)])


@pytest.mark.parametrize(("authors", "requests"), [(99, 1), (100, 2), (101, 2), (3_000, 2)])
async def test_a_byline_of_100_can_be_truncated(authors: int, requests: int) -> None:
    with serve([crowd(1, authors), work(2)]) as server:
        listed = await records(search_works(api(server), search="x", filters=None, limit=None))
        assert [len(record["authorships"]) for record in listed] == [authors, 2]
        assert len(server.requests) == requests


async def test_a_missing_full_record_leaves_that_of_the_list(empty_store: Store) -> None:
    with serve([crowd(1, 150), work(2)]) as server:
        await ingest(empty_store, [search_works(api(server), search="x", filters=None, limit=None)])
        server.missing = {"W1"}
        server.works[0]["updated_date"] = "2026-01-01"
        report = await ingest(empty_store, [search_works(api(server), search="x", filters=None, limit=None)])
    assert report.rejected == 0
    _, edges = await read_graph(empty_store)
    assert len([edge for edge in edges if edge[1] == "AUTHORED" and edge[2] == "W1"]) == 150


@pytest.mark.parametrize("largest", [25, 100, 200])
@pytest.mark.parametrize("name", [None, "per-page", "per_page"])
async def test_the_client_adapts_to_page_size_and_name(server: OpenAlex, largest: int, name: str | None) -> None:
    server.max_page_size, server.page_size_name = largest, name
    assert await records(search_works(api(server), search="x", filters=None, limit=None)) == WORKS


@pytest.mark.parametrize("status", [200, 400, 403, 413, 418, 500, 503])
async def test_a_response_that_is_too_large_is_requested_in_smaller_pages(status: int) -> None:
    crowds = [crowd(number, 60) for number in range(1, 21)]
    with serve(crowds) as server:
        server.max_authors, server.max_authors_status = 60, status
        assert await records(search_works(api(server), search="x", filters=None, limit=None)) == crowds
        sizes = [int(params["per-page"]) for _, params in server.requests]
        assert sizes[:8] == [100, 50, 25, 12, 6, 3, 1, 1]
        server.max_authors = 59
        with pytest.raises(ApiError, match="Response object too large"):
            await records(search_works(api(server), search="x", filters=None, limit=None))


async def test_an_error_without_a_key_states_where_to_get_one(server: OpenAlex) -> None:
    hint = r"Get a free key at https://openalex\.org/settings/api and set OPENALEX_API_KEY"
    server.key_required = True
    with pytest.raises(ApiError, match=r"\(401\): it needs a key\. " + hint):
        await records(search_works(api(server), search="x", filters=None, limit=5))
    assert len(await records(search_works(api(server, "secret"), search="x", filters=None, limit=5))) == 5
    server.key_required = False
    server.errors = [(403, {}, {})]
    with pytest.raises(ApiError, match=hint):
        await records(search_works(api(server), search="x", filters=None, limit=5))
    server.errors = [(429, {}, {"message": "Insufficient budget."})] * 3
    with pytest.raises(ApiError, match=r"429 to /works: Insufficient budget\. " + hint):
        await records(search_works(api(server), search="x", filters=None, limit=5))
    server.errors = [(429, {"Retry-After": "7200"}, {})]
    with pytest.raises(ApiError, match=hint):
        await records(search_works(api(server), search="x", filters=None, limit=5))
    server.errors = [(429, {"Retry-After": "7200"}, {})]
    with pytest.raises(ApiError, match=r"stored records stay\.$"):
        await records(search_works(api(server, "secret"), search="x", filters=None, limit=5))


async def test_a_response_of_another_form_is_an_error(server: OpenAlex) -> None:
    server.errors = [(200, {}, {"hello": "there"})]
    with pytest.raises(ApiError, match="does not respond like OpenAlex's API"):
        await records(search_works(api(server), search="x", filters=None, limit=5))
