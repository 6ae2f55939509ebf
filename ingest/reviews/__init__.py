"""Ingest of peer reviews that were published elsewhere, with their provenance."""
