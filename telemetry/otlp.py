"""Sends traces and metrics over OTLP, configured by the standard variables of OpenTelemetry.

Source: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
"""

import asyncio
import os
import socket
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from errors import CannotStart
from telemetry import recording, tracing, workers
from telemetry.declarations import REGISTRY
from telemetry.metrics import ALL

if TYPE_CHECKING:
    from opentelemetry.metrics import CallbackOptions, Meter, Observation

_ENDPOINT: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
#: The protocol of the exporter that is installed.
PROTOCOL: Final = "http/protobuf"
#: Seconds in which the last spans, and the last metrics, are sent when the service ends.
FLUSH_SECONDS: Final = 5.0


def is_configured(signal: str, environment: Mapping[str, str]) -> bool:
    """Whether a signal (`TRACES`, `METRICS`) is sent. Raises CannotStart for an exporter that does not exist here."""
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    exporter = environment.get(f"OTEL_{signal}_EXPORTER", "")
    if exporter not in {"", "otlp", "none"}:
        raise CannotStart(f"OTEL_{signal}_EXPORTER is {exporter!r}: use otlp or none.")
    endpoints = (_ENDPOINT, f"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")
    if exporter == "none" or not (exporter or any(environment.get(each) for each in endpoints)):
        return False
    for name in ("OTEL_EXPORTER_OTLP_PROTOCOL", f"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL"):
        if environment.get(name, PROTOCOL) != PROTOCOL:
            raise CannotStart(f"{name} is {environment[name]!r}: use {PROTOCOL}, usually on port 4318.")
    return True


@asynccontextmanager
async def opentelemetry(version: str) -> AsyncGenerator[None]:
    """Sends what is configured during the block, and the rest at its end. Raises CannotStart."""
    traces, metrics = (is_configured(signal, os.environ) for signal in ("TRACES", "METRICS"))
    if not (traces or metrics):
        yield
        return
    shut_down: list[Callable[[], object]] = []
    try:
        resource = _resource(version)
        if traces:
            shut_down.append(_trace(resource, version))
        if metrics:
            shut_down.append(_measure(resource, version))
    except ImportError as error:
        raise CannotStart(f"OTEL_… is set and {error.name} is not installed: pip install 'peergraph[otel]'.") from error
    try:
        yield
    finally:
        tracing.use(None)
        recording.use(None)
        for each in shut_down:
            await asyncio.to_thread(_end, each)


def _end(shut_down: Callable[[], object]) -> None:
    """Sends the rest for at most `FLUSH_SECONDS`: the SDK waits longer for a receiver that does not answer."""
    thread = Thread(target=shut_down, name="opentelemetry-end", daemon=True)
    thread.start()
    thread.join(FLUSH_SECONDS)


def _resource(version: str) -> Any:
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - an optional dependency

    name = os.environ.get("OTEL_SERVICE_NAME") or "peergraph"
    instance = f"{socket.gethostname()} {workers.identity()}"
    defaults = {"service.name": name, "service.version": version, "service.instance.id": instance}
    stated = dict(Resource.create().attributes)
    if str(stated.get("service.name", "")).startswith("unknown_service"):
        del stated["service.name"]
    return Resource({**defaults, **stated})


def _trace(resource: Any, version: str) -> Callable[[], object]:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracing.use(provider.get_tracer("peergraph", version))
    return provider.shutdown


def _measure(resource: Any, version: str) -> Callable[[], object]:
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter  # noqa: PLC0415
    from opentelemetry.sdk.metrics import MeterProvider  # noqa: PLC0415
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader  # noqa: PLC0415

    reader = PeriodicExportingMetricReader(OTLPMetricExporter())
    provider = MeterProvider([reader], resource=resource, shutdown_on_exit=False)
    meter = provider.get_meter("peergraph", version)
    recording.use(meter)
    _bridge(meter)
    return provider.shutdown


def _bridge(meter: "Meter") -> None:
    """Sends the counters and gauges of Prometheus under their names there."""
    for each in ALL:
        observe = partial(_observe, each.name)
        if each.kind == "counter":
            meter.create_observable_counter(each.name.removesuffix("_total"), [observe], description=each.meaning)
        elif each.kind == "gauge":
            meter.create_observable_gauge(each.name, [observe], description=each.meaning)


def _observe(name: str, _options: "CallbackOptions") -> "Iterable[Observation]":
    from opentelemetry.metrics import Observation  # noqa: PLC0415

    for family in REGISTRY.restricted_registry([name]).collect():
        for sample in family.samples:
            if sample.name == name:
                yield Observation(sample.value, sample.labels)
