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


@pytest.mark.parametrize("extensions", [[], "x", {"persistedQuery": []}, {"persistedQuery": {"sha256Hash": 5}}])
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


async def test_a_request_that_writes_or_fails_has_no_tag(service: Service) -> None:
    assert "etag" not in (await service.post({"query": QUERY})).headers
    assert "etag" not in (await service.http.get("/graphql", params={"query": "{ nothing }"})).headers
