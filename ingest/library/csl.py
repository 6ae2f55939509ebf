"""CSL-JSON, as Zotero, Mendeley, Pandoc and Crossref write it: a list of items, one item, or an object that holds them.

Source: Citation Style Language, JSON schema `csl-data.json`.
"""

from collections.abc import Iterator
from typing import Any, Final, cast

import orjson

from ingest.library.entry import Entry, label_of, title_of, year_of
from ingest.library.identified import Identifiers

_HOLDERS: Final = ("items", "references", "message")
Item = dict[str, Any]


def csl(text: str) -> Iterator[Entry]:
    """The items in their order; one that cannot be read says why. Text that is no JSON is one broken entry."""
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        yield Entry(f"line {error.lineno}", broken=f"The text is not JSON: {error.msg}.")
        return
    for position, item in enumerate(_items(content), 1):
        yield _entry(cast("Item", item), position) if isinstance(item, dict) else _no_item(position)


def _items(content: Any) -> list[Any]:
    if isinstance(content, dict):
        held = cast("Item", content)
        found = next((held[name] for name in _HOLDERS if isinstance(held.get(name), list | dict)), None)
        content = [held] if found is None else found
    return cast("list[Any]", content) if isinstance(content, list) else [content]


def _no_item(position: int) -> Entry:
    return Entry(label_of("", position), broken="It is not a JSON object.")


def _entry(item: Item, position: int) -> Entry:
    identifiers = Identifiers()
    identifiers.doi(_texts(item, "DOI"))
    identifiers.arxiv(
        _texts(item, "arxiv", "archive_location") if "arxiv" in str(item.get("archive", "")).lower() else []
    )
    identifiers.pmid(_texts(item, "PMID"))
    identifiers.addresses(_texts(item, "URL", "number", "container-title", "publisher", "source"))
    identifiers.notes(_texts(item, "note", "annote"))
    titles = _texts(item, "title")
    return Entry(
        label_of(item.get("citation-key") or item.get("id"), position),
        title_of(titles[0]) if titles else "",
        year_of(_dates(item)),
        **identifiers.found,
    )


def _texts(item: Item, *names: str) -> list[str]:
    """Values that are text, or the texts of a list (Crossref writes lists of titles)."""
    values = (item.get(name) for name in names)
    lists = (cast("list[Any]", value) if isinstance(value, list) else [value] for value in values)
    return [str(each) for listed in lists for each in listed if isinstance(each, str | int) and each]


def _dates(item: Item) -> list[str]:
    """Where the year may stand, surest first."""
    dates = [item.get(name) for name in ("issued", "published", "original-date")]
    parts = (cast("Item", date) for date in dates if isinstance(date, dict))
    return [str(date.get(name, "")) for date in parts for name in ("date-parts", "raw", "literal")] + _texts(
        item, "year"
    )
