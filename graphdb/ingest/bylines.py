"""Places on a byline: one edge each, `AUTHORED` for an author's first place on a paper, `ALSO_AUTHORED` for any other.

OpenAlex sometimes gives two people on one byline the same id. Both are shown as printed. Papers, citations and
coauthors are counted over `AUTHORED` alone: one edge for each author of a paper.
"""

from collections.abc import Iterable

from graphdb.ingest.rows import Byline


def distinct(bylines: Iterable[Byline]) -> list[Byline]:
    """The places without duplicates, in order. Places of one author with the same printed name, or without one, are
    merged: the first position, and the institutions and affiliations of all."""
    places: dict[tuple[str, str | None], Byline] = {}
    for place in bylines:
        author, name = place[0], place[4]
        key = (author, _fold(name))
        same = key if key in places else _find_nameless(places, author, name)
        if same is None:
            places[key] = place
        else:
            places[same] = _merge(places[same], place)
    return list(places.values())


def _fold(name: str | None) -> str | None:
    return None if name is None else name.casefold()


def _find_nameless(
    places: dict[tuple[str, str | None], Byline], author: str, name: str | None
) -> tuple[str, str | None] | None:
    """The key of the author's place to merge with: any place if this one has no printed name, else one without a
    name."""
    if name is not None:
        return (author, None) if (author, None) in places else None
    return next((key for key in places if key[0] == author), None)


def _merge(first: Byline, second: Byline) -> Byline:
    author, position, corresponding, institutions, name, affiliations, countries = first
    return [
        author, position, corresponding or second[2], list(dict.fromkeys([*institutions, *second[3]])),
        name if name is not None else second[4], list(dict.fromkeys([*affiliations, *second[5]])),
        list(dict.fromkeys([*countries, *second[6]])),
    ]  # fmt: skip


def split(bylines: Iterable[Byline]) -> tuple[list[Byline], list[Byline]]:
    """The first place of each author, and the further places."""
    first: dict[str, Byline] = {}
    further: list[Byline] = []
    for place in bylines:
        if place[0] in first:
            further.append(place)
        else:
            first[place[0]] = place
    return list(first.values()), further
