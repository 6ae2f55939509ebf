"""Declares metrics: each once, with its meaning, unit and labels, from which docs/observability.md is derived."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

from telemetry import workers

workers.join()
disable_created_metrics()  # A series per counter with the time of its creation, which nothing reads.

#: How the gauges of workers are combined.
Combination = Literal["livesum", "livemin", "livemax"]

#: The metrics of this process.
REGISTRY: Final = CollectorRegistry()


@dataclass(frozen=True, slots=True)
class Declaration:
    """A metric as Prometheus names it. `unit` is empty for a number of things."""

    name: str
    kind: str
    meaning: str
    unit: str
    labels: tuple[str, ...]


#: All metrics of the service, in the order of their declaration.
DECLARATIONS: Final[list[Declaration]] = []


def counter(name: str, meaning: str, *labels: str) -> Counter:
    """A number of events; `name` ends in `_total`."""
    DECLARATIONS.append(Declaration(name, "counter", meaning, "", labels))
    return Counter(name, meaning, labels, registry=REGISTRY)


def gauge(name: str, meaning: str, *labels: str, unit: str = "", workers: Combination = "livesum") -> Gauge:
    """A value that rises and falls. `workers`: how the values of workers are combined."""
    DECLARATIONS.append(Declaration(name, "gauge", meaning, unit, labels))
    return Gauge(name, meaning, labels, registry=REGISTRY, multiprocess_mode=workers)


def histogram(name: str, meaning: str, *labels: str, buckets: Sequence[float], unit: str) -> Histogram:
    """A distribution."""
    DECLARATIONS.append(Declaration(name, "histogram", meaning, unit, labels))
    return Histogram(name, meaning, labels, registry=REGISTRY, buckets=buckets)
