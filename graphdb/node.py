"""What every node has, and which kind an id is of."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column
from graphdb.model import NODES

ID: Final = Column(cypher("{n}.id"))

_LABELS: Final = tuple((prefix, kind.label) for kind in NODES for prefix in kind.prefixes)


def label_of(id: str) -> str | None:  # noqa: A002
    """The label of the node that an id names, by the way the id begins; None for what is no id of this graph.

    OpenAlex keys are one letter and digits, so that a longer prefix such as `author:` cannot be taken for one.
    """
    for prefix, label in _LABELS:
        rest = id.removeprefix(prefix)
        if rest != id and (len(prefix) > 1 or rest.isdecimal()):
            return label
    return None
