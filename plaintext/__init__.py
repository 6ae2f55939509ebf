"""Titles, abstracts and names as plain text: what publishers' markup, entities, MathML and TeX documents become."""

from plaintext.plain import plain

__all__ = ["plain"]
