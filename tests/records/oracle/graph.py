"""All records at hand as one graph: what the API must say of every node."""

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
from tests.records.oracle.values import Json, OneOf, Plain, items, key, listed, live, mapping
from tests.records.real import DATA, present

#: Fields that come from one source together where several describe a paper (docs/sources.md).
_PARTS: Final = (
    ("title",), ("abstract", "abstractKind"), ("year", "publishedOn"), ("authors", "authorCount", "institutions"),
    ("topics",), ("venue",), ("kind",), ("language",), ("url",), ("reportedCitationCount",), ("identifiers.doi",),
    ("identifiers.arxiv",), ("openAccess.isOpen", "openAccess.status", "openAccess.url", "openAccess.inRepository"),
)  # fmt: skip
_INSTITUTION: Final = {"name": "display_name", "country": "country_code", "kind": "type"}


@dataclass(slots=True)
class Graph:
    """What is expected, by id; `mentioned`: what works say of a thing → the values that they give."""

    papers: dict[str, Json] = field(default_factory=dict[str, Json])
    own: dict[str, Json] = field(default_factory=dict[str, Json])
    mentioned: dict[str, dict[str, list[object]]] = field(default_factory=dict[str, dict[str, list[object]]])
    affiliations: dict[str, dict[str, list[int]]] = field(default_factory=dict[str, dict[str, list[int]]])
    records: dict[str, Json] = field(default_factory=dict[str, Json])


def records() -> Iterator[Json]:
    """Every record in the order in which it is read."""
    yield from awkward()
    if present():
        snapshot = DATA / "openalex-snapshot"
        for path in [*sorted((DATA / "openalex").glob("*.jsonl.gz")), *sorted(snapshot.rglob("part_*.gz"))]:
            for line in gzip.decompress(path.read_bytes()).split(b"\n"):
                if line.strip():
                    yield json.loads(line)
        yield from foundation.works(DATA / "foundation-models")


def merged() -> dict[str, str]:
    """Ids that were merged away → their successors."""
    paths: list[Path] = sorted((DATA / "openalex-snapshot" / "merged_ids").rglob("*.csv.gz"))
    rows = [line.split(",") for path in paths for line in gzip.decompress(path.read_bytes()).decode().split()]
    return {old: new for _, old, new in rows if old != "id"}


def newest() -> dict[str, Json]:
    """The newest record of each id; one without a date is the newest."""
    chosen: dict[str, Json] = {}
    for record in records():
        name = key(record.get("id"))
        before = chosen.get(name or "")
        if name and (before is None or (record.get("updated_date") or "~") >= (before.get("updated_date") or "~")):
            chosen[name] = record
    return chosen


def graph() -> Graph:
    """Everything that is expected."""
    made = Graph(records=newest())
    for name, record in made.records.items():
        if name[0] == "W":
            made.papers[name] = works.paper(record)
            _mentions(record, made)
        elif name.partition(":")[0] in ("domain", "field", "subfield") or name[0] in "AITCSFP":
            reader = entities.READERS["T" if ":" in name else name[0]]
            if record.get("display_name") and live(name):
                made.own[name] = reader(record)
            _above(record, made)
            if name[0] == "A":
                _widen(made.affiliations.setdefault(name, {}), entities.affiliations(record))
                last = [record.get("last_known_institution"), *listed(record.get("last_known_institutions"))]
                for at in [*(entry.get("institution") for entry in listed(record.get("affiliations"))), *last]:
                    _told(made, live(mapping(at).get("id")), mapping(at), _INSTITUTION)
    names = _with_demo(made)
    _linked(made, names)
    for paper in made.papers.values():
        for place in paper["authors"]:
            for at in place["institutions"]:
                years = [paper["year"]] if paper["year"] else []
                made.affiliations.setdefault(place["id"], {}).setdefault(at, []).extend(years)
            place["name"] = place["name"] or _name_of(made, place["id"])
    return made


def _widen(known: dict[str, list[int]], said: dict[str, list[int]]) -> None:
    for at, years in said.items():
        known.setdefault(at, []).extend(years)


def _name_of(made: Graph, author: str) -> object:
    """What a person without a printed name is called."""
    if author in made.own:
        return made.own[author]["name"]
    return byline.any_name(made.mentioned.get(author, {}).get("name", []))


