"""What is not read is said: fields of a record that `docs/openalex.md` does not name are counted, by path."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from graphdb.ingest.rows import Batch
from ingest.openalex_fields import PATHS, SECTIONS
from ingest.values import Record

#: Paths of one batch, and characters of one, beyond which none is counted: a damaged record may have millions.
MAX_FIELDS: Final = 100
MAX_NAME_LENGTH: Final = 100
#: What stands for everything below a field.
ALL: Final = "*"

#: Name → the names below it.
Tree = dict[str, "Tree"]


def tree(paths: str) -> Tree:
    """The paths as a tree of names. The entries of a list are named as the list is."""
    root: Tree = {}
    for path in paths.split():
        node = root
        for name in path.replace("[]", "").replace(" ", "").split("."):
            node = node.setdefault(name, {})
    return root


_TREES: Final = {entity: tree(PATHS[section]) for entity, section in SECTIONS.items()}


def unread(entity: str, record: Record, batch: Batch) -> None:
    """Count the fields of the record that no table names, once each."""
    names = _TREES.get(entity)
    if names is None:
        return
    for path in dict.fromkeys(_unnamed(record, names, f"{entity}.")):
        if path in batch.unread or len(batch.unread) < MAX_FIELDS:
            batch.unread[path] = batch.unread.get(path, 0) + 1


def _unnamed(record: Mapping[str, Any], names: Tree, place: str) -> Iterator[str]:
    for name, value in record.items():
        below = names.get(name)
        if below is None:
            yield f"{place}{name}"[:MAX_NAME_LENGTH]
        elif ALL not in below and isinstance(value, dict | list):
            for each in cast("list[Any]", value if isinstance(value, list) else [value]):
                if isinstance(each, dict):
                    yield from _unnamed(cast("Record", each), below, f"{place}{name}.")
                elif each is not None:
                    break
