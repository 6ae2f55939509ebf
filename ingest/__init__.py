"""Ingest: reads and validates records of OpenAlex, ROR, reviews and the demo, and stores them in the graph."""
