"""Parsers of pasted identifiers: each returns the normal form, in which the graph stores the identifier.

Every module has `parse(text) -> str | None`: the normal form, or None when the text is not such an identifier. No
parser raises, and each is idempotent: a normal form parses to itself. `identifiers.reference` tries all of them.
"""
