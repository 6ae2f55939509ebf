"""Traces and metrics over OTLP: what a request does is a tree of spans, without text of the client."""

import socket
import time
from collections.abc import AsyncIterator
from contextlib import nullcontext
from typing import Any, Final

import pytest
import pytest_asyncio

from errors import CannotStart
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from telemetry import otlp, tracing
from telemetry.otlp import is_configured
from tests.endpoints.serving import served, settings
from tests.telemetry.receiver import Receiver, attributes, receiving

TRACE: Final = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT: Final = "00f067aa0ba902b7"
MARK: Final = "zq7"
PAPER: Final = cypher("""\
CREATE (p:Paper {id: 'W1', title: 'zq7 title', sortTitle: 'zq7', kind: 'ARTICLE', sortYear: 2022, year: 2022,
                 sortDate: '', citations: 0})
RETURN p.id""")
QUERY: Final = """query zq7name($zq7v: ID!) {
  zq7a: paper(by: {id: $zq7v}) { title zq7n: cite(format: TEXT) }
  papers(first: 2, filter: {topics: ["T77"]}) { nodes { id } }
}"""


@pytest_asyncio.fixture(scope="module")
async def received(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Receiver]:
    """What a service sent that answered a query, a failed one, a page and a check of its health."""
    await graph.write(PAPER, {})
    with receiving() as receiver, pytest.MonkeyPatch.context() as environment:
        environment.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint)
        environment.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
        async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as service:
            headers = {"traceparent": f"00-{TRACE}-{PARENT}-01", "x-zq7": MARK, "user-agent": MARK}
            body = {"query": QUERY, "variables": {"zq7v": "W1"}}
            answer = await service.http.post("/graphql?zq7=zq7", json=body, headers=headers)
            assert answer.json()["data"]["zq7a"]["title"] == "zq7 title"
            await service.http.post("/graphql", json={"query": "{ zq7 }"})
            await service.http.get("/papers/W404?q=zq7", headers={"cookie": "peergraph=zq7"})
            await service.http.get("/health/live")
        yield receiver


def named(receiver: Receiver, name: str) -> list[Any]:
    return [span for span in receiver.spans if span.name == name]


async def test_a_request_is_a_tree_of_spans(received: Receiver) -> None:
    (request,) = [span for span in named(received, "POST /graphql") if span.trace_id.hex() == TRACE]
    assert request.parent_span_id.hex() == PARENT
    assert attributes(request) == {
        "http.request.method": "POST", "http.route": "/graphql", "http.response.status_code": 200,
        "url.scheme": "http", "peergraph.request.id": "test-request",
    }  # fmt: skip
    below = received.below(request)
    names = {span.name for span in below}
    assert {"plan", "query", "fetch", "read neo4j"} <= names
    assert any(name.startswith("resolve ") for name in names)
    (query,) = [span for span in below if span.name == "query"]
    assert attributes(query)["graphql.operation.type"] == "query"
    assert attributes(query)["peergraph.operation.field"] == "several"
    assert attributes(query)["peergraph.operation.cost"] > 0
    statements = [attributes(span) for span in below if span.name == "read neo4j"]
    assert {each["db.system.name"] for each in statements} == {"neo4j"}
    assert any("MATCH" in each["db.query.text"] for each in statements)
    assert all(span.links for span in below if span.name == "fetch")


async def test_no_text_of_a_client_is_sent(received: Receiver) -> None:
    assert received.spans
    assert received.metrics
    assert not [body for body in received.bodies if MARK.encode() in body.lower() or b"T77" in body]


async def test_pages_have_spans_and_checks_of_health_none(received: Receiver) -> None:
    (page,) = [span for span in received.spans if span.name.startswith("GET /papers/")]
    assert attributes(page)["http.response.status_code"] == 404
    assert not [span for span in received.spans if "health" in span.name]


async def test_metrics_follow_the_conventions(received: Receiver) -> None:
    metrics = {metric.name: metric for metric in received.metrics}
    requests = metrics["http.server.request.duration"]
    assert requests.unit == "s"
    routes = {attributes(point)["http.route"] for point in requests.histogram.data_points}
    assert "/graphql" in routes
    statements = metrics["db.client.operation.duration"].histogram.data_points
    assert {attributes(point)["db.operation.name"] for point in statements} >= {"read"}
    assert metrics["peergraph_operations"].sum.data_points
    assert metrics["peergraph_store_available"].gauge.data_points[0].as_double == 1
    (resource,) = {tuple(sorted(each.items())) for each in received.resources}
    named = dict(resource)
    assert named["service.name"] == "peergraph"
    assert named["deployment.environment.name"] == "test"


@pytest.mark.parametrize(
    ("environment", "on"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://collector:4318/v1/metrics"}, False),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, True),
        ({"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}, False),
        ({"OTEL_SDK_DISABLED": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}, False),
    ],
)
def test_traces_are_on_if_configured(environment: dict[str, str], on: bool) -> None:
    assert is_configured("TRACES", environment) is on


@pytest.mark.parametrize(
    "environment",
    [
        {"OTEL_TRACES_EXPORTER": "zipkin"},
        {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4317"},
    ],
)
def test_what_is_not_supported_is_an_error_that_names_the_variable(environment: dict[str, str]) -> None:
    with pytest.raises(CannotStart, match=next(iter(environment))):
        is_configured("TRACES", environment)


def test_nothing_is_created_while_traces_are_off() -> None:
    assert not tracing.is_on()
    assert tracing.span("a") is tracing.span("b", {"c": 1}, kind="client")
    assert isinstance(tracing.span("a"), nullcontext)
    assert tracing.link() is None


async def test_a_receiver_that_does_not_answer_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(otlp, "FLUSH_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", f"http://127.0.0.1:{deaf.getsockname()[1]}/v1/traces")
        began = time.monotonic()
        async with otlp.opentelemetry("1"):
            with tracing.span("a"):
                pass
        assert time.monotonic() - began < 5  # the SDK alone waits for 10 s
