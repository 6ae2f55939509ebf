"""Counts the fields of records that are not in `docs/openalex.md`, by path."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from graphdb.ingest.rows import Batch
from ingest.openalex_fields import PATHS, SECTIONS
from ingest.values import Record

#: Maximum number of counted paths per batch, and of characters of a path; a damaged record can have millions.
MAX_FIELDS: Final = 100
MAX_NAME_LENGTH: Final = 100
#: All fields below a field.
ANY_FIELD: Final = "*"

#: Fields of objects whose result is cached, and results for each place in a record.
_MAX_CACHED: Final = (300, 200)


class Tree:
    """The names of the fields of an object, and the tree of each: the entries of a list have the name of the list."""

    def __init__(self) -> None:
        self._below: dict[str, Tree] = {}
        self._splits: dict[tuple[str, ...], tuple[list[str], list[tuple[str, Tree]]]] = {}

    def add(self, path: str) -> None:
        """Add a path, such as `topics[].id`."""
        node = self
        for name in path.replace("[]", "").split("."):
            node = node._below.setdefault(name, Tree())

    def split(self, fields: tuple[str, ...]) -> tuple[list[str], list[tuple[str, "Tree"]]]:
        """The fields that have no name here, and those whose own fields do. Most objects at one place have the same
        fields, so results are cached."""
        split = self._splits.get(fields)
        if split is None:
            named = [(name, below) for name in fields if (below := self._below.get(name)) is not None]
            split = (
                [name for name in fields if name not in self._below],
                [(name, below) for name, below in named if ANY_FIELD not in below._below],
            )
            most_fields, most = _MAX_CACHED
            if len(fields) <= most_fields and len(self._splits) < most:
                self._splits[fields] = split
        return split


def _tree(paths: str) -> Tree:
    tree = Tree()
    for path in paths.split():
        tree.add(path)
    return tree


_TREES: Final = {entity: _tree(PATHS[section]) for entity, section in SECTIONS.items()}


def count_unread_fields(entity: str, record: Record, batch: Batch) -> None:
    """Count the fields of the record that are not in the table, once each."""
    names = _TREES.get(entity)
    if names is None:
        return
    for path in dict.fromkeys(_unread_paths(record, names, f"{entity}.")):
        if path in batch.unread or len(batch.unread) < MAX_FIELDS:
            batch.unread[path] = batch.unread.get(path, 0) + 1


def _unread_paths(record: Mapping[str, Any], names: Tree, prefix: str) -> Iterator[str]:
    unread, parents = names.split(tuple(record))
    for name in unread:
        yield f"{prefix}{name}"[:MAX_NAME_LENGTH]
    for name, below in parents:
        value = record[name]
        if isinstance(value, dict | list):
            for entry in cast("list[Any]", value if isinstance(value, list) else [value]):
                if isinstance(entry, dict):
                    yield from _unread_paths(cast("Record", entry), below, f"{prefix}{name}.")
                elif entry is not None:
                    break
