"""Rows of the ingest: papers, authors, institutions, topics, venues and funders as a source describes them.

A key that is missing from `properties`, and a list that is `None`, is absent from the record and leaves the stored
value unchanged. A key with the value None is present in the record and empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

import orjson

Scalar = str | int | float | bool | list[str] | list[int] | list[float] | list[bool] | None
Properties = dict[str, Scalar]

#: Author id, position in the byline (from 1), whether corresponding, institution ids on this byline, the printed name
#: (None if the source has none), printed affiliations without an identified institution, countries beyond those of the
#: institutions. Lists rather than classes, because a hundred million of them pass between processes and to the store.
Byline = list[Any]
#: Topic id, score in [0, 1], whether it is the paper's primary topic.
About = list[Any]
#: Author id, institution id, first and last year (either may be unknown).
Affiliation = tuple[str, str, int | None, int | None]

Label = Literal["Paper", "Author", "Institution", "Topic", "Venue", "Funder", "Publisher", "Award"]
#: Characters of a rejected value in a reject.
MAX_EXCERPT_LENGTH: Final = 300
#: Properties that are derived from the name.
DERIVED_FROM_NAME: Final = ("sortName", "nameKey")
#: The last rejects that are searched for a duplicate: several properties can be read from one field.
REPEAT_WINDOW: Final = 20


_LETTERS: Final[dict[str, Label]] = {
    "W": "Paper", "A": "Author", "I": "Institution", "T": "Topic", "C": "Topic", "S": "Venue",
    "F": "Funder", "P": "Publisher", "G": "Award",
}  # fmt: skip
_PREFIXES: Final[dict[str, Label]] = {
    "doi": "Paper", "arxiv": "Paper", "pmid": "Paper", "author": "Author", "institution": "Institution",
    "ror": "Institution", "venue": "Venue", "funder": "Funder", "publisher": "Publisher", "award": "Award",
}  # fmt: skip


def label_of(node: str) -> Label:
    """The label of the node with this id."""
    prefix, colon, _ = node.partition(":")
    return _PREFIXES.get(prefix, "Topic") if colon else _LETTERS[node[0]]


class PaperRow(NamedTuple):
    """One paper as one record describes it.

    `others`: its ids in other schemes (`doi:…`, `arxiv:…`, `pmid:…`), under which it may be stored already. `updated`:
    ISO 8601; "" is older than every date, None is newer than every date. `digest`: a hash of the record. `truncated`:
    whether the source truncated the byline.
    """

    id: str
    others: list[str]
    updated: str | None
    digest: int
    properties: Properties
    bylines: list[Byline] | None = None
    truncated: bool = False
    #: Institutions of the byline that the source assigns to no author.
    origins: list[str] | None = None
    topics: list[About] | None = None
    venues: list[str] | None = None
    references: list[str] | None = None
    resources: list[Properties] | None = None
    #: The id of the record at its source, if it is not `id`.
    record: str | None = None


#: The date of the record with the value ("" is older than every date), and the value.
Fact = tuple[str, Scalar]


class EntityRow(NamedTuple):
    """An entity other than a paper: its record, or (`is_record` False, `updated` None) a mention in a work.

    `broader`: the broader topic. `affiliations`: of an author. `names`: aliases (`issn:…`). `dates`: of a mention, the
    date of the newest work with each property, and with `broader`; "" if it is absent.
    """

    label: Label
    id: str
    properties: Properties
    is_record: bool = False
    updated: str | None = None
    broader: str | None = None
    affiliations: tuple[Affiliation, ...] = ()
    names: tuple[str, ...] = ()
    dates: Mapping[str, str] | None = None

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts of a mention."""
        dates, values = self.dates or {}, {**self.properties, "broader": self.broader}
        return {
            name: (dates.get(name, ""), value)
            for name, value in values.items()
            if value is not None and name not in DERIVED_FROM_NAME
        }


