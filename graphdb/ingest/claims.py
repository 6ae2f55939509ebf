"""Claims: the record of each source about a paper that several sources describe, and how they combine.

A paper with one source has no claims: the node holds the record. With a second source, each record is stored as
`(:SourceClaim)-[:DESCRIBES]->(:Paper)`. A newer record of a source replaces that source's claim only, and the node is
combined from all claims by the rules of `graphdb.ingest.precedence`, independent of the order in which they arrive.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from graphdb.ingest import funding, locations, precedence
from graphdb.ingest.papers import ALWAYS, byline_rank, rank_of, references
from graphdb.ingest.rows import Claim, EntityRow, PaperRow, Properties, label_of
from graphdb.ingest.state import StoredPaper
from graphdb.model import PAPER
from graphdb.sources import rank
from identifiers.title import sort_key, title_key

#: Fields of a row that are not content of the record. Resources are never removed, so claims do not store them.
_HEAD: Final = frozenset({"id", "others", "updated", "digest", "properties", "resources", "record"})
#: The lists of a row, and whether its byline is truncated.
LISTS: Final = tuple(name for name in PaperRow._fields if name not in _HEAD)
#: Properties about records, not about the paper.
_BOOKKEEPING: Final = frozenset({"source", "sources", "updated", "readAt", "addedAt", "digest", "unlinked", "awaits"})
_FACTS: Final = frozenset({*PAPER.keys, *PAPER.properties, *PAPER.sort}) - _BOOKKEEPING
_TITLE: Final = frozenset({"title", "titleKey", "sortTitle"})
_BYLINE: Final = frozenset({"bylines", "origins", "truncated", "credits"})


def source_of(row: PaperRow) -> str | None:
    """The source of the record."""
    source = row.properties.get("source")
    return source if isinstance(source, str) else None


def implied_claim(paper: str, stored: StoredPaper) -> Claim:
    """The claim of a paper's only source: everything that is stored about the paper."""
    properties = stored.properties
    content: dict[str, Any] = {name: properties[name] for name in sorted(_FACTS & properties.keys())}
    content |= {name: getattr(stored, name) for name in LISTS if hasattr(stored, name)}
    content["references"] = sorted(references(stored))
    content["origins"] = sorted(
        set(stored.institutions) - {institution for by in stored.bylines for institution in by[3]}
    )
    updated, digest, read = properties.get("updated"), properties.get("digest"), properties.get("readAt")
    return Claim(
        str(properties["source"]), paper, updated if isinstance(updated, str) else None,
        digest if isinstance(digest, int) else None,
        {name: value for name, value in content.items() if not _is_empty(name, value)}, {},
        read=read if isinstance(read, str) else None,
    )  # fmt: skip


def revise(claim: Claim | None, row: PaperRow) -> Claim:
    """The claim after this record: the fields of the record replace those of the same source."""
    content = {} if claim is None else dict(claim.content)
    carried = {name: value for name, value in row.properties.items() if name not in _BOOKKEEPING}
    carried |= {name: value for name in LISTS if (value := getattr(row, name)) is not None}
    for name in _ignored(row, carried, claim):
        carried.pop(name, None)
    if "bylines" in carried:
        content.pop("bylinesOn", None)
    elif row.bylines is not None and claim is not None and row.updated not in (None, claim.updated):
        content.setdefault("bylinesOn", claim.updated)
    content |= carried
    updated, digest = row.updated, row.digest
    if updated is None and claim is not None:
        updated, digest = claim.updated, claim.digest
    result = Claim(
        source_of(row) or "", row.record or row.id, updated, None if updated is None else digest,
        {name: value for name, value in sorted(content.items()) if not _is_empty(name, value)},
        {} if claim is None else claim.names,
    )  # fmt: skip
    # An undated record with the same content does not change the claim.
    if claim is not None and result._replace(gave=claim.gave, read=claim.read) == claim:
        return claim
    return result


def _ignored(row: PaperRow, carried: dict[str, Any], claim: Claim | None) -> set[str]:
    """Fields of the record that replace nothing: an empty title or byline, and truncated lists if longer ones are
    stored."""
    content: dict[str, Any] = {} if claim is None else claim.content
    ignored: set[str] = set()
    if carried.get("title") is None:
        ignored |= _TITLE
    if not locations.replaces(carried, content):
        ignored.add("locations")
    if row.bylines is None or (
        claim is not None and content.get("bylines") and rank_of(row) < claim_byline_rank(claim)
    ):
        ignored |= _BYLINE
    return ignored


def claim_byline_rank(claim: Claim) -> tuple[bool, int, str]:
    """The rank of the byline in a claim (`papers.byline_rank`)."""
    content = claim.content
    date = content.get("bylinesOn") or claim.updated or ""
    return byline_rank(content.get("truncated"), len(content.get("bylines", ())), date)


def _is_empty(name: str, value: object) -> bool:
    return value is None or value == [] or (name == "truncated" and value is False) or ALWAYS.get(name) == value


def combine(paper: str, before: Iterable[Claim], after: Sequence[Claim]) -> tuple[PaperRow, list[Claim]]:
    """The paper combined from the claims `after`, without values that only `before` had; and those claims, each with
    the parts that it gives."""
    ordered = sorted(after, key=lambda claim: claim.record)
    ordered.sort(key=lambda claim: claim.updated or "", reverse=True)
    ordered.sort(key=lambda claim: rank(claim.source))
    fields, gave = precedence.combine(precedence.PAPER, [claim.content for claim in ordered])
    previous = {name for claim in before for name in claim.content}
    lists = {name: fields.pop(name, [] if name in previous else None) for name in LISTS if name != "truncated"}
    first = ordered[0]
    properties: Properties = {
        **{name: None for name in previous if name not in LISTS},
        **ALWAYS,
        **fields,
        "source": first.source,
        "sources": list(dict.fromkeys(claim.source for claim in ordered)),
        "updated": first.updated,
        "digest": first.digest,
        "truncated": fields.get("truncated"),
    }
    row = PaperRow(paper, [], None, 0, properties, **lists)
    return row, [claim._replace(gave=tuple(parts)) for claim, parts in zip(ordered, gave, strict=True)]


def entity_ids(content: dict[str, Any]) -> set[str]:
    """The ids of all authors, institutions, topics, venues and funders in a claim."""
    bylines: list[Any] = content.get("bylines", [])
    authors = {by[0] for by in bylines}
    topics = {about[0] for about in content.get("topics", ())}
    institutions = {institution for by in bylines for institution in by[3]} | set(content.get("origins", ()))
    venues = {*content.get("venues", ()), *locations.venues(content)}
    return authors | topics | institutions | venues | set(funding.funders(content))


def mention(entity: str, name: str) -> EntityRow:
    """A mention of an entity that a claim names."""
    label = label_of(entity)
    keyed: Properties = {"nameKey": title_key(name) or None} if label == "Topic" else {}
    return EntityRow(label, entity, {"name": name, "sortName": sort_key(name), **keyed})
