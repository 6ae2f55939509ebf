"""A text that names a node: which one it can be."""

from typing import Final

from graphdb.lookups import labels_named
from graphdb.model import RESEARCH
from identifiers import reference
from resolvers import keys

#: What is searched for: nothing that people write.
_SOUGHT: Final = frozenset(kind.label for kind in RESEARCH)


def lookups_of(text: str) -> list[tuple[str, str, str]]:
    """What a pasted identifier, address or public id names: `(label, scheme, value)` of `graphdb.lookups`. Nothing for
    a text that is none."""
    read = reference.read_page(text)
    labels = labels_named(*read) if read else ()
    return [(label, read.scheme, read.key) for label in labels if read and label in _SOUGHT]


def titled(text: str) -> list[tuple[str, str, str]]:
    """The paper and the topic of just this name, for texts of nothing but the commonest words."""
    wanted = (("Paper", "title"), ("Topic", "name"))
    read = [(label, keys.read({scheme: text})) for label, scheme in wanted]
    return [(label, key.scheme, key.key) for label, key in read if key is not None]
