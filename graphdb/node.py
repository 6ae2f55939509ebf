"""The id column of every node, and the label of an id."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column
from graphdb.model import NODES

ID: Final = Column(cypher("{n}.id"))

_LABELS: Final = tuple((prefix, kind.label) for kind in NODES for prefix in kind.prefixes)


def label_of(id: str) -> str | None:  # noqa: A002
    """The label of the node with this id, by its prefix; None for an invalid id.

    OpenAlex keys are one letter and digits, so they cannot be confused with longer prefixes such as `author:`.
    """
    for prefix, label in _LABELS:
        key = id.removeprefix(prefix)
        if key != id and (len(prefix) > 1 or key.isdecimal()):
            return label
    return None
