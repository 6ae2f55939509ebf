"""GraphQL over HTTP. Source: https://graphql.github.io/graphql-over-http/draft/"""

import gzip
import json

import httpx
import pytest

from tests.endpoints.conftest import TITLE
from tests.endpoints.serving import Service

GRAPHQL = "application/graphql-response+json"
QUERY = '{ paper(by: {id: "W1"}) { id title } }'
ANSWER = {"paper": {"id": "W1", "title": TITLE}}


def refused(response: httpx.Response, status: int, *phrases: str, code: str = "BAD_REQUEST") -> None:
    """Asserts one error with this status, code and words in its message."""
    assert response.status_code == status, response.text
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == code
    assert all(word in error["message"] for word in phrases), error["message"]
    assert "data" not in response.json()


async def test_a_query_by_post(service: Service) -> None:
    response = await service.post({"query": QUERY}, accept=GRAPHQL)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
    assert response.json()["data"] == ANSWER
    assert set(response.json()) == {"data", "extensions"}


async def test_letters_of_all_scripts_go_both_ways_as_they_are(service: Service) -> None:
    response = await service.post({"query": QUERY})
    assert "🧭 グラフ — «ünïcode» \u2028".encode() in response.content
    query = "query($f: AuthorFilter) { authors(filter: $f) { totalCount } }"
    raw = json.dumps({"query": query, "variables": {"f": {"name": "ADÁ"}}}, ensure_ascii=False)
    headers = {"content-type": "application/json; charset=UTF-8"}
    response = await service.http.post("/graphql", content=raw.encode(), headers=headers)
    assert response.json()["data"] == {"authors": {"totalCount": 1}}


async def test_a_query_by_get(service: Service) -> None:
    query = "query Q($id: ID!) { paper(by: {id: $id}) { id title } } query Other { __typename }"
    parameters = {"query": query, "operationName": "Q", "variables": '{"id": "W1"}'}
    response = await service.http.get("/graphql", params=parameters)
    assert (response.status_code, response.json()["data"]) == (200, ANSWER)


async def test_head_is_get_without_a_body(service: Service) -> None:
    response = await service.http.head("/graphql", params={"query": QUERY})
    assert (response.status_code, response.content) == (200, b"")


async def test_mutations_by_get_are_refused_with_what_to_do(service: Service) -> None:
    response = await service.http.get("/graphql", params={"query": "mutation { anything }"})
    refused(response, 405, "POST")
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods_are_refused_with_those_there_are(service: Service, method: str) -> None:
    response = await service.http.request(method, "/graphql", json={"query": QUERY})
    assert response.status_code == 405
    assert {"GET", "POST"} <= {each.strip() for each in response.headers["allow"].split(",")}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b'{"query": "\xff"}', "JSON"),
        (b"null", "one JSON object"),
        (b'"{ graph { papers } }"', "one JSON object"),
        (b"{}", "`query` is"),
        (b'{"query": 5}', "`query`"),
        (b'{"query": "  "}', "`query` is"),
        (b'{"query": "{ __typename }", "operationName": 5}', "`operationName`"),
        (b'{"query": "{ __typename }", "variables": []}', "`variables`"),
        (b'{"query": "{ __typename }", "variables": "{}"}', "`variables`"),
        (b'{"query": "{ __typename }", "extensions": []}', "`extensions`"),
        (b'{"query": "{ __typename }", "extensions": "x"}', "`extensions`"),
        (b'{"query": "{ __typename }", "extensions": false}', "`extensions`"),
    ],
)
async def test_malformed_requests_are_rejected(service: Service, body: bytes, message: str) -> None:
    headers = {"content-type": "application/json"}
    response = await service.http.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400, response.text
    assert message in response.json()["errors"][0]["message"]
    assert "data" not in response.json()
    newer = await service.http.post("/graphql", content=body, headers=headers | {"accept": GRAPHQL})
    assert newer.status_code == (400 if message in {"JSON", "`query` is"} else 422)


