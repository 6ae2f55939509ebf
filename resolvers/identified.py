"""A text that is an identifier: which nodes it can name."""

from typing import Final

from graphdb.model import RESEARCH
from graphdb.node import label_of
from resolvers import keys

#: Of what kind each key of `resolvers.keys` is, in the order in which they are tried. A URL or an id says so itself.
_SCHEMES: Final = (
    ("orcid", "Author"),
    ("ror", "Institution"),
    ("issn", "Venue"),
    ("doi", "Paper"),
    ("arxiv", "Paper"),
    ("url", None),
    ("id", None),
)
#: What is searched for: nothing that people write.
_SOUGHT: Final = frozenset(kind.label for kind in RESEARCH)
#: Schemes whose values are public ids.
_IDS: Final = frozenset({"id", "openalex"})


def named(text: str) -> list[tuple[str, str, str]]:
    """What a pasted DOI, arXiv id, PubMed id, ORCID, ROR, ISSN, URL or public id names: `(label, scheme, value)` of
    `graphdb.entries`. Nothing for a text that is none."""
    for name, label in _SCHEMES:
        found = keys.read({name: text})
        if found is not None:
            scheme, value = found
            known = label or (label_of(value) if scheme in _IDS else "Paper")
            return [(known, scheme, value)] if known in _SOUGHT else []
    return []


def titled(text: str) -> list[tuple[str, str, str]]:
    """The paper and the topic of just this name, for texts of nothing but the commonest words."""
    wanted = (("Paper", "title"), ("Topic", "name"))
    found = [(label, keys.read({scheme: text})) for label, scheme in wanted]
    return [(label, *key) for label, key in found if key is not None]
