"""The keys of groups: how each reads its value from a paper, or from the edges of a paper.

An unknown value is null. A paper with several values of a key is in the group of each; one without any is in that of
unknown values, so that the groups of a key with single values add up to the number of papers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final


class GroupKey(Enum):
    """The keys. The values are the names in the API."""

    YEAR = "YEAR"
    KIND = "KIND"
    LANGUAGE = "LANGUAGE"
    OPEN_ACCESS_STATUS = "OPEN_ACCESS_STATUS"
    LICENCE = "LICENCE"
    RETRACTED = "RETRACTED"
    VENUE = "VENUE"
    PUBLISHER = "PUBLISHER"
    TOPIC = "TOPIC"
    SUBFIELD = "SUBFIELD"
    FIELD = "FIELD"
    DOMAIN = "DOMAIN"
    AUTHOR = "AUTHOR"
    INSTITUTION = "INSTITUTION"
    COUNTRY = "COUNTRY"
    FUNDER = "FUNDER"


@dataclass(frozen=True, slots=True)
class Key:
    """`value`: an expression over `base`, or over `{t}`, the edges in `table` that meet `condition`. `is_node`: values
    are ids of nodes."""

    value: str
    table: str = ""
    condition: str = "true"
    is_node: bool = False

    @property
    def is_multiple(self) -> bool:
        """Whether a paper can have several values."""
        return bool(self.table)


def _level(name: str) -> Key:
    return Key("{t}.topic", "topics", f"{{t}}.level = '{name}'", is_node=True)


KEYS: Final = {
    GroupKey.YEAR: Key("base.year"),
    GroupKey.KIND: Key("base.kind"),
    GroupKey.LANGUAGE: Key("base.language"),
    GroupKey.OPEN_ACCESS_STATUS: Key("base.status"),
    GroupKey.LICENCE: Key("base.licence"),
    GroupKey.RETRACTED: Key("base.retracted"),
    GroupKey.VENUE: Key("base.venue", is_node=True),
    GroupKey.PUBLISHER: Key("base.publisher", is_node=True),
    GroupKey.TOPIC: Key("{t}.topic", "topics", "{t}.direct", is_node=True),
    GroupKey.SUBFIELD: _level("SUBFIELD"),
    GroupKey.FIELD: _level("FIELD"),
    GroupKey.DOMAIN: _level("DOMAIN"),
    GroupKey.AUTHOR: Key("{t}.author", "authors", is_node=True),
    GroupKey.INSTITUTION: Key("{t}.institution", "institutions", is_node=True),
    GroupKey.COUNTRY: Key("{t}.country", "countries"),
    GroupKey.FUNDER: Key("{t}.funder", "funders", is_node=True),
}
#: The name of a table of edges in a statement, by the position of its key.
_ALIASES: Final = ("first", "second")

Keys = Sequence[GroupKey]


def keyed(by: Keys) -> str:
    """The statement that adds the values of one or two keys to `base`, as `k1` and `k2`."""
    values, joins = ["NULL::VARCHAR AS k2"] if len(by) == 1 else list[str](), list[str]()
    for number, (each, alias) in enumerate(zip(by, _ALIASES, strict=False), start=1):
        key = KEYS[each]
        values.append(f"{key.value.format(t=alias)} AS k{number}")
        if key.table:
            joins.append(
                f"JOIN {key.table} AS {alias} ON {alias}.paper = base.paper AND {key.condition.format(t=alias)}"
            )
    return f"SELECT base.*, {', '.join(values)} FROM base {' '.join(joins)}"
