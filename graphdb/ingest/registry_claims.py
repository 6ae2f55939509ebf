"""Institutions that a registry describes besides OpenAlex: claims, combined by `precedence.INSTITUTION`.

An institution of one source needs none. With the registry's record each source's word is kept as
`(:SourceClaim)-[:DESCRIBES]->(:Institution)`, and the node is what the claims say together. What works say in passing
(`graphdb.ingest.newest_mention`) fills OpenAlex's word.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from graphdb.ingest import precedence
from graphdb.ingest.rows import OF_NAME, Claim, EntityRow, Properties
from graphdb.model import INSTITUTION
from graphdb.sources import OPENALEX, rank

#: Properties that tell of records, not of the institution, or follow from others.
_BOOKKEEPING: Final = frozenset({
    "source", "sources", "updated", "readAt", "mentioned", "searchNames", "openalex", *OF_NAME,
})  # fmt: skip
_FACTS: Final = frozenset({*INSTITUTION.keys, *INSTITUTION.properties}) - _BOOKKEEPING


def record(claims: Iterable[Claim]) -> Properties | None:
    """What OpenAlex's own record says of the institution; None where no claims are stored."""
    return next((dict(claim.content) for claim in claims if claim.source == OPENALEX.name), None)


def implied(institution: str, properties: Properties, own: dict[str, Any], given: Sequence[str]) -> Claim:
    """The claim of OpenAlex where it was the only source: what the node holds, but of the facts `given` that works
    name, too, only what its `own` record says."""
    content = {name: value for name, value in properties.items() if name not in given}
    updated, read = properties.get("updated"), properties.get("readAt")
    return Claim(
        OPENALEX.name, institution, updated if isinstance(updated, str) else None, None,
        facts_of({**content, **own}), {},
        read=read if isinstance(read, str) else None,
    )  # fmt: skip


def revised(claims: list[Claim], row: EntityRow, content: Properties) -> list[Claim]:
    """The claims after OpenAlex's record says this. Where it names another organisation of ROR than before, the
    registry's record of the former says nothing of the institution."""
    facts = facts_of(content)
    result: list[Claim] = []
    for claim in claims:
        if claim.source == OPENALEX.name:
            updated = row.updated if row.own and row.updated is not None else claim.updated
            result.append(restated(claim, facts, updated))
        else:
            before = (record(claims) or {}).get("ror")
            is_other = before is not None and facts.get("ror") not in (before, claim.record)
            result.append(restated(claim, {}, None) if is_other else claim)
    return result


def facts_of(properties: Properties) -> dict[str, Any]:
    """What a record says of the institution, nothing empty."""
    return {name: value for name, value in sorted(properties.items()) if name in _FACTS and value not in (None, [])}


def restated(claim: Claim, content: dict[str, Any], updated: str | None) -> Claim:
    """The claim with this content, read now where it differs."""
    if (content, updated) == (claim.content, claim.updated):
        return claim
    return claim._replace(content=content, updated=updated, read=None)


def combined(claims: Sequence[Claim], mentions: Properties, properties: Properties) -> tuple[Properties, list[Claim]]:
    """The properties of the institution as the claims say them together, and the claims with what each gives.
    `mentions`: facts of OpenAlex that fill its own record."""
    ordered = sorted(claims, key=lambda claim: rank(claim.source))
    contents = [
        {**_filled(mentions), **claim.content} if claim.source == OPENALEX.name else claim.content for claim in ordered
    ]
    fields, gave = precedence.combined(precedence.INSTITUTION, contents)
    wanted: Properties = {
        **dict.fromkeys(name for name in properties if name in _FACTS),
        **fields,
        "sources": [claim.source for claim in ordered if claim.content or claim.source == OPENALEX.name],
    }
    return wanted, [claim._replace(gave=tuple(parts)) for claim, parts in zip(ordered, gave, strict=True)]


def _filled(mentions: Properties) -> Properties:
    return {name: value for name, value in mentions.items() if value is not None}


def rows(institution: str, before: Sequence[Claim], after: Iterable[Claim]) -> list[list[Any]]:
    """Id and properties of the nodes of those claims that differ from what is stored: one a source."""
    return [[f"{institution}:{claim.source}", claim.properties] for claim in after if claim not in before]
