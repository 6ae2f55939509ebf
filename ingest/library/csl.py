"""CSL-JSON, as Zotero, Mendeley, Pandoc and Crossref write it: a list of items, an item, or an object with items.

Source: Citation Style Language, JSON schema `csl-data.json`.
"""

from collections.abc import Iterator
from typing import Any, Final, cast

import orjson

from ingest.library.entry import Entry, label_of, page_of, text_of, title_of, year_of
from ingest.library.identifiers import Identifiers
from ingest.library.people import MAX_PEOPLE, Person, person_of

_LIST_FIELDS: Final = ("items", "references", "message")
_MAX_NESTED: Final = 2
Item = dict[str, Any]


def csl(text: str) -> Iterator[Entry]:
    """The items, in order; an unreadable one has the reason in `broken`. Text that is not JSON is one broken entry."""
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        yield Entry(f"line {error.lineno}", broken=f"The text is not JSON: {error.msg}.")
        return
    for position, item in enumerate(_items(content), 1):
        yield _entry(cast("Item", item), position) if isinstance(item, dict) else _broken_item(position)


def _items(content: Any) -> list[Any]:
    for _ in range(_MAX_NESTED):  # Crossref: {"message": {"items": […]}}
        if not isinstance(content, dict):
            break
        document = cast("Item", content)
        items = next((document[name] for name in _LIST_FIELDS if isinstance(document.get(name), list | dict)), None)
        content = [document] if items is None else items
    return cast("list[Any]", content) if isinstance(content, list) else [content]


def _broken_item(position: int) -> Entry:
    return Entry(label_of("", position), broken="It is not a JSON object.")


def _entry(item: Item, position: int) -> Entry:
    titles = _texts(item, "title")
    return Entry(
        label_of(item.get("citation-key") or item.get("id"), position),
        title_of(titles[0]) if titles else "",
        year_of(_dates(item)),
        subtitle=title_of(text_of(_texts(item, "subtitle"))),
        authors=_authors(item.get("author")),
        abridged=False,
        venue=text_of(_texts(item, "container-title", "container-title-short", "publisher")),
        volume=text_of(_texts(item, "volume")),
        page=page_of(_texts(item, "page", "page-first", "number")),
        kind=text_of(_texts(item, "type")).lower(),
        **_identifiers(item).values,
    )


def _identifiers(item: Item) -> Identifiers:
    identifiers = Identifiers()
    value = item.get("custom")
    custom = cast("Item", value) if isinstance(value, dict) else {}
    archived = "arxiv" in str(item.get("archive", "")).lower()
    identifiers.add("doi", _texts(item, "DOI"))
    identifiers.add("arxiv", _texts(item, "arxiv", "archive_location") if archived else _texts(item, "arxiv"))
    identifiers.add("pmid", _texts(item, "PMID"))
    identifiers.add("pmcid", _texts(item, "PMCID"))
    identifiers.add("openalex", _texts(custom, "openalex") + _texts(item, "openalex", "id"))
    identifiers.add("mag", _texts(custom, "mag") + _texts(item, "mag"))
    identifiers.add("isbn", _texts(item, "ISBN"))
    identifiers.addresses(_texts(item, "URL", "number", "container-title", "publisher", "source"))
    identifiers.notes(_texts(item, "note", "annote"))
    return identifiers


def _authors(value: Any) -> tuple[Person, ...]:
    listed = cast("list[Any]", value)[:MAX_PEOPLE] if isinstance(value, list) else []
    people = (_person(cast("Item", name)) for name in listed if isinstance(name, dict))
    return tuple(person for person in people if person)


def _person(name: Item) -> Person | None:
    family = " ".join(_texts(name, "non-dropping-particle", "family"))
    given = text_of(_texts(name, "given"))
    if not family:
        return person_of(text_of(_texts(name, "literal", "name")).replace(",", " "))
    return Person(text_of([family]), given)


def _texts(item: Item, *names: str) -> list[str]:
    """The text values of the fields, and the texts of lists (Crossref writes lists of titles)."""
    values = (item.get(name) for name in names)
    lists = (cast("list[Any]", value) if isinstance(value, list) else [value] for value in values)
    return [str(entry) for entries in lists for entry in entries if isinstance(entry, str | int) and entry]


def _dates(item: Item) -> list[str]:
    """Texts that can contain the year, most reliable first."""
    dates = [item.get(name) for name in ("issued", "published", "original-date")]
    parts = (cast("Item", date) for date in dates if isinstance(date, dict))
    return [str(date.get(name, "")) for date in parts for name in ("date-parts", "raw", "literal")] + _texts(
        item, "year"
    )
