"""Reads the stored state of the nodes in a batch."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

import orjson

from graphdb.cypher import cypher
from graphdb.ingest.rows import About, Byline, Claim, EntityRow, Label, PaperRow, Properties
from graphdb.ingest.run import PLANNED_ONCE, Run

STORED_VERSIONS: Final = cypher("""\
RETURN [
  COLLECT { UNWIND $ids AS id MATCH (p:Paper {id: id})
    RETURN [p.id, p.updated, p.digest, p.source, p.sources, p.truncated, p.bylinesOn] },
  COLLECT { UNWIND $named AS id MATCH (alias:Alias {id: id}) RETURN [alias.id, alias.of] },
  EXISTS { MATCH (p:Paper) WHERE p.id >= 'a' },
  COLLECT { MATCH (p:Paper&Contested) RETURN p.id LIMIT $limit }
]""")
CONTESTED: Final = cypher("RETURN COUNT { (:Paper&Contested) }")
CLAIMS: Final = PLANNED_ONCE + cypher("""\
UNWIND $ids AS id
MATCH (p:Paper {id: id})<-[:DESCRIBES]-(record:SourceClaim)
RETURN collect([id, properties(record)])""")
#: Papers under another scheme's id (these begin with a lower-case letter) that share an identifier with the batch.
STRANGERS: Final = cypher("""\
RETURN
  COLLECT { UNWIND $doi AS value MATCH (p:Paper {doi: value}) WHERE p.id >= 'a' RETURN [p.id, 'doi:' + value] } +
  COLLECT { UNWIND $arxiv AS value MATCH (p:Paper {arxiv: value}) WHERE p.id >= 'a' RETURN [p.id, 'arxiv:' + value] } +
  COLLECT { UNWIND $pmid AS value MATCH (p:Paper {pmid: value}) WHERE p.id >= 'a' RETURN [p.id, 'pmid:' + value] } +
  COLLECT { UNWIND $others AS id MATCH (p:Paper {id: id}) RETURN [id, id] }""")
#: Papers of any id with the DOI, arXiv id or PubMed id of a record of another source.
NAMESAKES: Final = cypher("""\
RETURN
  COLLECT { UNWIND $doi AS value MATCH (p:Paper {doi: value}) RETURN [p.id, 'doi:' + value] } +
  COLLECT { UNWIND $arxiv AS value MATCH (p:Paper {arxiv: value}) RETURN [p.id, 'arxiv:' + value] } +
  COLLECT { UNWIND $pmid AS value MATCH (p:Paper {pmid: value}) RETURN [p.id, 'pmid:' + value] }""")
PAPERS: Final = PLANNED_ONCE + cypher("""\
UNWIND $ids AS id
MATCH (p:Paper {id: id})
RETURN collect([
  p.id, properties(p),
  COLLECT {
    MATCH (p)<-[by:AUTHORED|ALSO_AUTHORED]-(a)
    RETURN [a.id, by.position, by.corresponding, by.institutions, by.name, coalesce(by.affiliations, []),
      coalesce(by.countries, [])]
    ORDER BY by.position
  },
  COLLECT { MATCH (p)-[about:ABOUT]->(t) RETURN [t.id, about.score, about.primary] },
  COLLECT { MATCH (p)-[:PUBLISHED_IN]->(v) RETURN v.id },
  COLLECT { MATCH (p)-[:CITES]->(cited) RETURN cited.id },
  COLLECT {
    MATCH (p)-[:HAS]->(resource) RETURN resource.id
    UNION ALL MATCH (p)<-[:HIDDEN_FROM]-(resource:Resource) RETURN resource.id
  },
  COLLECT { MATCH (p)-[:FROM]->(institution) RETURN institution.id }
])""")
ENTITIES: Final = PLANNED_ONCE + cypher("""\
RETURN [
  COLLECT { UNWIND $Author AS id MATCH (n:Author {id: id}) RETURN [n.id, n{.*, top: null},
    COLLECT { MATCH (n)-[edge:AFFILIATED_WITH]->(at) RETURN [at.id, edge.firstYear, edge.lastYear] }] },
  COLLECT { UNWIND $Institution AS id MATCH (n:Institution {id: id}) RETURN [n.id, n{.*, top: null},
    COLLECT { MATCH (n)<-[:DESCRIBES]-(record:SourceClaim) RETURN properties(record) }] },
  COLLECT { UNWIND $Topic AS id MATCH (n:Topic {id: id}) RETURN [n.id, n{.*, top: null},
    COLLECT { MATCH (n)-[:BROADER]->(m) RETURN m.id }[0]] },
  COLLECT { UNWIND $Venue AS id MATCH (n:Venue {id: id}) RETURN [n.id, n{.*, top: null}, null] },
  COLLECT { UNWIND $Funder AS id MATCH (n:Funder {id: id}) RETURN [n.id, n{.*, top: null}, null] },
  COLLECT { UNWIND $Publisher AS id MATCH (n:Publisher {id: id}) RETURN [n.id, n{.*, top: null}, null] },
  COLLECT { UNWIND $Award AS id MATCH (n:Award {id: id}) RETURN [n.id, n{.*, top: null}, null] }
]""")
ALIASES: Final = PLANNED_ONCE + cypher(
    "UNWIND $ids AS id MATCH (alias:Alias {id: id}) RETURN collect([alias.id, alias.of])"
)

#: Contested papers that one batch combines besides its own.
MAX_CONTESTED: Final = 500

LABELS: Final[tuple[Label, ...]] = ("Author", "Institution", "Topic", "Venue", "Funder", "Publisher", "Award")


class StoredVersions(NamedTuple):
    """The stored state of the papers in a batch. `by_id`: existing papers; `aliases`: old id → successor; `strangers`:
    whether the graph holds papers without an OpenAlex id; `contested`: papers whose claims are not combined yet."""

    by_id: dict[str, "StoredVersion"]
    aliases: dict[str, str]
    strangers: bool
    contested: list[str]


class StoredVersion(NamedTuple):
    """The record that a stored paper was made of; `sources` if there are several. `truncated`: of the byline;
    `bylines_on`: the date of the byline's record, if it is another one."""

    updated: str | None
    digest: int | None
    source: str | None
    sources: list[str] | None
    truncated: bool | None = None
    bylines_on: str | None = None


