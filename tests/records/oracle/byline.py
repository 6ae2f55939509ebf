"""Places of a byline: the author's id, the name as printed, institutions, and affiliations that name none."""

from typing import Final

from tests.records.oracle.values import Json, OneOf, Plain, key, keys, line, listed, live, mapping

#: What stands where there is no name.
_NO_NAMES: Final = frozenset({"&na;", "null", "undefined", "unknown author", "[unknown author]"})


def printed(authorship: Json) -> str | None:
    """The printed name, where it is one."""
    name = line(authorship.get("raw_author_name"))
    return name if name and name.casefold() not in _NO_NAMES and any(map(str.isalnum, name)) else None


def author(record: Json, authorship: Json, position: int) -> str:
    """The author, or an id of this place where nobody is identified."""
    work = str(key(record["id"])).lower()
    return live(mapping(authorship.get("author")).get("id")) or f"author:{work}.{position}"


def byline(record: Json) -> list[Json]:
    """Every place once: an author who is named in one way more than once has one."""
    corresponding = keys(record.get("corresponding_author_ids"))
    places: dict[tuple[str, str | None], Json] = {}
    for position, entry in enumerate(listed(record.get("authorships")), start=1):
        name, person = printed(entry), author(record, entry, position)
        folded = name and name.casefold()
        same = next((at for at in places if at[0] == person and (at[1] == folded or None in (at[1], folded))), None)
        place = {
            "id": person, "position": position, "name": None if name is None else Plain(name),
            "corresponding": entry.get("is_corresponding") is True or person in corresponding,
            "institutions": [each for named in listed(entry.get("institutions")) if (each := live(named.get("id")))],
            "affiliations": _affiliations(entry),
        }  # fmt: skip
        if same is None:
            places[person, folded] = place
            continue
        first = places[same]
        first["corresponding"] |= place["corresponding"]
        first["institutions"] += place["institutions"]
        first["affiliations"] += place["affiliations"]
        first["name"] = first["name"] or place["name"]
    return [
        place | {name: list(dict.fromkeys(place[name])) for name in ("institutions", "affiliations")}
        for place in places.values()
    ]


def _affiliations(entry: Json) -> list[Plain]:
    """The printed affiliations that no institution stands for."""
    parts = listed(entry.get("affiliations"))
    known = {line(part.get("raw_affiliation_string")): bool(keys(part.get("institution_ids"))) for part in parts}
    strings = entry.get("raw_affiliation_strings") or [entry.get("raw_affiliation_string")]
    identified = bool(entry.get("institutions")) and not parts
    texts = dict.fromkeys([*known, *map(line, strings)])
    return [Plain(each) for each in texts if each and not known.get(each, identified)]


def names(record: Json) -> dict[str, list[object]]:
    """The names that a work gives to each author of its byline."""
    given: dict[str, list[object]] = {}
    for position, entry in enumerate(listed(record.get("authorships")), start=1):
        own, name = mapping(entry.get("author")).get("display_name"), printed(entry)
        person = author(record, entry, position)
        found = (name or own) if ":" in person else (own or name)
        if found is not None:
            given.setdefault(person, []).append(Plain(found))
    return given


def any_name(given: list[object]) -> object:
    """One of the names, or that of people without any."""
    return OneOf(tuple(given)) if given else "Unknown author"
