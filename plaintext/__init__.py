"""Plain text of titles, abstracts and names: converts publishers' markup, entities, MathML and TeX documents."""

from plaintext.plain import plain

__all__ = ["plain"]
