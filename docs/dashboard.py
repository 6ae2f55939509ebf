"""The dashboard for Grafana, made from the table of its panels. `python -m docs.dashboard` writes it.

Source of the form: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
"""

import json
from pathlib import Path
from typing import Any, Final, NamedTuple

DASHBOARD: Final = Path(__file__).parents[1] / "deploy" / "grafana" / "peergraph.json"
#: Panels of a row; a row of Grafana has 24 columns.
_COLUMNS: Final = 3
_HEIGHT: Final = 8
_DATA: Final = {"type": "prometheus", "uid": "${datasource}"}
#: The series of the services that are selected, within the time of a step.
_OF: Final = 'instance=~"$instance"'
_RATE: Final = "[$__rate_interval]"


class Panel(NamedTuple):
    """A graph: title, unit, and expressions with their legends."""

    title: str
    unit: str
    targets: tuple[tuple[str, str], ...]


def _rate(name: str, by: str, more: str = "") -> str:
    return f"sum by ({by}) (rate({name}{{{_OF}{more}}}{_RATE}))"


def _quantile(share: float, name: str, by: str, more: str = "") -> str:
    return f"histogram_quantile({share}, {_rate(f'{name}_bucket', f'{by}, le' if by else 'le', more)})"


def _sum(name: str, by: str) -> str:
    return f"sum by ({by}) ({name}{{{_OF}}})"


_LOOKUPS: Final = "peergraph_cache_lookups_total"
_HITS: Final = f"""{_rate(_LOOKUPS, "cache", ', outcome="hit"')} / {_rate(_LOOKUPS, "cache")}"""
PANELS: Final = {
    "Requests": (
        Panel("Requests", "reqps", ((_rate("peergraph_http_request_duration_seconds_count", "status"), "{{status}}"),)),
        Panel(
            "Latency of requests", "s",
            tuple((_quantile(share, "peergraph_http_request_duration_seconds", ""), f"p{share:.0%}".rstrip("%"))
                  for share in (0.5, 0.95, 0.99)),
        ),
        Panel(
            "Under way", "short",
            ((_sum("peergraph_http_requests_in_flight", "instance"), "requests {{instance}}"),
             (_sum("peergraph_operations_in_flight", "instance"), "operations {{instance}}"),
             (_sum("peergraph_operations_waiting", "lane"), "waiting {{lane}}")),
        ),
        Panel("Errors", "cps", ((_rate("peergraph_errors_total", "code"), "{{code}}"),)),
        Panel("Refused", "cps", ((_rate("peergraph_refusals_total", "code"), "{{code}}"),)),
        Panel(
            "Slowest routes", "s",
            ((f"topk(10, {_quantile(0.95, 'peergraph_http_request_duration_seconds', 'route')})", "{{route}}"),),
        ),
    ),
    "Operations": (
        Panel(
            "Operations by field", "cps",
            ((f"topk(10, {_rate('peergraph_operation_duration_seconds_count', 'kind, field')})",
              "{{kind}} {{field}}"),),
        ),
        Panel(
            "Slowest fields", "s",
            ((f"topk(10, {_quantile(0.95, 'peergraph_operation_duration_seconds', 'kind, field')})",
              "{{kind}} {{field}}"),),
        ),
        Panel("Cost in a second", "short", ((_rate("peergraph_operation_cost_sum", "kind"), "{{kind}}"),)),
        Panel("Slow operations", "cps", ((_rate("peergraph_slow_operations_total", "kind"), "{{kind}}"),)),
        Panel("Executors", "cps", ((_rate("peergraph_operations_total", "ran"), "{{ran}}"),)),
        Panel(
            "Hits of caches", "percentunit",
            ((_HITS, "{{cache}}"),),
        ),
    ),
    "Neo4j": (
        Panel(
            "Statements", "cps",
            ((_rate("peergraph_statement_duration_seconds_count", "access, outcome"), "{{access}} {{outcome}}"),),
        ),
        Panel(
            "Latency of statements", "s",
            ((_quantile(0.95, "peergraph_statement_duration_seconds", "access"), "p95 {{access}}"),),
        ),
        Panel(
            "Connections", "short",
            ((_sum("peergraph_store_connections_in_use", "instance"), "in use {{instance}}"),
             (_sum("peergraph_store_connections_limit", "instance"), "limit {{instance}}")),
        ),
        Panel(
            "Available", "bool",
            ((f"min by (instance) (peergraph_store_available{{{_OF}}})", "{{instance}}"),),
        ),
        Panel(
            "Retries and replaced pools", "cps",
            ((_rate("peergraph_statement_retries_total", "instance"), "retries {{instance}}"),
             (_rate("peergraph_store_pool_replacements_total", "instance"), "pools {{instance}}")),
        ),
        Panel(
            "Age of the citation index", "s",
            ((f"time() - min by (instance) (peergraph_citation_index_built_timestamp_seconds{{{_OF}}} > 0)",
              "{{instance}}"),),
        ),
    ),
    "Processes": (
        Panel("Processor", "percentunit", ((_rate("process_cpu_seconds_total", "instance, worker"),
                                            "{{instance}} {{worker}}"),)),
        Panel("Memory", "bytes", ((_sum("process_resident_memory_bytes", "instance, worker"),
                                   "{{instance}} {{worker}}"),)),
        Panel("File descriptors", "short", ((_sum("process_open_fds", "instance, worker"),
                                             "{{instance}} {{worker}}"),)),
        Panel(
            "Thread pools", "percentunit",
            ((f"{_sum('peergraph_thread_pool_jobs', 'pool')} / {_sum('peergraph_thread_pool_limit', 'pool')}",
              "{{pool}}"),),
        ),
        Panel(
            "Live connections", "short",
            ((_sum("peergraph_live_connections", "protocol"), "{{protocol}}"),
             (_sum("peergraph_live_subscriptions", "instance"), "subscriptions {{instance}}")),
        ),
        Panel(
            "Log lines", "cps",
            ((_rate("peergraph_log_lines_total", "level"), "{{level}}"),
             (_rate("peergraph_worker_starts_total", "instance"), "starts of workers {{instance}}")),
        ),
    ),
}  # fmt: skip


