"""The live API, on a local server that answers in its format: pages, key, waiting, refusals."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import orjson
import pytest

from errors import BadInput
from graphdb.store import Store
from ingest.api import PAGE, Api, ApiError, by_ids, search_works
from ingest.pipeline import ingest
from ingest.sources import Source
from tests.ingest.records import Record, authorship, whole, work
from tests.ingest.server import OpenAlex, serving

WORKS = [work(number) for number in range(1, 2 * PAGE + 51)]


@pytest.fixture
def server() -> Iterator[OpenAlex]:
    with serving(WORKS) as running:
        yield running


def api(server: OpenAlex, key: str | None = None) -> Api:
    return Api(server.address, key, pauses=(0.01, 0.01), spacing=0.0)


async def records(source: Source) -> list[Record]:
    return [orjson.loads(line) async for chunk in source.chunks() for line in chunk.lines]


async def test_pages_follow_the_cursor_to_the_end(server: OpenAlex) -> None:
    source = search_works(api(server, "secret"), search="deep learning", filters="is_oa:true", limit=None)
    assert await records(source) == WORKS
    assert [asked["cursor"] for _, asked in server.asked] == ["*", f"after-{PAGE}", f"after-{2 * PAGE}"]
    assert {key: server.asked[0][1][key] for key in ("search", "filter", "api_key", "per-page")} == {
        "search": "deep learning",
        "filter": "is_oa:true",
        "api_key": "secret",
        "per-page": str(PAGE),
    }


@pytest.mark.parametrize("limit", [1, PAGE, PAGE + 1])
async def test_a_limit_asks_for_no_more(server: OpenAlex, limit: int) -> None:
    assert len(await records(search_works(api(server), search=None, filters="x:y", limit=limit))) == limit
    assert sum(int(asked["per-page"]) for _, asked in server.asked) == limit
    assert "api_key" not in server.asked[0][1]


async def test_it_waits_as_long_as_it_is_asked_to(server: OpenAlex) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    server.troubles = [(429, {"Retry-After": "1"}, {"error": "Too many requests"}), (429, {"Retry-After": soon}, {})]
    began = time.monotonic()
    assert len(await records(search_works(api(server), search="x", filters=None, limit=5))) == 5
    # A date has whole seconds.
    assert time.monotonic() - began >= 1.0
    assert len(server.asked) == 3


async def test_a_day_that_is_used_up_is_said(server: OpenAlex) -> None:
    server.troubles = [(429, {"Retry-After": "7200"}, {})]
    with pytest.raises(ApiError, match="asks to wait 120 minutes: run the same command again then"):
        await records(search_works(api(server), search="x", filters=None, limit=5))


async def test_an_api_out_of_order_is_tried_again_and_then_given_up(server: OpenAlex) -> None:
    server.troubles = [(503, {}, {}), (500, {}, {})]
    assert len(await records(search_works(api(server), search="x", filters=None, limit=5))) == 5
    server.troubles = [(503, {}, {})] * 3
    with pytest.raises(ApiError, match="OpenAlex answered 503 to /works"):
        await records(search_works(api(server), search="x", filters=None, limit=5))


async def test_refusals_say_what_to_do(server: OpenAlex) -> None:
    server.troubles = [
        (403, {}, {}),
        (400, {}, {"error": "Invalid query parameters", "message": "nope is not a filter"}),
    ]
    with pytest.raises(ApiError, match="check OPENALEX_API_KEY"):
        await records(search_works(api(server, "wrong"), search="x", filters=None, limit=5))
    with pytest.raises(ApiError, match="nope is not a filter"):
        await records(search_works(api(server), search=None, filters="nope:1", limit=5))
    nobody = Api("http://127.0.0.1:9", pauses=(), spacing=0.0)
    with pytest.raises(ApiError, match="cannot be reached"):
        await records(search_works(nobody, search="x", filters=None, limit=5))


async def test_ids_of_any_kind_are_asked_for_together(server: OpenAlex) -> None:
    texts = ["https://openalex.org/W7", "w9", "doi:10.5555/W11", "A5023888391", "I123"]
    sources = by_ids(api(server), texts)
    found = [record["id"] for source in sources[:2] for record in await records(source)]
    assert [name.removeprefix("https://openalex.org/") for name in found] == ["W7", "W9", "W11"]
    assert [asked["filter"] for _, asked in server.asked] == ["openalex:W7|W9", "doi:10.5555/w11"]
    assert [source.name.removeprefix(server.address) for source in sources] == [
        "/works", "/works", "/authors", "/institutions",
    ]  # fmt: skip
    with pytest.raises(BadInput, match="'nonsense' is no OpenAlex key"):
        by_ids(api(server), ["nonsense"])


async def test_a_byline_that_the_list_cuts_short_is_fetched_whole(empty_store: Store) -> None:
    crowd = work(1, authorships=[authorship(number) for number in range(1, 151)])
    with serving([crowd, work(2)]) as server:
        report = await ingest(empty_store, [search_works(api(server), search="x", filters=None, limit=None)])
    assert report.counts == {("Paper", "new"): 2}
    _, edges = await whole(empty_store)
    assert len([edge for edge in edges if edge[1] == "AUTHORED" and edge[2] == "W1"]) == 150


def crowd(number: int, authors: int) -> Record:
    return work(number, authorships=[authorship(author) for author in range(1, authors + 1)])


@pytest.mark.parametrize(("authors", "requests"), [(99, 1), (100, 2), (101, 2), (3_000, 2)])
async def test_a_byline_of_100_may_be_cut_short(authors: int, requests: int) -> None:
    with serving([crowd(1, authors), work(2)]) as server:
        found = await records(search_works(api(server), search="x", filters=None, limit=None))
        assert [len(record["authorships"]) for record in found] == [authors, 2]
        assert len(server.asked) == requests


async def test_a_whole_record_that_is_not_there_leaves_the_list_s(empty_store: Store) -> None:
    with serving([crowd(1, 150), work(2)]) as server:
        await ingest(empty_store, [search_works(api(server), search="x", filters=None, limit=None)])
        server.gone = {"W1"}
        server.works[0]["updated_date"] = "2026-01-01"
        report = await ingest(empty_store, [search_works(api(server), search="x", filters=None, limit=None)])
    assert report.rejected == 0
    _, edges = await whole(empty_store)
    assert len([edge for edge in edges if edge[1] == "AUTHORED" and edge[2] == "W1"]) == 150


@pytest.mark.parametrize("largest", [25, 100, 200])
@pytest.mark.parametrize("name", [None, "per-page", "per_page"])
async def test_any_size_and_name_of_pages_is_met(server: OpenAlex, largest: int, name: str | None) -> None:
    server.largest, server.name = largest, name
    assert await records(search_works(api(server), search="x", filters=None, limit=None)) == WORKS


@pytest.mark.parametrize("status", [200, 400, 403, 413, 418, 500, 503])
async def test_an_answer_that_is_too_large_is_asked_for_in_smaller_pages(status: int) -> None:
    crowds = [crowd(number, 60) for number in range(1, 21)]
    with serving(crowds) as server:
        server.heavy, server.heavy_status = 60, status
        assert await records(search_works(api(server), search="x", filters=None, limit=None)) == crowds
        sizes = [int(asked["per-page"]) for _, asked in server.asked]
        assert sizes[:8] == [100, 50, 25, 12, 6, 3, 1, 1]
        server.heavy = 59
        with pytest.raises(ApiError, match="Response object too large"):
            await records(search_works(api(server), search="x", filters=None, limit=None))


async def test_a_refusal_without_a_key_says_where_to_get_one(server: OpenAlex) -> None:
    place = r"A key is free at https://openalex\.org/settings/api: set OPENALEX_API_KEY"
    server.closed = True
    with pytest.raises(ApiError, match=r"\(401\): it needs a key\. " + place):
        await records(search_works(api(server), search="x", filters=None, limit=5))
    assert len(await records(search_works(api(server, "secret"), search="x", filters=None, limit=5))) == 5
    server.closed = False
    server.troubles = [(403, {}, {})]
    with pytest.raises(ApiError, match=place):
        await records(search_works(api(server), search="x", filters=None, limit=5))
    server.troubles = [(429, {}, {"message": "Insufficient budget."})] * 3
    with pytest.raises(ApiError, match=r"429 to /works: Insufficient budget\. " + place):
        await records(search_works(api(server), search="x", filters=None, limit=5))
    server.troubles = [(429, {"Retry-After": "7200"}, {})]
    with pytest.raises(ApiError, match=place):
        await records(search_works(api(server), search="x", filters=None, limit=5))
    server.troubles = [(429, {"Retry-After": "7200"}, {})]
    with pytest.raises(ApiError, match=r"what came is kept\.$"):
        await records(search_works(api(server, "secret"), search="x", filters=None, limit=5))


async def test_what_is_no_json_is_said(server: OpenAlex) -> None:
    server.troubles = [(200, {}, {"hello": "there"})]
    with pytest.raises(ApiError, match="does not answer as OpenAlex's API does"):
        await records(search_works(api(server), search="x", filters=None, limit=5))