@pytest.mark.parametrize(
    ("query", "name", "message"),
    [
        ("query A { __typename } query B { __typename }", None, "`operationName`"),
        ("query A { __typename }", "C", "'C'"),
        ("fragment F on Paper { id }", None, ""),
    ],
)
async def test_a_document_must_determine_its_operation(
    service: Service, query: str, name: str | None, message: str
) -> None:
    response = await service.post({"query": query, "operationName": name}, accept=GRAPHQL)
    assert response.status_code == 422
    assert message in response.json()["errors"][0]["message"]


async def test_a_list_of_requests_is_refused_with_what_to_do(service: Service) -> None:
    refused(await service.post([{"query": QUERY}, {"query": QUERY}]), 400, "list", "its own request")


@pytest.mark.parametrize("variables", ["{", "[]", "5"])
async def test_variables_that_are_no_json_object_are_refused_by_get_too(service: Service, variables: str) -> None:
    response = await service.http.get("/graphql", params={"query": QUERY, "variables": variables})
    refused(response, 400, "variables")


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/graphql",
        "application/json; charset=latin1",
    ],
)
async def test_a_body_that_is_no_json_is_refused(service: Service, kind: str | None) -> None:
    headers = {"content-type": kind} if kind else {}
    content = json.dumps({"query": QUERY}).encode()
    refused(await service.http.post("/graphql", content=content, headers=headers), 415, "application/json")


async def test_a_body_that_is_too_large_is_refused(service: Service) -> None:
    refused(await service.post({"query": QUERY, "more": "x" * 100_000}), 413, "100000")


@pytest.mark.parametrize("encoding", ["gzip", "br", "nonsense"])
async def test_a_body_with_a_content_coding_is_refused(service: Service, encoding: str) -> None:
    body = gzip.compress(json.dumps({"query": QUERY}).encode())
    headers = {"content-type": "application/json", "content-encoding": encoding}
    refused(await service.http.post("/graphql", content=body, headers=headers), 415, "Content-Encoding")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        (f"*/*, {GRAPHQL}", GRAPHQL),
        ("*/*, application/json", "application/json"),
        (f"application/json, {GRAPHQL}", GRAPHQL),
        ("application/json", "application/json"),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL};q=0.5, application/json", "application/json"),
        (f"{GRAPHQL}, application/json;q=0.9", GRAPHQL),
        (f"{GRAPHQL.upper()}; charset=utf-8", GRAPHQL),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        (f"{GRAPHQL};q=0, */*;q=0.1", "application/json"),
        ("application/json;q=0.1, application/*;q=0.5", GRAPHQL),
    ],
)
async def test_it_answers_in_the_media_type_that_is_preferred(service: Service, accept: str, media: str) -> None:
    response = await service.post({"query": QUERY}, accept=accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{media}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json;q=0", "*/*;q=0", "*/*;q=nan"])
async def test_an_unsupported_accept_header_gets_406_with_the_media_types(service: Service, accept: str) -> None:
    response = await service.post({"query": QUERY}, accept=accept)
    refused(response, 406, GRAPHQL, "application/json")


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{ paper", {}, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query($id: ID!) { paper(by: {id: $id}) { id } }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int) { papers(first: $n) { nodes { id } } }", {"n": "many"}, "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int) { papers(first: $n) { nodes { id } } }", {"n": 2**40}, "GRAPHQL_VALIDATION_FAILED"),
        ("query($f: PaperFilter) { papers(filter: $f) { totalCount } }", {"f": {"x": 1}}, "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { anything }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query A { __typename } query B { __typename }", {}, "BAD_REQUEST"),
        ("{ papers(first: -1) { nodes { id } } }", {}, "BAD_USER_INPUT"),
        ("{ papers(first: 1000) { nodes { citations(first: 1000) { nodes { id } } } } }", {}, "QUERY_TOO_EXPENSIVE"),
    ],
)
async def test_what_cannot_run_has_a_code_and_a_status(
    service: Service, query: str, variables: dict[str, object], code: str
) -> None:
    body = {"query": query, "variables": variables}
    response = await service.post(body, accept=GRAPHQL)
    assert response.status_code == (400 if code == "GRAPHQL_PARSE_FAILED" else 422)
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == [code]
    assert "data" not in response.json()
    # A client of before that media type gets 200 with the same errors.
    older = await service.post(body, accept="application/json")
    assert (older.status_code, older.json()) == (200, response.json())


