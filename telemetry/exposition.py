"""The metrics of all workers of a service, in the format that the client accepts."""

from collections.abc import Iterator
from typing import Any, Final, cast

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from telemetry import workers
from telemetry.declarations import REGISTRY, Declaration
from telemetry.metrics import ALL

#: Of prometheus-client, which names and documents them.
PROCESS: Final = tuple(
    Declaration(f"process_{name}", kind, meaning, unit, ("worker",))
    for name, kind, meaning, unit in (
        ("virtual_memory_bytes", "gauge", "Virtual memory.", "bytes"),
        ("resident_memory_bytes", "gauge", "Resident memory.", "bytes"),
        ("start_time_seconds", "gauge", "Start of the process.", "seconds since 1970"),
        ("cpu_seconds_total", "counter", "Processor time, of user and system.", "seconds"),
        ("open_fds", "gauge", "Open file descriptors.", ""),
        ("max_fds", "gauge", "Largest number of open file descriptors.", ""),
    )
)


class _Processes(Collector):
    """The metrics of the processes of all workers, each with its name."""

    def collect(self) -> Iterator[Metric]:
        families: dict[str, Metric] = {}
        for worker, pid in workers.pids():
            for each in ProcessCollector(pid=lambda pid=pid: pid, registry=cast("Any", None)).collect():
                family = families.setdefault(each.name, Metric(each.name, each.documentation, each.type))
                for sample in each.samples:
                    family.add_sample(sample.name, {**sample.labels, "worker": worker}, sample.value)
        yield from families.values()


def all_declarations() -> tuple[Declaration, ...]:
    """The metrics of the service and those of its processes."""
    return *ALL, *PROCESS


def exposition(accept: str) -> tuple[bytes, str]:
    """The metrics of all workers, and their media type, for a header `Accept`."""
    encode, media = choose_encoder(accept)
    registry = CollectorRegistry()
    registry.register(_Processes())
    if (folder := workers.folder()) is None:
        registry.register(cast("Collector", REGISTRY))
    else:
        cast("Any", MultiProcessCollector)(registry, str(folder))
    return encode(registry), media
