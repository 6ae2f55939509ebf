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

#: Name → the names below it.
Tree = dict[str, "Tree"]


def tree(paths: str) -> Tree:
    """The paths as a tree of names; the entries of a list have the name of the list."""
    root: Tree = {}
    for path in paths.split():
        node = root
        for name in path.replace("[]", "").replace(" ", "").split("."):
            node = node.setdefault(name, {})
    return root


_TREES: Final = {entity: tree(PATHS[section]) for entity, section in SECTIONS.items()}


def count_unread_fields(entity: str, record: Record, batch: Batch) -> None:
    """Count the fields of the record that are not in the table, once each."""
    names = _TREES.get(entity)
    if names is None:
        return
    for path in dict.fromkeys(_unread_paths(record, names, f"{entity}.")):
        if path in batch.unread or len(batch.unread) < MAX_FIELDS:
            batch.unread[path] = batch.unread.get(path, 0) + 1


def _unread_paths(record: Mapping[str, Any], names: Tree, prefix: str) -> Iterator[str]:
    for name, value in record.items():
        children = names.get(name)
        if children is None:
            yield f"{prefix}{name}"[:MAX_NAME_LENGTH]
        elif ANY_FIELD not in children and isinstance(value, dict | list):
            for entry in cast("list[Any]", value if isinstance(value, list) else [value]):
                if isinstance(entry, dict):
                    yield from _unread_paths(cast("Record", entry), children, f"{prefix}{name}.")
                elif entry is not None:
                    break