@pytest.mark.parametrize(
    ("path", "accept"), [("/graphql", GRAPHQL), ("/graphql", "application/json"), ("/graphql/cost", "*/*")]
)
async def test_an_unforeseen_error_of_planning_is_masked_and_numbered(
    service: Service, monkeypatch: pytest.MonkeyPatch, path: str, accept: str
) -> None:
    def unforeseen(*_: object) -> None:
        raise KeyError("a secret")

    monkeypatch.setattr("execution.prepare.get_plan", unforeseen)
    headers = {"accept": accept, "origin": "https://example.org"}
    response = await service.http.post(path, json={"query": QUERY}, headers=headers)
    assert response.status_code == 500
    assert response.headers["access-control-allow-origin"] == "*"
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["extensions"]["id"] in error["message"]
    assert "secret" not in response.text


async def test_variables_apply_to_a_cached_operation(service: Service) -> None:
    """A request with an absent variable, whose default is a cursor, and one with null share no plan."""
    page = "papers(first: 1, after: $after) { nodes { id } pageInfo { endCursor } }"
    first = (await service.ask(f"query($after: String) {{ {page} }}"))["data"]["papers"]
    default = f'query($after: String = "{first["pageInfo"]["endCursor"]}") {{ {page} }}'
    absent: dict[str, None] = {}
    null = {"after": None}
    for order in ([absent, null, absent], [null, absent]):
        for variables in order:
            nodes = (await service.ask(f"{default} # {order}", **variables))["data"]["papers"]["nodes"]
            assert nodes == (first["nodes"] if variables else [])


async def test_responses_are_compressed_for_clients_that_accept_it(service: Service) -> None:
    body = json.dumps({"query": '{ paper(by: {id: "W1"}) { abstract } }'}).encode()
    headers = {"content-type": "application/json", "accept-encoding": "gzip"}
    async with service.http.stream("POST", "/graphql", content=body, headers=headers) as response:
        raw = b"".join([chunk async for chunk in response.aiter_raw()])
    assert response.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in response.headers["vary"].lower()
    assert len(raw) < 1_000
    assert json.loads(gzip.decompress(raw))["data"]["paper"]["abstract"].startswith("Graphs.")


async def test_a_coding_with_weight_zero_is_not_used(service: Service) -> None:
    body = {"query": '{ paper(by: {id: "W1"}) { abstract } }'}
    response = await service.post(body, accept_encoding="gzip;q=0, identity")
    assert "content-encoding" not in response.headers
    assert "accept-encoding" in response.headers["vary"].lower()


async def test_a_request_without_accept_gets_json(service: Service) -> None:
    request = service.http.build_request("POST", "/graphql", json={"query": QUERY})
    del request.headers["accept"]
    response = await service.http.send(request)
    assert response.headers["content-type"] == "application/json; charset=utf-8"


async def test_a_page_of_another_origin_may_query(service: Service) -> None:
    preflight_headers = {
        "origin": "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    preflight = await service.http.options("/graphql", headers=preflight_headers)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()
    response = await service.post({"query": QUERY}, origin="https://example.org")
    assert response.headers["access-control-allow-origin"] == "*"


async def test_every_answer_says_its_cost(service: Service) -> None:
    answer = await service.ask("{ papers(first: 7) { nodes { authors(first: 2) { nodes { id } } } } }")
    cost = answer["extensions"]["cost"]
    assert cost["work"] > 500
    assert cost["limit"] == 1_000_000
