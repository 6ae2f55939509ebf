"""Places of a byline: id of the author, printed name, institutions, and affiliations without an institution."""

from typing import Final

from tests.records.oracle.values import Json, OneOf, Plain, key, keys, line, live_key, mapping, mappings

#: Placeholders for a missing name.
_NO_NAMES: Final = frozenset({"&na;", "null", "undefined", "unknown author", "[unknown author]"})


def printed_name(authorship: Json) -> str | None:
    """The printed name, unless it is a placeholder."""
    name = line(authorship.get("raw_author_name"))
    return name if name and name.casefold() not in _NO_NAMES and any(map(str.isalnum, name)) else None


def author_id(record: Json, authorship: Json, position: int) -> str:
    """The id of the author, or that of the place for an unidentified author."""
    work = str(key(record["id"])).lower()
    return live_key(mapping(authorship.get("author")).get("id")) or f"author:{work}.{position}"


def byline(record: Json) -> list[Json]:
    """Every place once: repeated places of an author under the same name are one."""
    corresponding = keys(record.get("corresponding_author_ids"))
    places: dict[tuple[str, str | None], Json] = {}
    for position, entry in enumerate(mappings(record.get("authorships")), start=1):
        name, person = printed_name(entry), author_id(record, entry, position)
        folded = name and name.casefold()
        same = next(
            (other for other in places if other[0] == person and (other[1] == folded or None in (other[1], folded))),
            None,
        )
        place = {
            "id": person, "position": position, "name": None if name is None else Plain(name),
            "corresponding": entry.get("is_corresponding") is True or person in corresponding,
            "institutions": _institutions(entry),
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


def _institutions(entry: Json) -> list[str]:
    """The ids of the identified institutions."""
    listed = (live_key(institution.get("id")) for institution in mappings(entry.get("institutions")))
    return [institution for institution in listed if institution]


def _affiliations(entry: Json) -> list[Plain]:
    """The printed affiliations without an identified institution."""
    parts = mappings(entry.get("affiliations"))
    identified = {line(part.get("raw_affiliation_string")): bool(keys(part.get("institution_ids"))) for part in parts}
    strings = entry.get("raw_affiliation_strings") or [entry.get("raw_affiliation_string")]
    default = bool(entry.get("institutions")) and not parts
    texts = dict.fromkeys([*identified, *map(line, strings)])
    return [Plain(affiliation) for affiliation in texts if affiliation and not identified.get(affiliation, default)]


def names(record: Json) -> dict[str, list[object]]:
    """Author → names on the byline of a work."""
    by_author: dict[str, list[object]] = {}
    for position, entry in enumerate(mappings(record.get("authorships")), start=1):
        profile, name = mapping(entry.get("author")).get("display_name"), printed_name(entry)
        person = author_id(record, entry, position)
        chosen = (name or profile) if ":" in person else (profile or name)
        if chosen is not None:
            by_author.setdefault(person, []).append(Plain(chosen))
    return by_author


def any_name(names: list[object]) -> object:
    """One of the names, or the name of authors without any."""
    return OneOf(tuple(names)) if names else "Unknown author"
