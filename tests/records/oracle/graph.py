"""All test records as one graph: the expected response of the API for every node."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.records import foundation
from tests.records.awkward import awkward
from tests.records.oracle import byline, entities, local, works
from tests.records.oracle.values import Json, OneOf, Plain, items, key, live_key, mapping, mappings
from tests.records.real import DATA, openalex_files, present

#: Fields that come together from one of several sources of a paper (docs/sources.md).
_PARTS: Final = (
    ("title",), ("abstract", "abstractKind"), ("year", "publishedOn"), ("authors", "authorCount", "institutions"),
    ("topics",), ("venue",), ("kind",), ("language",), ("url",), ("reportedCitationCount",), ("identifiers.doi",),
    ("identifiers.arxiv",), ("openAccess.isOpen", "openAccess.status", "openAccess.url", "openAccess.inRepository"),
)  # fmt: skip
_INSTITUTION: Final = {"name": "display_name", "country": "country_code", "kind": "type"}


@dataclass(slots=True)
class Graph:
    """The expected nodes by id; `described`: nodes with a record; `mentioned`: node → field → values in mentions."""

    papers: dict[str, Json] = field(default_factory=dict[str, Json])
    described: dict[str, Json] = field(default_factory=dict[str, Json])
    mentioned: dict[str, dict[str, list[object]]] = field(default_factory=dict[str, dict[str, list[object]]])
    affiliations: dict[str, dict[str, list[int]]] = field(default_factory=dict[str, dict[str, list[int]]])
    records: dict[str, Json] = field(default_factory=dict[str, Json])


def records(folder: Path) -> Iterator[Json]:
    """Every record, in the order of reading; works as chosen in the folder."""
    yield from awkward()
    if present():
        snapshot = DATA / "openalex-snapshot"
        for path in [*openalex_files(folder), *sorted(snapshot.rglob("part_*.gz"))]:
            for line in gzip.decompress(path.read_bytes()).split(b"\n"):
                if line.strip():
                    yield json.loads(line)
        yield from foundation.works(DATA / "foundation-models")


def merged_ids() -> dict[str, str]:
    """Merged id → successor."""
    paths: list[Path] = sorted((DATA / "openalex-snapshot" / "merged_ids").rglob("*.csv.gz"))
    rows = [line.split(",") for path in paths for line in gzip.decompress(path.read_bytes()).decode().split()]
    return {old: new for _, old, new in rows if old != "id"}


def newest_records(folder: Path) -> dict[str, Json]:
    """The newest record of each id; one without a date is the newest."""
    chosen: dict[str, Json] = {}
    for record in records(folder):
        name = key(record.get("id"))
        current = chosen.get(name or "")
        if name and (current is None or (record.get("updated_date") or "~") >= (current.get("updated_date") or "~")):
            chosen[name] = record
    return chosen


def graph(folder: Path) -> Graph:
    """The expected graph, with the works chosen in the folder."""
    expected = Graph(records=newest_records(folder))
    for name, record in expected.records.items():
        if name[0] == "W":
            expected.papers[name] = works.paper(record)
            _mentions(record, expected)
        elif name.partition(":")[0] in ("domain", "field", "subfield") or name[0] in "AITCSFP":
            reader = entities.READERS["T" if ":" in name else name[0]]
            if record.get("display_name") and live_key(name):
                expected.described[name] = reader(record)
            _above(record, expected)
            if name[0] == "A":
                _add_years(expected.affiliations.setdefault(name, {}), entities.affiliations(record))
                last = [record.get("last_known_institution"), *mappings(record.get("last_known_institutions"))]
                for mention in [*(entry.get("institution") for entry in mappings(record.get("affiliations"))), *last]:
                    _add_mention(expected, live_key(mapping(mention).get("id")), mapping(mention), _INSTITUTION)
    names = _add_demo(expected)
    _add_citations(expected, names)
    for paper in expected.papers.values():
        for byline_place in paper["authors"]:
            for institution in byline_place["institutions"]:
                years = [paper["year"]] if paper["year"] else []
                expected.affiliations.setdefault(byline_place["id"], {}).setdefault(institution, []).extend(years)
            byline_place["name"] = byline_place["name"] or _name_of(expected, byline_place["id"])
    return expected


def _add_years(years_by_id: dict[str, list[int]], further: dict[str, list[int]]) -> None:
    for institution, years in further.items():
        years_by_id.setdefault(institution, []).extend(years)


def _name_of(expected: Graph, author: str) -> object:
    """The name of an author without a printed name."""
    if author in expected.described:
        return expected.described[author]["name"]
    return byline.any_name(expected.mentioned.get(author, {}).get("name", []))


def _mentions(record: Json, expected: Graph) -> None:
    """Add the mentions of a work."""
    for person, names in byline.names(record).items():
        _add_values(expected, person, "name", *names)
    for authorship in mappings(record.get("authorships")):
        for institution in mappings(authorship.get("institutions")):
            _add_mention(expected, live_key(institution.get("id")), institution, _INSTITUTION)
    for entry in [
        *mappings(record.get("topics")),
        *mappings(record.get("concepts")),
        mapping(record.get("primary_topic")),
    ]:
        _add_mention(expected, key(entry.get("id")), entry, {"name": "display_name"})
        _above(entry, expected)
    locations = [mapping(record.get(name)) for name in ("primary_location", "best_oa_location")]
    for source in [*(mapping(location.get("source")) for location in [*locations, *mappings(record.get("locations"))]),
                   mapping(record.get("host_venue")), *mappings(record.get("alternate_host_venues"))]:  # fmt: skip
        _add_mention(expected, live_key(source.get("id")), source, {"name": "display_name", "kind": "type"})
        _add_mention(expected, live_key(source.get("id")), source, {"publisher": "publisher"})
        _add_mention(expected, live_key(source.get("id")), source, {"publisher": "host_organization_name"})
        if live_key(source.get("id")) and (host := key(source.get("host_organization") or source.get("publisher_id"))):
            _add_values(expected, str(live_key(source.get("id"))), "publisherId", host)
    for grant in works.funding(record):
        if grant["funderId"] is not None and grant["funderName"] != Plain(None):
            _add_values(expected, grant["funderId"], "name", grant["funderName"])


def _above(entry: Json, expected: Graph) -> None:
    """Add the levels above a topic."""
    below = key(entry.get("id"))
    for level in ("subfield", "field", "domain"):
        above = mapping(entry.get(level))
        if (level_id := key(above.get("id"))) is not None and below is not None:
            _add_mention(expected, level_id, above, {"name": "display_name"})
            _add_values(expected, below, "broader", level_id)
            below = level_id


def _add_mention(expected: Graph, node_id: str | None, entry: Json, fields: dict[str, str]) -> None:
    if node_id is not None:
        for name, source_field in fields.items():
            value = entry.get(source_field)
            _add_values(expected, node_id, name, *([] if value is None else [Plain(value)]))


def _add_values(expected: Graph, node_id: str, name: str, *values: object) -> None:
    existing = expected.mentioned.setdefault(node_id, {}).setdefault(name, [])
    existing += [value for value in values if value not in existing]


def _add_demo(expected: Graph) -> dict[str, str]:
    """Add the demo's papers, or combine them with OpenAlex's; returns id in the demo → id in the graph."""
    by_identifier = {
        f"{scheme}:{paper['identifiers'][scheme]}": paper_id
        for paper_id, paper in sorted(expected.papers.items(), reverse=True)
        for scheme in ("doi", "arxiv")
        if paper["identifiers"][scheme]
    }
    names: dict[str, str] = {}
    for paper in local.papers():
        schemes = [f"{scheme}:{paper['identifiers'][scheme]}" for scheme in ("doi", "arxiv")]
        paper_id = next((by_identifier[name] for name in schemes if name in by_identifier), paper["id"])
        names[paper["id"]] = paper_id
        expected.papers[paper_id] = (
            _combined(expected.papers[paper_id], expected.records[paper_id], paper)
            if paper_id in expected.papers
            else paper
        )
    for entity_id, entity in local.entities().items():
        expected.described[entity_id] = entity
    for author, institution, first, last in local.affiliations():
        expected.affiliations.setdefault(author, {}).setdefault(institution, []).extend([first, last])
    return names


def _combined(first: Json, record: Json, second: Json) -> Json:
    """A paper of OpenAlex and the demo: each part from the first that has it."""
    joined = dict(first)
    for name in ("identifiers", "openAccess"):
        joined[name] = dict(first[name])
    for part in _PARTS:
        if not any(_has_value(joined, name, record) for name in part):
            for name in part:
                _set(joined, name, _get(second, name))
    joined["retracted"] = first["retracted"] or second["retracted"]
    joined["sources"] = first["sources"] + second["sources"]
    joined["resources"] = second["resources"]
    joined["cites"] = second["cites"]
    return joined


def _get(paper: Json, name: str) -> Any:
    outer, _, inner = name.partition(".")
    return paper[outer][inner] if inner else paper[outer]


def _set(paper: Json, name: str, value: Any) -> None:
    outer, _, inner = name.partition(".")
    if inner:
        paper[outer][inner] = value
    else:
        paper[outer] = value


def _has_value(paper: Json, name: str, record: Json) -> bool:
    value = _get(paper, name)
    if name == "title":
        return value != "[untitled]"
    if name == "openAccess.isOpen":
        return "open_access" in record
    return (
        value not in (None, [], 0, "OTHER") if name in ("authorCount", "kind") else value not in (None, [], Plain(None))
    )


def _add_citations(expected: Graph, names: dict[str, str]) -> None:
    """Add references inside and outside the graph, and citations."""
    cited: dict[str, list[str]] = defaultdict(list)
    for paper_id, paper in expected.papers.items():
        inside, outside = (
            works.references(expected.records[paper_id], expected.papers) if paper_id in expected.records else ([], [])
        )
        all_cited = {*inside, *(names[cited_id] for cited_id in paper.pop("cites", ()))} - {paper_id}
        paper["references"], paper["referencesOutside"] = sorted(all_cited), outside
        for cited_id in all_cited:
            cited[cited_id].append(paper_id)
    for paper_id, paper in expected.papers.items():
        paper["citations"] = sorted(cited[paper_id])
        paper["citationCount"], paper["referenceCount"] = len(cited[paper_id]), len(paper["references"])
        paper["institutionCount"] = len(paper["institutions"])


def counts(expected: Graph, field_name: str) -> Counter[str]:
    """The number of papers with each id in the field."""
    counter: Counter[str] = Counter()
    for paper in expected.papers.values():
        value = paper.get(field_name)
        entries = items(value) or [value]
        counter.update({str(mapping(entry).get("id", entry)) for entry in entries if entry})
    return counter


__all__ = ["Graph", "OneOf", "counts", "graph", "merged_ids", "newest_records"]
