"""Identifiers as people paste them, and the one form of each that the graph holds.

Every module has `parse(text) -> str | None`: the normal form, or None when the text is no such identifier. None of them
raises, whatever the text, and what they return they parse to itself. `identifiers.reference` reads all of them.
"""
