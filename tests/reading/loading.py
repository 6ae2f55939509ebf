"""The world into a store, by the writer that ingest uses; what people add, which ingest does not write, beside it."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.ingest.batch import store_batch
from graphdb.ingest.funding import FIELDS
from graphdb.ingest.merges import merge
from graphdb.ingest.rows import Batch, EntityRow, Label, Merge, PaperRow, Properties
from graphdb.ingest.run import Run
from graphdb.store import Store
from identifiers.title import sort_key, title_key
from ingest.pipeline import NoProgress, finish
from ingest.report import Report
from tests.reading.world import Entity, Paper, World

ACTIVITY: Final = ("reviews", "comments", "saves", "likes")
#: What people have added to a paper: so many of each.
CREATE_ACTIVITY: Final = cypher("""\
UNWIND $rows AS row
MATCH (p:Paper {id: row.id})
SET p.readAt = row.read_at
FOREACH (n IN range(1, row.reviews) |
  MERGE (u:User {id: 'usr_' + n}) ON CREATE SET u.handle = 'user' + n, u.name = 'User ' + n, u.joinedAt = '2026-01-01'
  CREATE (u)-[:WROTE]->(:Review {
    id: 'rev_' + row.place + '_' + n, createdAt: '2026-01-0' + n, updatedAt: '2026-01-0' + n
  })-[:REVIEWS]->(p)
)
FOREACH (n IN range(1, row.comments) | CREATE (:Comment {id: 'com_' + row.place + '_' + n})-[:DISCUSSES]->(p))
FOREACH (n IN range(1, row.saves) | MERGE (u:User {id: 'usr_' + n}) CREATE (u)-[:SAVED]->(p))
FOREACH (n IN range(1, row.likes) | MERGE (u:User {id: 'usr_' + n}) CREATE (u)-[:LIKED]->(p))
RETURN count(*)""")


async def load(store: Store, world: World) -> None:
    """Write all of it, derived properties included."""
    run = await Run.begin(store)
    await store_batch(run, Batch(papers=[row(paper) for paper in world.papers.values()], entities=_entities(world)))
    await merge(run, [Merge(old, new) for old, new in world.merged.items()])
    await finish(run, Report(), NoProgress())
    rows = [
        {
            "id": paper.id,
            "place": str(number),
            "read_at": paper.read_at,
            **{kind: getattr(paper, kind) for kind in ACTIVITY},
        }
        for number, paper in enumerate(world.papers.values())
    ]
    await store.write(CREATE_ACTIVITY, {"rows": rows})


def row(paper: Paper) -> PaperRow:
    """The paper as a record of ingest."""
    return PaperRow(
        id=paper.id,
        others=[],
        updated="2026-01-01",
        digest=hash(paper.id),
        properties=_properties(paper),
        bylines=[
            [by.author, position, by.corresponding, by.institutions] for position, by in enumerate(paper.bylines, 1)
        ],
        topics=[list(about) for about in paper.topics],
        venues=[paper.venue] if paper.venue else [],
        references=paper.references,
        resources=[_resource(paper, kind) for kind in paper.resources],
    )


def _properties(paper: Paper) -> Properties:
    return {
        **paper.identifiers,
        "title": paper.title,
        "titleKey": title_key(paper.title) or None,
        "sortTitle": sort_key(paper.title),
        "kind": paper.kind.value,
        "year": paper.year,
        "sortYear": -1 if paper.year is None else paper.year,
        "publishedOn": paper.published_on,
        "sortDate": paper.published_on or "",
        "language": paper.language,
        "isOpen": paper.is_open,
        "retracted": paper.retracted,
        "abstract": paper.abstract,
        "oaStatus": paper.open_status,
        "reportedCitations": paper.reported,
        "licence": paper.licence,
        "keywords": paper.keywords or None,
        "keywordKeys": [title_key(each) for each in paper.keywords] or None,
        **_funding(paper.funders),
    }


def _funding(funders: list[str]) -> Properties:
    """A funder and its award for each, one number for all papers."""
    numbers = [f"No {funder[1:]}" for funder in funders]
    columns = (funders, funders, [""] * len(funders), numbers, [""] * len(funders), [""] * len(funders))
    return {name: list(column) or None for name, column in zip(FIELDS, columns, strict=True)}


def _resource(paper: Paper, kind: str) -> Properties:
    key = f"{paper.id}/{kind}".lower()
    return {
        "id": f"res_{key.replace(':', '-').replace('/', '-')}",
        "kind": kind,
        "url": f"https://example.org/{key}",
    }


def _entities(world: World) -> list[EntityRow]:
    listed: tuple[tuple[Label, dict[str, Entity]], ...] = (
        ("Author", world.authors),
        ("Institution", world.institutions),
        ("Topic", world.topics),
        ("Venue", world.venues),
        ("Funder", world.funders),
        ("Publisher", world.publishers),
    )
    return [_entity(label, entity) for label, entities in listed for entity in entities.values()]


def _entity(label: Label, entity: Entity) -> EntityRow:
    properties: Properties = {
        "name": entity.name,
        "openalex": entity.id,
        "sortName": sort_key(entity.name),
        **entity.keys,
    }
    names: tuple[str, ...] = ()
    match label:
        case "Topic":
            properties |= {"level": entity.level, "nameKey": title_key(entity.name)}
        case "Institution":
            properties |= {"country": entity.country, "latitude": 47.4, "longitude": 8.5}
        case "Venue":
            listed = [entity.keys["issn"]] if "issn" in entity.keys else []
            names = tuple(f"issn:{issn}" for issn in listed)
            properties |= {"issn": listed, "publisherId": entity.above, "country": entity.country}
        case "Funder":
            properties |= {"country": entity.country}
        case "Publisher":
            properties |= {"countries": [entity.country] if entity.country else None, "parentId": entity.above}
        case _:
            pass
    return EntityRow(
        label, entity.id, properties, is_record=True, updated="2026-01-01", broader=entity.broader, names=names
    )
