"""Records on their way into the graph: what a source says of papers, people, institutions, topics, venues and funders.

A key that is missing from `properties`, and a part that is `None`, was not in the record and leaves what is stored as
it is. A key whose value is None was there and was empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

import orjson

Scalar = str | int | float | bool | list[str] | list[int] | list[float] | list[bool] | None
Properties = dict[str, Scalar]

#: author id, position in the byline (from 1), whether corresponding, institution ids on this byline, the name as
#: printed (None where the source has none), printed affiliations that no institution is identified for, countries that
#: are none of the institutions'. Lists rather
#: than classes, because a hundred million of them pass between processes and go to the store as they are.
Byline = list[Any]
#: topic id, score in [0, 1], whether it is the paper's first topic.
About = list[Any]
#: author id, institution id, first and last year (either may be unknown).
Affiliation = tuple[str, str, int | None, int | None]

Label = Literal["Paper", "Author", "Institution", "Topic", "Venue", "Funder", "Publisher", "Award"]
#: Characters of a rejected value that a reject shows.
MAX_EXCERPT_LENGTH: Final = 300
#: Properties that follow from the name.
OF_NAME: Final = ("sortName", "nameKey")
#: Rejects among which a repeated one is left out, where several properties are read from one field.
REPEATED: Final = 20


_LETTERS: Final[dict[str, Label]] = {
    "W": "Paper", "A": "Author", "I": "Institution", "T": "Topic", "C": "Topic", "S": "Venue",
    "F": "Funder", "P": "Publisher", "G": "Award",
}  # fmt: skip
_PREFIXES: Final[dict[str, Label]] = {
    "doi": "Paper", "arxiv": "Paper", "pmid": "Paper", "author": "Author", "institution": "Institution",
    "ror": "Institution", "venue": "Venue", "funder": "Funder", "publisher": "Publisher", "award": "Award",
}  # fmt: skip


def label_of(found: str) -> Label:
    """The kind of node that an id is of."""
    prefix, colon, _ = found.partition(":")
    return _PREFIXES.get(prefix, "Topic") if colon else _LETTERS[found[0]]


class PaperRow(NamedTuple):
    """One paper as one record describes it.

    `others`: its ids in other schemes (`doi:…`, `arxiv:…`, `pmid:…`), under which the graph may know it already.
    `updated`: ISO 8601; "" is older than every date, None is of unknown age and counts as said now.
    `digest`: stands for the record's content. `truncated`: the source cut the byline short.
    """

    id: str
    others: list[str]
    updated: str | None
    digest: int
    properties: Properties
    bylines: list[Byline] | None = None
    truncated: bool = False
    #: Institutions of the byline that the source puts at no author.
    origins: list[str] | None = None
    topics: list[About] | None = None
    venues: list[str] | None = None
    references: list[str] | None = None
    resources: list[Properties] | None = None
    #: The id of the record at its source, where that is not `id`.
    record: str | None = None


#: The day or moment of the record that states a value ("" is older than every date), and the value.
Fact = tuple[str, Scalar]


class EntityRow(NamedTuple):
    """Anything but a paper: its own record, or (`updated` is None, `own` False) a mention in a work.

    `broader`: the topic above. `affiliations`: an author's. `names`: other ids that resolve to it (`issn:…`). `dates`:
    of a mention, the date of the newest work that states each property, and `broader`; "" where it is absent.
    """

    label: Label
    id: str
    properties: Properties
    own: bool = False
    updated: str | None = None
    broader: str | None = None
    affiliations: tuple[Affiliation, ...] = ()
    names: tuple[str, ...] = ()
    dates: Mapping[str, str] | None = None

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts of a mention."""
        dates, stated = self.dates or {}, {**self.properties, "broader": self.broader}
        return {
            name: (dates.get(name, ""), value)
            for name, value in stated.items()
            if value is not None and name not in OF_NAME
        }


