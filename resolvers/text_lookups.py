"""Lookups for a text that can name a node."""

from typing import Final

from graphdb.lookups import labels_of_reference
from graphdb.model import RESEARCH
from identifiers import reference
from resolvers import keys

#: The labels that search includes.
_SEARCHED: Final = frozenset(kind.label for kind in RESEARCH)


def lookups_of(text: str) -> list[tuple[str, str, str]]:
    """Lookups `(label, scheme, value)` of `graphdb.lookups` for an identifier, address or public id; empty for other
    text."""
    read = reference.read_page(text)
    labels = labels_of_reference(*read) if read else ()
    return [(label, read.scheme, read.key) for label in labels if read and label in _SEARCHED]


def title_lookups(text: str) -> list[tuple[str, str, str]]:
    """Lookups of a paper and a topic with exactly this name, for texts of stop words only."""
    schemes = (("Paper", "title"), ("Topic", "name"))
    read = [(label, keys.read({scheme: text})) for label, scheme in schemes]
    return [(label, key.scheme, key.key) for label, key in read if key is not None]