class Claim(NamedTuple):
    """The content of one record of one source about a node that several sources describe.

    `content`: field → value, of properties and lists alike (`graphdb.ingest.precedence`), without empty values.
    `names`: the names of the entities in the record, by id. `gave`: titles of the parts that the combined node takes
    from it. `read`: when the record was read, None for a record that is written now. `withdrawn`: the source deleted
    the record, and its values are removed when the claims are combined next.
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
        """The id of its node."""
        return f"{self.source}:{self.record}"

    @property
    def properties(self) -> Properties:
        """The properties of its node."""
        text = orjson.dumps({"fields": self.content, "names": self.names}, option=orjson.OPT_SORT_KEYS).decode()
        return {
            "source": self.source, "record": self.record, "updated": self.updated, "digest": self.digest,
            "content": text, "gave": list(self.gave), "readAt": self.read,
            "withdrawn": self.withdrawn or None,
        }  # fmt: skip


class Merge(NamedTuple):
    """The id `old` is merged into `new`."""

    old: str
    new: str


class Deletion(NamedTuple):
    """The source deleted the work of this id on this day (ISO 8601)."""

    id: str
    day: str


class Reject(NamedTuple):
    """A record that cannot be used: its source (file or address) and line (from 1), the reason, and its text.

    With a `field`, only this field of the record `record` is dropped, and `text` is the beginning of its value.
    """

    source: str
    line: int
    reason: str
    text: str
    record: str = ""
    field: str = ""


def newer(one: Fact, other: Fact) -> Fact:
    """The fact of the newer record; for equal dates the longer value, then the greater one."""
    return max(one, other, key=_order)


def _order(fact: Fact) -> tuple[str, int, Any]:
    date, value = fact
    return (date, len(value), value) if isinstance(value, str | list) else (date, 0, str(value))


def merge_rows(one: EntityRow, other: EntityRow) -> EntityRow:
    """Merges two mentions of one entity, independent of their order: the newer fact of each."""
    facts = one.facts
    for name, fact in other.facts.items():
        previous = facts.get(name)
        if previous is None or fact[0] > previous[0]:
            facts[name] = fact
        elif fact[0] == previous[0]:
            facts[name] = newer(previous, fact)
    properties: Properties = {name: value for name, (_, value) in facts.items()}
    broader = properties.pop("broader", None)
    return one._replace(
        properties=properties,
        broader=broader if isinstance(broader, str) else None,
        names=tuple(sorted({*one.names, *other.names})) if one.names or other.names else (),
        dates={name: date for name, (date, _) in facts.items()},
    )


@dataclass(slots=True)
class Batch:
    """The rows of one chunk of records. `mentions`: merged mentions of entities in papers, by id."""

    papers: list[PaperRow] = field(default_factory=list[PaperRow])
    entities: list[EntityRow] = field(default_factory=list[EntityRow])
    mentions: dict[str, EntityRow] = field(default_factory=dict[str, EntityRow])
    #: Parsed mentions by their text, so that repeated text is parsed once.
    seen: dict[tuple[object, ...], EntityRow] = field(default_factory=dict[tuple[object, ...], EntityRow])
    #: The date of the newest record with an object that names an entity, by the object's JSON.
    repeated: dict[bytes, str] = field(default_factory=dict[bytes, str])
    #: The date of the current record.
    date: str = ""
    merges: list[Merge] = field(default_factory=list[Merge])
    deletions: list[Deletion] = field(default_factory=list[Deletion])
    rejects: list[Reject] = field(default_factory=list[Reject])
    #: Numbers of records by entity: read, and skipped because they have no stored content.
    read: dict[str, int] = field(default_factory=dict[str, int])
    skipped: dict[str, int] = field(default_factory=dict[str, int])
    #: Works that the filter of an import excludes (`ingest.selection`).
    excluded: int = 0
    #: Types of works that `ingest.works` has no kind for → number of works.
    unknown_kinds: dict[str, int] = field(default_factory=dict[str, int])
    #: Fields that no table names (`ingest.unread_fields`) → number of records.
    unread: dict[str, int] = field(default_factory=dict[str, int])
    #: Source and line of the record of each node, or of the first record that mentions it, by id.
    source_lines: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])

    def leave_out(self, record: str, name: str, reason: str, value: object) -> None:
        """Reject one field of a record; the record is stored without it. `reason` completes "a value of its year …"."""
        source, line = self.source_lines.get(record, ("", 0))
        reject = Reject(source, line, f"a value of its {name} {reason}", excerpt(value), record, name)
        if reject not in self.rejects[-REPEAT_WINDOW:]:
            self.rejects.append(reject)


def excerpt(value: object) -> str:
    """The beginning of a value as text that can be encoded in UTF-8."""
    text = value if isinstance(value, str) else repr(value)
    return text[:MAX_EXCERPT_LENGTH].encode("utf-8", "backslashreplace").decode()
