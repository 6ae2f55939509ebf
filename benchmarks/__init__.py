"""Reproducible measurements on generated or real records."""
