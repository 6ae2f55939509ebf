"""Traces by OpenTelemetry: off, and then without cost, unless the standard variables `OTEL_…` configure an exporter.

Attributes are names of routes, fields and statements, and numbers: no text of clients, no values of parameters, no
secrets.
Sources: https://opentelemetry.io/docs/specs/semconv/http/http-spans/, …/graphql/graphql-spans/, …/db/database-spans/
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from opentelemetry.trace import Link, Span, Tracer

Attributes = Mapping[str, str | int | float | bool | Sequence[str]]
Kind = Literal["internal", "server", "client"]
_OFF: Final[AbstractContextManager[None]] = nullcontext()


class _State:
    """The tracer of this process; None while traces are off."""

    tracer: "Tracer | None" = None


def use(tracer: "Tracer | None") -> None:
    """Turns traces on or off."""
    _State.tracer = tracer


def is_on() -> bool:
    """Whether traces are recorded."""
    return _State.tracer is not None


def span(
    name: str,
    attributes: Attributes | None = None,
    *,
    kind: Kind = "internal",
    headers: Iterable[tuple[bytes, bytes]] | None = None,
    links: Sequence["Link"] = (),
) -> AbstractContextManager["Span | None"]:
    """A span as long as the block, None while traces are off. `headers`: of the request that begins the trace, whose
    `traceparent` is its parent."""
    if (tracer := _State.tracer) is None:
        return _OFF
    from opentelemetry.trace import SpanKind  # noqa: PLC0415 - an optional dependency

    parent = None if headers is None else _parent(headers)
    return tracer.start_as_current_span(
        name, context=parent, kind=SpanKind[kind.upper()], attributes=attributes, links=links, record_exception=False,
        set_status_on_exception=False,
    )  # fmt: skip


def describe(span: "Span | None", attributes: Attributes, error: str | None = None) -> None:
    """Adds attributes to a span. `error`: the code of the error with which it ends."""
    if span is None:
        return
    from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415

    span.set_attributes(attributes)
    if error is not None:
        span.set_attribute("error.type", error)
        span.set_status(Status(StatusCode.ERROR))


def rename(span: "Span | None", name: str) -> None:
    """Changes the name of a span, which is often clear only at its end."""
    if span is not None:
        span.update_name(name)


def link() -> "Link | None":
    """A link to the current span, None while traces are off."""
    if _State.tracer is None:
        return None
    from opentelemetry.trace import Link, get_current_span  # noqa: PLC0415

    return Link(get_current_span().get_span_context())


def _parent(headers: Iterable[tuple[bytes, bytes]]) -> Any:
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    carrier = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers if name.startswith(b"trace")}
    return TraceContextTextMapPropagator().extract(carrier)
