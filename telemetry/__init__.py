"""Metrics, request ids, logs, the audit log and traces. See docs/observability.md."""
