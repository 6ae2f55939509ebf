"""The demo's records → rows, stored like those of every other source.

OpenAlex's values of a paper take precedence over the demo's in any order of ingest: the demo's records have the date
"", which is older than every other.
"""

from collections import defaultdict
from hashlib import blake2b
from typing import Any, Final, cast

import orjson

import demo
from graphdb.ingest.rows import Batch, Byline, EntityRow, Label, PaperRow, Properties
from graphdb.ingest.run import Run
from graphdb.ingest.storage import store_records
from graphdb.store import Store
from identifiers.title import sort_key, title_key
from ingest.credits import credits_text
from ingest.entities import name_properties
from ingest.pipeline import NoProgress, Progress, finish
from ingest.report import Report

#: Older than every date.
UNDATED: Final = ""


async def load_demo(store: Store, progress: Progress | None = None) -> Report:
    """Load the demo graph; idempotent. Raises DemoError when its files are inconsistent."""
    progress = progress or NoProgress()
    batch = demo_batch(demo.records())
    report = Report()
    run = await Run.begin(store)
    progress.stage("Loading the demo", len(batch.papers))
    report.add(await store_records(run, batch))
    progress.step(len(batch.papers), len(batch.papers))
    await finish(run, report, progress)
    return report


def demo_batch(records: demo.Demo) -> Batch:
    """The records as one batch."""
    edges = _Edges(records)
    return Batch(papers=[edges.paper(paper) for paper in records.papers], entities=_entities(records))


class _Edges:
    """The edges of the demo by paper."""

    def __init__(self, records: demo.Demo) -> None:
        self.bylines = _grouped(records.authorships, "paper")
        self.origins = _grouped(records.origins, "paper")
        self.about = _grouped(records.about, "paper")
        self.venues = _grouped(records.published_in, "paper")
        self.citations = _grouped(records.citations, "citing")
        self.resources = _grouped(records.resources, "paper")
        self.names: dict[str, str] = {author["id"]: author["name"] for author in records.authors}

    def paper(self, record: Any) -> PaperRow:
        """The row of a paper with its edges."""
        paper_id: str = record["id"]
        authorships = sorted(self.bylines[paper_id], key=lambda edge: edge["position"])
        bylines: list[Byline] = [
            [edge["author"], edge["position"], False, edge["institutions"], None, [], []] for edge in authorships
        ]
        row = PaperRow(
            id=paper_id,
            others=[f"{scheme}:{record[scheme]}" for scheme in ("doi", "arxiv") if scheme in record],
            updated=UNDATED,
            digest=0,
            properties={
                **_properties(record),
                "credits": credits_text((self.names[edge["author"]] for edge in authorships), record["year"]),
            },
            bylines=bylines,
            origins=[edge["institution"] for edge in self.origins[paper_id]],
            topics=[[about["topic"], about["score"], about["primary"]] for about in self.about[paper_id]],
            venues=[edge["venue"] for edge in self.venues[paper_id]],
            references=[edge["cited"] for edge in self.citations[paper_id]],
            resources=[_resource(item) for item in self.resources[paper_id]],
        )
        return row._replace(digest=_digest(row))


def _grouped(edges: Any, end: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for edge in edges:
        groups[edge[end]].append(edge)
    return groups


def _properties(record: Any) -> Properties:
    title: str = record["title"]
    return {
        **{key: value for key, value in record.items() if key != "id"},
        "titleKey": title_key(title) or None,
        "sortTitle": sort_key(title),
        "sortYear": record["year"],
        "sortDate": record.get("publishedOn", ""),
    }


def _resource(item: Any) -> Properties:
    return {key: value for key, value in item.items() if key != "paper"}


def _digest(row: PaperRow) -> int:
    content = orjson.dumps([*row], option=orjson.OPT_SORT_KEYS)
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)


def _entities(records: demo.Demo) -> list[EntityRow]:
    broader = {edge["narrower"]: edge["broader"] for edge in records.broader}
    affiliations = _grouped(records.affiliations, "author")
    groups: tuple[tuple[Label, list[Any]], ...] = (
        ("Author", cast("list[Any]", records.authors)),
        ("Institution", cast("list[Any]", records.institutions)),
        ("Topic", cast("list[Any]", records.topics)),
        ("Venue", cast("list[Any]", records.venues)),
    )
    return [_entity(label, record, broader, affiliations) for label, entries in groups for record in entries]


def _entity(label: Label, record: Any, broader: dict[str, str], affiliations: dict[str, list[Any]]) -> EntityRow:
    entity_id: str = record["id"]
    properties = {key: value for key, value in record.items() if key != "id"}
    years = [
        (edge["author"], edge["institution"], edge["firstYear"], edge["lastYear"]) for edge in affiliations[entity_id]
    ]
    return EntityRow(
        label, entity_id, {**properties, **name_properties(label, record["name"]), "updated": UNDATED}, is_record=True,
        updated=UNDATED, broader=broader.get(entity_id), affiliations=tuple(years),
    )  # fmt: skip
