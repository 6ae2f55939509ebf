"""Exports: citations of papers, lists, maps and reviews in the formats of other software."""
