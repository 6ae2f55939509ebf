"""Queries by the hash of their text, and answers that a client has already."""

import hashlib
import json
from typing import Any

import pytest

from tests.endpoints.serving import Service

QUERY = '{ paper(by: {id: "W1"}) { id } }'


def named(text: str) -> dict[str, Any]:
    """What a client sends instead of the text."""
    return {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(text.encode()).hexdigest()}}


async def test_a_hash_replaces_a_document_that_was_sent_before(service: Service) -> None:
    query = '{ a: paper(by: {id: "W1"}) { id } }'
    unknown = await service.post({"extensions": named(query)})
    (error,) = unknown.json()["errors"]
    assert (unknown.status_code, error["message"]) == (200, "PersistedQueryNotFound")
    assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    first = await service.post({"query": query, "extensions": named(query)})
    by_post = await service.post({"extensions": named(query)})
    by_get = await service.http.get("/graphql", params={"extensions": json.dumps(named(query))})
    assert first.json()["data"] == by_post.json()["data"] == by_get.json()["data"] == {"a": {"id": "W1"}}


async def test_a_hash_of_another_text_is_refused(service: Service) -> None:
    refused = await service.post({"query": QUERY, "extensions": named(QUERY + " ")})
    assert refused.status_code == 400
    assert "sha256Hash" in refused.json()["errors"][0]["message"]


@pytest.mark.parametrize("query", [{}, {"query": None}, {"query": ""}])
async def test_an_unknown_hash_is_not_cacheable(service: Service, query: dict[str, str | None]) -> None:
    extensions = named(f"{{ __typename }} # {query}")
    for response in (
        await service.post({**query, "extensions": extensions}),
        await service.http.get("/graphql", params={"extensions": json.dumps(extensions)}),
    ):
        assert response.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
        assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("extensions", [{"persistedQuery": []}, {"persistedQuery": {"sha256Hash": 5}}])
async def test_extensions_of_another_form_change_nothing(service: Service, extensions: object) -> None:
    assert (await service.post({"query": QUERY, "extensions": extensions})).json()["data"] == {"paper": {"id": "W1"}}
    assert (await service.post({"extensions": extensions})).status_code == 400


async def test_a_matching_etag_gets_304(service: Service) -> None:
    first = await service.http.get("/graphql", params={"query": QUERY})
    tag = first.headers["etag"]
    again = await service.http.get("/graphql", params={"query": QUERY}, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = await service.http.get("/graphql", params={"query": "{ __typename }"}, headers={"if-none-match": tag})
    assert other.status_code == 200
    assert {"authorization", "cookie"} <= {each.strip().lower() for each in other.headers["vary"].split(",")}


async def test_each_representation_has_its_own_etag(service: Service) -> None:
    params = {"query": '{ paper(by: {id: "W1"}) { abstract } }'}
    variants = [
        {"accept": media, "accept-encoding": coding}
        for media in ("application/json", "application/graphql-response+json")
        for coding in ("gzip", "identity", "gzip;q=0")
    ]
    answers = [await service.http.get("/graphql", params=params, headers=headers) for headers in variants]
    tags = [answer.headers["etag"] for answer in answers]
    assert len({*tags}) == 4
    assert [answer.headers.get("content-encoding") for answer in answers] == ["gzip", None, None] * 2
    for headers, tag in zip(variants, tags, strict=True):
        again = await service.http.get("/graphql", params=params, headers={**headers, "if-none-match": tag})
        assert (again.status_code, again.headers["etag"]) == (304, tag)
    other = await service.http.get("/graphql", params=params, headers={**variants[1], "if-none-match": tags[0]})
    assert other.status_code == 200


async def test_a_request_that_writes_or_fails_has_no_tag(service: Service) -> None:
    assert "etag" not in (await service.post({"query": QUERY})).headers
    assert "etag" not in (await service.http.get("/graphql", params={"query": "{ nothing }"})).headers
