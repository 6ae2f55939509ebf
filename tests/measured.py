"""Values of metrics of this process."""

from telemetry.declarations import REGISTRY


def measured(name: str, **labels: str) -> float:
    """The value of a series, 0 before its first event."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


def total(name: str) -> float:
    """The sum of all series of a sample."""
    samples = (sample for metric in REGISTRY.collect() for sample in metric.samples)
    return sum(sample.value for sample in samples if sample.name == name)


def executions(ran: str) -> float:
    """The operations with this outcome of `peergraph_operations_total`."""
    return measured("peergraph_operations_total", ran=ran)