def dashboard() -> dict[str, Any]:
    """The dashboard as Grafana imports it."""
    panels: list[dict[str, Any]] = []
    top = 0
    for row, members in PANELS.items():
        place = {"h": 1, "w": 24, "x": 0, "y": top}
        panels.append({"type": "row", "title": row, "collapsed": False, "gridPos": place, "panels": []})
        panels += [_panel(panel, number, top + 1) for number, panel in enumerate(members)]
        top += 1 + _HEIGHT * -(-len(members) // _COLUMNS)
    return {
        "uid": "peergraph", "title": "Peergraph", "tags": ["peergraph"], "schemaVersion": 39, "version": 1,
        "editable": True, "refresh": "30s", "time": {"from": "now-3h", "to": "now"}, "timezone": "utc",
        "templating": {"list": [
            {"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus"},
            {"name": "instance", "label": "Instance", "type": "query", "datasource": _DATA, "multi": True,
             "includeAll": True, "current": {"text": "All", "value": "$__all"}, "refresh": 2,
             "query": {"query": "label_values(peergraph_info, instance)", "refId": "instance"}},
        ]},
        "panels": [{"id": number, **panel} for number, panel in enumerate(panels, 1)],
    }  # fmt: skip


def text() -> str:
    """The dashboard as text."""
    return json.dumps(dashboard(), indent=1) + "\n"


def _panel(panel: Panel, number: int, top: int) -> dict[str, Any]:
    width = 24 // _COLUMNS
    place = {"h": _HEIGHT, "w": width, "x": number % _COLUMNS * width, "y": top + number // _COLUMNS * _HEIGHT}
    return {
        "type": "timeseries", "title": panel.title, "datasource": _DATA, "gridPos": place,
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0, "custom": {"fillOpacity": 8}}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": [
            {"refId": chr(ord("A") + index), "datasource": _DATA, "expr": expression, "legendFormat": legend}
            for index, (expression, legend) in enumerate(panel.targets)
        ],
    }  # fmt: skip


if __name__ == "__main__":
    DASHBOARD.write_text(text(), encoding="utf-8")
