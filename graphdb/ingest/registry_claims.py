"""Claims about institutions that OpenAlex and a registry describe, combined by `precedence.INSTITUTION`.

An institution with one source has no claims. With the registry's record, each source's record is stored as
`(:SourceClaim)-[:DESCRIBES]->(:Institution)`, and the node is combined from the claims. Facts from works
(`graphdb.ingest.newest_mention`) complete OpenAlex's claim.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from graphdb.ingest import precedence
from graphdb.ingest.rows import DERIVED_FROM_NAME, Claim, EntityRow, Properties
from graphdb.model import INSTITUTION
from graphdb.sources import OPENALEX, rank

#: Properties about records, and derived properties.
_BOOKKEEPING: Final = frozenset({
    "source", "sources", "updated", "readAt", "mentioned", "searchNames", "openalex", *DERIVED_FROM_NAME,
})  # fmt: skip
_FACTS: Final = frozenset({*INSTITUTION.keys, *INSTITUTION.properties}) - _BOOKKEEPING


def record(claims: Iterable[Claim]) -> Properties | None:
    """The content of OpenAlex's claim; None if no claims are stored."""
    return next((dict(claim.content) for claim in claims if claim.source == OPENALEX.name), None)


def implied(institution: str, properties: Properties, facts: dict[str, Any], mentioned: Sequence[str]) -> Claim:
    """OpenAlex's claim about an institution without stored claims: the properties of the node, with the values of its
    record (`facts`) for those that works mention (`mentioned`)."""
    content = {name: value for name, value in properties.items() if name not in mentioned}
    updated, read = properties.get("updated"), properties.get("readAt")
    return Claim(
        OPENALEX.name, institution, updated if isinstance(updated, str) else None, None,
        facts_of({**content, **facts}), {},
        read=read if isinstance(read, str) else None,
    )  # fmt: skip


def revise(claims: list[Claim], row: EntityRow, content: Properties) -> list[Claim]:
    """The claims with `content` as OpenAlex's record. If it names another ROR id than before, the registry's claim is
    emptied, because it describes the former organisation."""
    facts = facts_of(content)
    result: list[Claim] = []
    for claim in claims:
        if claim.source == OPENALEX.name:
            updated = row.updated if row.is_record and row.updated is not None else claim.updated
            result.append(restate(claim, facts, updated))
        else:
            before = (record(claims) or {}).get("ror")
            is_other = before is not None and facts.get("ror") not in (before, claim.record)
            result.append(restate(claim, {}, None) if is_other else claim)
    return result


def facts_of(properties: Properties) -> dict[str, Any]:
    """The content of a record about the institution, without empty values."""
    return {name: value for name, value in sorted(properties.items()) if name in _FACTS and value not in (None, [])}


def restate(claim: Claim, content: dict[str, Any], updated: str | None) -> Claim:
    """The claim with this content; a changed claim gets a new time of reading."""
    if (content, updated) == (claim.content, claim.updated):
        return claim
    return claim._replace(content=content, updated=updated, read=None)


def combine(claims: Sequence[Claim], mentions: Properties, properties: Properties) -> tuple[Properties, list[Claim]]:
    """The combined properties of the institution, and the claims, each with the parts that it gives. `mentions`: facts
    from works that complete OpenAlex's claim."""
    ordered = sorted(claims, key=lambda claim: rank(claim.source))
    contents = [
        {**_present(mentions), **claim.content} if claim.source == OPENALEX.name else claim.content for claim in ordered
    ]
    fields, gave = precedence.combine(precedence.INSTITUTION, contents)
    combined: Properties = {
        **dict.fromkeys(name for name in properties if name in _FACTS),
        **fields,
        "sources": [claim.source for claim in ordered if claim.content or claim.source == OPENALEX.name],
    }
    return combined, [claim._replace(gave=tuple(parts)) for claim, parts in zip(ordered, gave, strict=True)]


def _present(mentions: Properties) -> Properties:
    return {name: value for name, value in mentions.items() if value is not None}


def rows(institution: str, before: Sequence[Claim], after: Iterable[Claim]) -> list[list[Any]]:
    """Id and properties of the claim nodes that differ from the stored ones, one for each source."""
    return [[f"{institution}:{claim.source}", claim.properties] for claim in after if claim not in before]
