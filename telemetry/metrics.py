"""The metrics of the service.

The value of a label is one of a fixed set: a route of `app.py`, a field of the schema, a code of `errors.py`. Text of
clients is never a label, so that they cannot create series.
"""

from typing import Final

from telemetry.declarations import DECLARATIONS, counter, gauge, histogram

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_COSTS: Final = (100, 1_000, 5_000, 10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)

#: HTTP.
REQUESTS: Final = histogram(
    "peergraph_http_request_duration_seconds",
    "Duration of a request until its response is sent; of a stream of events, until it begins.",
    "route", "method", "status", buckets=_SECONDS, unit="seconds",
)  # fmt: skip
REQUESTS_IN_FLIGHT: Final = gauge("peergraph_http_requests_in_flight", "Requests under way.")
ERRORS: Final = counter(
    "peergraph_errors_total", "Errors in responses by their code (docs/errors.md), in GraphQL, pages and files.", "code"
)
REFUSALS: Final = counter(
    "peergraph_refusals_total",
    "Requests and operations that were refused because of a limit or of load, and can be repeated later, by code.",
    "code",
)

#: Operations.
OPERATIONS: Final = histogram(
    "peergraph_operation_duration_seconds",
    "Duration of a query or mutation, by the field of its root (`several` for more than one).",
    "kind", "field", buckets=_SECONDS, unit="seconds",
)  # fmt: skip
OPERATIONS_IN_FLIGHT: Final = gauge("peergraph_operations_in_flight", "Queries and mutations that run.")
COST: Final = histogram(
    "peergraph_operation_cost",
    "Cost of operations that were accepted (docs/cost.md).",
    "kind", buckets=_COSTS, unit="cost",
)  # fmt: skip
WAITING: Final = gauge(
    "peergraph_operations_waiting", "Operations that wait for their turn, by lane (`light`, `heavy`).", "lane"
)
EXECUTIONS: Final = counter(
    "peergraph_operations_total",
    "Operations by what ran them: `fast`, or the reason why graphql-core did.",
    "ran",
)
CACHE: Final = counter(
    "peergraph_cache_lookups_total", "Look-ups in a cache by outcome (`hit`, `miss`).", "cache", "outcome"
)
CACHE_SIZE: Final = gauge("peergraph_cache_size", "Size of a cache: characters of documents, fields of plans.", "cache")
POOL_JOBS: Final = gauge("peergraph_thread_pool_jobs", "Jobs that run or wait in a thread pool.", "pool")
POOL_LIMIT: Final = gauge("peergraph_thread_pool_limit", "Jobs at which a thread pool refuses more.", "pool")

#: The store.
STATEMENTS: Final = histogram(
    "peergraph_statement_duration_seconds",
    "Duration of a statement or write transaction with its retries, by access (`read`, `write`) and outcome (`ok`, or"
    " the code of the error).",
    "access", "outcome", buckets=_SECONDS, unit="seconds",
)  # fmt: skip
RETRIES: Final = counter("peergraph_statement_retries_total", "Statements that were sent again.")
CONNECTIONS: Final = gauge("peergraph_store_connections_in_use", "Connections to Neo4j that are in use or waited for.")
CONNECTION_LIMIT: Final = gauge("peergraph_store_connections_limit", "Largest number of connections to Neo4j.")
POOL_REPLACEMENTS: Final = counter(
    "peergraph_store_pool_replacements_total", "Connection pools that were replaced because connections were lost."
)
STORE_AVAILABLE: Final = gauge(
    "peergraph_store_available", "1 while Neo4j is available, 0 while it is away.", workers="livemin"
)

#: Live activity.
LIVE_CONNECTIONS: Final = gauge(
    "peergraph_live_connections", "Connections with subscriptions: `websocket` or `sse`.", "protocol"
)
SUBSCRIPTIONS: Final = gauge("peergraph_live_subscriptions", "Subscriptions to the activity of a paper.")

#: The citation index.
INDEX_LOADED: Final = gauge(
    "peergraph_citation_index_loaded", "1 if the citation index of the current graph is in use.", workers="livemin"
)
INDEX_BUILT: Final = gauge(
    "peergraph_citation_index_built_timestamp_seconds",
    "When the citation index in use was built; its age is the difference to the current time.",
    unit="seconds since 1970", workers="livemin",
)  # fmt: skip

#: The process.
STARTS: Final = counter("peergraph_worker_starts_total", "Starts of workers, the first ones included.")
SLOW: Final = counter("peergraph_slow_operations_total", "Operations slower than `PEERGRAPH_SLOW_SECONDS`.", "kind")
LOG_LINES: Final = counter("peergraph_log_lines_total", "Lines of the log by level, suppressed ones included.", "level")
INFO: Final = gauge("peergraph_info", "1, with the version of the service.", "version", workers="livemax")

#: The declarations of all of them.
ALL: Final = tuple(DECLARATIONS)