class Claim(NamedTuple):
    """What one record of one source says of a node that several sources describe.

    `content`: field → value, properties and lists of a row alike (`graphdb.ingest.precedence`), nothing empty. `names`:
    what the record calls the nodes that it names, by id. `gave`: titles of the parts that stand in the graph. `read`:
    when the record was read, None for one that is written now. `withdrawn`: its source deleted the record, and what it
    gave goes when the claims are combined next.
    """

    source: str
    record: str
    updated: str | None
    digest: int | None
    content: dict[str, Any]
    names: dict[str, str]
    gave: tuple[str, ...] = ()
    read: str | None = None
    withdrawn: bool = False

    @property
    def id(self) -> str:
        """The id of the node that keeps it."""
        return f"{self.source}:{self.record}"

    @property
    def properties(self) -> Properties:
        """The properties of that node."""
        text = orjson.dumps({"fields": self.content, "names": self.names}, option=orjson.OPT_SORT_KEYS).decode()
        return {
            "source": self.source, "record": self.record, "updated": self.updated, "digest": self.digest,
            "content": text, "gave": list(self.gave), "readAt": self.read,
            "withdrawn": self.withdrawn or None,
        }  # fmt: skip


class Merge(NamedTuple):
    """`old` is no longer an id of its own: what it meant is `new` now."""

    old: str
    new: str


class Deletion(NamedTuple):
    """The source deleted the work of this id on this day (ISO 8601)."""

    id: str
    day: str


class Reject(NamedTuple):
    """A record that cannot be used: where it stands (file or address, line from 1), why, and the line itself.

    With a `field`, only this field of the record `record` is left out, and `text` is the beginning of its value.
    """

    source: str
    line: int
    reason: str
    text: str
    record: str = ""
    field: str = ""


def newer(one: Fact, other: Fact) -> Fact:
    """The fact of the newer record; of records of one date the longer value, then the greater."""
    return max(one, other, key=_order)


def _order(fact: Fact) -> tuple[str, int, Any]:
    date, value = fact
    return (date, len(value), value) if isinstance(value, str | list) else (date, 0, str(value))


def merge_rows(one: EntityRow, other: EntityRow) -> EntityRow:
    """Two mentions of one thing as one, whatever their order: each fact is the newer one."""
    facts = one.facts
    for name, fact in other.facts.items():
        facts[name] = newer(facts[name], fact) if name in facts else fact
    properties: Properties = {name: value for name, (_, value) in facts.items()}
    broader = properties.pop("broader", None)
    return one._replace(
        properties=properties,
        broader=broader if isinstance(broader, str) else None,
        names=tuple(sorted({*one.names, *other.names})),
        dates={name: date for name, (date, _) in facts.items()},
    )


@dataclass(slots=True)
class Batch:
    """What one chunk of records says. `mentions` holds what papers say of others, by label and id, joined."""

    papers: list[PaperRow] = field(default_factory=list[PaperRow])
    entities: list[EntityRow] = field(default_factory=list[EntityRow])
    mentions: dict[str, EntityRow] = field(default_factory=dict[str, EntityRow])
    #: What was mentioned already, by its words, so that each wording is read once.
    seen: dict[tuple[object, ...], EntityRow] = field(default_factory=dict[tuple[object, ...], EntityRow])
    #: The date of the record that is read.
    date: str = ""
    merges: list[Merge] = field(default_factory=list[Merge])
    deletions: list[Deletion] = field(default_factory=list[Deletion])
    rejects: list[Reject] = field(default_factory=list[Reject])
    #: How many records of each entity were read, and how many of them hold nothing that the graph keeps.
    read: dict[str, int] = field(default_factory=dict[str, int])
    skipped: dict[str, int] = field(default_factory=dict[str, int])
    #: Types of works that `ingest.works` has no kind for → number of works.
    unknown_kinds: dict[str, int] = field(default_factory=dict[str, int])
    #: Fields that no table names (`ingest.unread_fields`) → number of records.
    unread: dict[str, int] = field(default_factory=dict[str, int])
    #: Where the record of each node stands, or the first one that mentions it: source and line by id.
    places: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])

    def leave_out(self, record: str, name: str, reason: str, value: object) -> None:
        """Reject one field of a record: the record is stored without it. `reason` completes "a value of its year …"."""
        source, line = self.places.get(record, ("", 0))
        reject = Reject(source, line, f"a value of its {name} {reason}", excerpt(value), record, name)
        if reject not in self.rejects[-REPEATED:]:
            self.rejects.append(reject)


def excerpt(value: object) -> str:
    """The beginning of a value, as text that every file can hold."""
    text = value if isinstance(value, str) else repr(value)
    return text[:MAX_EXCERPT_LENGTH].encode("utf-8", "backslashreplace").decode()