def _mentions(record: Json, made: Graph) -> None:
    """What a work says of others in passing."""
    for person, given in byline.names(record).items():
        _say(made, person, "name", *given)
    for place in listed(record.get("authorships")):
        for at in listed(place.get("institutions")):
            _told(made, live(at.get("id")), at, _INSTITUTION)
    for entry in [*listed(record.get("topics")), *listed(record.get("concepts")), mapping(record.get("primary_topic"))]:
        _told(made, key(entry.get("id")), entry, {"name": "display_name"})
        _above(entry, made)
    places = [mapping(record.get(name)) for name in ("primary_location", "best_oa_location")]
    for source in [*(mapping(place.get("source")) for place in [*places, *listed(record.get("locations"))]),
                   mapping(record.get("host_venue")), *listed(record.get("alternate_host_venues"))]:  # fmt: skip
        _told(made, live(source.get("id")), source, {"name": "display_name", "kind": "type"})
        _told(made, live(source.get("id")), source, {"publisher": "publisher"})
        _told(made, live(source.get("id")), source, {"publisher": "host_organization_name"})
        if live(source.get("id")) and (host := key(source.get("host_organization") or source.get("publisher_id"))):
            _say(made, str(live(source.get("id"))), "publisherId", host)
    for paid in works.funding(record):
        if paid["funderId"] is not None and paid["funderName"] != Plain(None):
            _say(made, paid["funderId"], "name", paid["funderName"])


def _above(entry: Json, made: Graph) -> None:
    """The levels above a topic."""
    below = key(entry.get("id"))
    for level in ("subfield", "field", "domain"):
        above = mapping(entry.get(level))
        if (found := key(above.get("id"))) is not None and below is not None:
            _told(made, found, above, {"name": "display_name"})
            _say(made, below, "broader", found)
            below = found


def _told(made: Graph, found: str | None, entry: Json, fields: dict[str, str]) -> None:
    if found is not None:
        for name, from_ in fields.items():
            _say(made, found, name, *([Plain(entry[from_])] if entry.get(from_) is not None else []))


def _say(made: Graph, found: str, name: str, *values: object) -> None:
    known = made.mentioned.setdefault(found, {}).setdefault(name, [])
    known += [value for value in values if value not in known]


def _with_demo(made: Graph) -> dict[str, str]:
    """Add the demo's papers, or join them with those of OpenAlex; the ids of the demo → those of the graph."""
    by_name = {
        f"{scheme}:{paper['identifiers'][scheme]}": found
        for found, paper in sorted(made.papers.items(), reverse=True)
        for scheme in ("doi", "arxiv")
        if paper["identifiers"][scheme]
    }
    names: dict[str, str] = {}
    for paper in local.papers():
        schemes = [f"{scheme}:{paper['identifiers'][scheme]}" for scheme in ("doi", "arxiv")]
        found = next((by_name[name] for name in schemes if name in by_name), paper["id"])
        names[paper["id"]] = found
        made.papers[found] = _joined(made.papers[found], made.records[found], paper) if found in made.papers else paper
    for found, entity in local.entities().items():
        made.own[found] = entity
    for author, at, first, last in local.affiliations():
        made.affiliations.setdefault(author, {}).setdefault(at, []).extend([first, last])
    return names


def _joined(first: Json, record: Json, second: Json) -> Json:
    """A paper of OpenAlex and the demo: each part from the first that has it."""
    joined = dict(first)
    for name in ("identifiers", "openAccess"):
        joined[name] = dict(first[name])
    for part in _PARTS:
        if not any(_says(joined, name, record) for name in part):
            for name in part:
                _put(joined, name, _get(second, name))
    joined["retracted"] = first["retracted"] or second["retracted"]
    joined["sources"] = first["sources"] + second["sources"]
    joined["resources"] = second["resources"]
    joined["cites"] = second["cites"]
    return joined


def _get(paper: Json, name: str) -> Any:
    outer, _, inner = name.partition(".")
    return paper[outer][inner] if inner else paper[outer]


def _put(paper: Json, name: str, value: Any) -> None:
    outer, _, inner = name.partition(".")
    if inner:
        paper[outer][inner] = value
    else:
        paper[outer] = value


def _says(paper: Json, name: str, record: Json) -> bool:
    value = _get(paper, name)
    if name == "title":
        return value != "[untitled]"
    if name == "openAccess.isOpen":
        return "open_access" in record
    return (
        value not in (None, [], 0, "OTHER") if name in ("authorCount", "kind") else value not in (None, [], Plain(None))
    )


def _linked(made: Graph, names: dict[str, str]) -> None:
    """References inside and outside the graph, and citations."""
    cited: dict[str, list[str]] = defaultdict(list)
    for found, paper in made.papers.items():
        inside, outside = works.references(made.records[found], made.papers) if found in made.records else ([], [])
        both = {*inside, *(names[each] for each in paper.pop("cites", ()))} - {found}
        paper["references"], paper["referencesOutside"] = sorted(both), outside
        for each in both:
            cited[each].append(found)
    for found, paper in made.papers.items():
        paper["citations"] = sorted(cited[found])
        paper["citationCount"], paper["referenceCount"] = len(cited[found]), len(paper["references"])
        paper["institutionCount"] = len(paper["institutions"])


def counts(made: Graph, field_: str) -> Counter[str]:
    """How many papers name each id in the field."""
    counted: Counter[str] = Counter()
    for paper in made.papers.values():
        value = paper.get(field_)
        entries = items(value) or [value]
        counted.update({str(mapping(each).get("id", each)) for each in entries if each})
    return counted


__all__ = ["Graph", "OneOf", "counts", "graph", "merged", "newest"]