class StoredPaper(NamedTuple):
    """A stored paper."""

    properties: Properties
    bylines: list[Byline]
    topics: list[About]
    venues: list[str]
    references: list[str]
    resources: list[str]
    institutions: list[str]


class StoredEntity(NamedTuple):
    """A stored entity other than a paper. `near`: the broader topic of a topic, the institutions of an author with
    first and last year, the claims about an institution."""

    properties: Properties
    near: Any

    @property
    def broader(self) -> str | None:
        """The broader topic of a topic."""
        return self.near if isinstance(self.near, str) else None

    @property
    def claims(self) -> list[Claim]:
        """The claims about an institution that several sources describe."""
        return [claim(record) for record in self.near] if self.is_claimed else []

    @property
    def is_claimed(self) -> bool:
        """Whether several sources describe the institution."""
        return self.properties.get("sources") is not None

    @property
    def affiliations(self) -> dict[str, tuple[int | None, int | None]]:
        """Institution → first and last year."""
        return {institution: (first, last) for institution, first, last in self.near}


async def stored_versions(run: Run, ids: Iterable[str], named: Collection[str]) -> StoredVersions:
    """The stored versions of papers by id, and the aliases among `named`."""
    parameters = {"ids": list(ids), "named": list(named), "limit": MAX_CONTESTED}
    papers, aliases, strangers, contested = await run.read(STORED_VERSIONS, parameters)
    return StoredVersions({row[0]: StoredVersion(*row[1:]) for row in papers}, dict(aliases), strangers, contested)


async def contested(run: Run) -> int:
    """The number of papers whose claims are not combined yet."""
    return await run.read(CONTESTED, {})


async def strangers(run: Run, rows: Iterable[PaperRow]) -> dict[str, list[str]]:
    """`doi:…`, `arxiv:…` and `pmid:…` ids of the rows → papers that are stored under such an id."""
    others = [other for row in rows for other in row.others]
    return _group(await run.read(STRANGERS, {**_by_scheme(others), "others": others}))


async def namesakes(run: Run, rows: Iterable[PaperRow]) -> dict[str, list[str]]:
    """`doi:…`, `arxiv:…` and `pmid:…` ids of the rows → papers of any id with that identifier."""
    return _group(await run.read(NAMESAKES, _by_scheme([other for row in rows for other in row.others])))


def _by_scheme(others: list[str]) -> dict[str, list[str]]:
    schemes: dict[str, list[str]] = {"doi": [], "arxiv": [], "pmid": []}
    for other in others:
        scheme, _, value = other.partition(":")
        schemes[scheme].append(value)
    return schemes


def _group(pairs: list[list[str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for paper, other in pairs:
        grouped.setdefault(other, []).append(paper)
    return grouped


async def papers(run: Run, ids: Collection[str]) -> dict[str, StoredPaper]:
    """The stored papers of these ids, with their edges."""
    rows: list[Any] = await run.read(PAPERS, {"ids": list(ids)}) if ids else []
    return {row[0]: StoredPaper(*row[1:]) for row in rows}


async def claims(run: Run, ids: Collection[str]) -> dict[str, list[Claim]]:
    """The claims about those of these papers that several sources describe."""
    claims: dict[str, list[Claim]] = {}
    rows: list[Any] = await run.read(CLAIMS, {"ids": list(ids)}) if ids else []
    for paper, record in rows:
        claims.setdefault(paper, []).append(claim(record))
    return claims


def claim(record: Mapping[str, Any]) -> Claim:
    """A claim from the properties of its node."""
    content = orjson.loads(record["content"])
    return Claim(
        record["source"], record["record"], record.get("updated"), record.get("digest"), content["fields"],
        content["names"], tuple(record["gave"]), record.get("readAt"),
        record.get("withdrawn") is True,
    )  # fmt: skip


async def entities(run: Run, rows: Iterable[EntityRow]) -> dict[str, StoredEntity]:
    """The stored entities among these rows, by id. None of the rows is a paper."""
    ids: dict[str, list[str]] = {label: [] for label in LABELS}
    for row in rows:
        ids[row.label].append(row.id)
    if not any(ids.values()):
        return {}
    lists: list[Any] = await run.read(ENTITIES, ids)
    return {row[0]: StoredEntity(row[1], row[2]) for stored in lists for row in stored}


async def aliases(run: Run, ids: Collection[str]) -> dict[str, str]:
    """Merged ids among these → their successors."""
    return dict(await run.read(ALIASES, {"ids": list(ids)})) if ids else {}
