"""References to nodes in the arguments of a request: texts that can name none are refused, those of no
node are reported."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from errors import BadInput
from graphdb.existing import existing
from graphdb.fragments import PagedList
from graphdb.lookups import labels_of_reference
from graphdb.store import Store
from identifiers import reference

#: References that one warning lists.
MAX_LISTED: Final = 20
_VOWELS: Final = "AI"


@dataclass(frozen=True, slots=True)
class NodeReference:
    """A reference in an argument: the nodes with one of these labels by `scheme` and `key` of `graphdb.lookups`. With
    no labels it can name no node."""

    argument: str
    text: str
    labels: tuple[str, ...] = ()
    scheme: str = ""
    key: str = ""

    @classmethod
    def read(cls, argument: str, text: str) -> "NodeReference":
        """The reference in a text, to a node of any kind."""
        parsed = reference.read_page(text)
        return cls(argument, text) if parsed is None else cls(argument, text, labels_of_reference(*parsed), *parsed)


def normalize(argument: str, text: str, label: str) -> str:
    """The reference to a node of the label in normal form. Raises BadInput for a text that is none, by its form."""
    parsed = reference.read_page(text)
    if parsed is None or label not in labels_of_reference(*parsed):
        kind = f"{'an' if label[0] in _VOWELS else 'a'} {label.lower()}"
        raise BadInput(f"`{argument}` has {text[:80]!r}, which is no id of {kind}.")
    return parsed.name


def in_argument(name: str) -> Callable[[str | Sequence[str] | None], list[NodeReference]]:
    """Reads the references in the value of an argument: one, or a list of them."""

    def read(value: str | Sequence[str] | None) -> list[NodeReference]:
        return [NodeReference.read(name, text) for text in ([value] if isinstance(value, str) else value or ())]

    return read


def of_filter(connection: PagedList, conditions: Mapping[str, Any]) -> Iterator[NodeReference]:
    """The references in a filter in normal form."""
    for name, value in conditions.items():
        if name in {"and", "or", "not"}:
            for part in [value] if name == "not" else value:
                yield from of_filter(connection, part)
        elif label := connection.filters[name].ids:
            for text in value:
                parsed = reference.read(text)
                if parsed is not None:
                    yield NodeReference(f"filter.{name}", text, (label,), *parsed)


async def unknown(store: Store, references: Sequence[NodeReference]) -> set[NodeReference]:
    """Those of no node in the graph. One statement for each label and scheme, all together."""
    pairs = dict.fromkeys((label, each.scheme) for each in references for label in each.labels)
    keys = [
        list(dict.fromkeys(each.key for each in references if each.scheme == scheme and label in each.labels))
        for label, scheme in pairs
    ]
    reads = [existing(store, *pair, texts) for pair, texts in zip(pairs, keys, strict=True)]
    # All of them have ended when one fails: no work is left when the request is answered.
    results = await asyncio.gather(*reads, return_exceptions=True)
    existing_keys: dict[tuple[str, str], Collection[str]] = {}
    for pair, result in zip(pairs, results, strict=True):
        if isinstance(result, BaseException):
            raise result
        existing_keys[pair] = result
    return {
        each for each in references if not any(each.key in existing_keys[label, each.scheme] for label in each.labels)
    }


def warnings(places: Mapping[tuple[str, ...], Sequence[NodeReference]], missing: set[NodeReference]) -> list[Any]:
    """A warning for each argument with missing references: `{"code", "message", "path", "ids"}`."""
    listed: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for path, references in places.items():
        for each in references:
            if each in missing:
                listed.setdefault((path, each.argument), []).append(each.text)
    return [_warning(path, argument, texts) for (path, argument), texts in listed.items()]


def _warning(path: tuple[str, ...], argument: str, texts: list[str]) -> dict[str, Any]:
    more = f", and {len(texts) - MAX_LISTED:,} more" if len(texts) > MAX_LISTED else ""
    ids = [text[:200] for text in texts[:MAX_LISTED]]
    message = f"`{argument}` has ids of no node, which match nothing: {', '.join(ids)}{more}."
    return {"code": "NOT_FOUND", "message": message, "path": list(path), "ids": ids}
