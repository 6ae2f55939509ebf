"""Ingest of the Research Organization Registry, which describes institutions."""
