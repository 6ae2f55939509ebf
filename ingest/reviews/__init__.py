"""Peer reviews that were published elsewhere: records in, reviews with their provenance out."""
