"""Differences between the responses of the API and the sources."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from tests.records.oracle.graph import Graph, counts, merged_ids
from tests.records.oracle.values import Json, OneOf, Plain, differences

#: Kind of node → the letters of OpenAlex's keys, the prefixes of other ids, and the field of papers that names them.
KINDS: Final = {
    "authors": ("A", ("author",), "authors"), "institutions": ("I", ("institution",), "institutions"),
    "topics": ("TC", ("topic", "domain", "field", "subfield"), "topics"), "venues": ("S", ("venue",), "venue"),
    "funders": ("F", ("funder",), "funders"), "publishers": ("P", ("publisher",), ""),
}  # fmt: skip


def papers(graph: Graph, actual_papers: dict[str, Json]) -> Iterator[str]:
    """Differences of all papers."""
    yield from _sets("papers", {*graph.papers}, {*actual_papers})
    for paper_id in graph.papers.keys() & actual_papers.keys():
        yield from differences(paper_id, graph.papers[paper_id], actual_papers[paper_id])


def entities(
    graph: Graph, kind: str, actual_entities: dict[str, Json], actual_papers: dict[str, Json]
) -> Iterator[str]:
    """Differences of all nodes of a kind: nodes with a record have its values, the others those of some mention."""
    letters, prefixes, field = KINDS[kind]
    aliases = merged_ids()
    mentions = counts(graph, field) if field else Counter[str]()
    with_record = {
        entity_id
        for entity_id in graph.described
        if _has_kind(entity_id, letters, prefixes) and entity_id not in aliases
    }
    if kind == "authors":
        # Authors on no other byline are removed with a byline that another source replaced.
        with_record = {
            entity_id for entity_id in with_record if not entity_id.startswith("author:") or mentions[entity_id]
        }
    yield from (f"{entity_id}: not there" for entity_id in with_record - actual_entities.keys())
    for entity_id, actual in actual_entities.items():
        expected: Json = dict(graph.described.get(entity_id, {}))
        for name, values in graph.mentioned.get(entity_id, {}).items():
            if values and expected.get(name) in (None, Plain(None)):
                expected[name] = OneOf(tuple(values))
        if "lineage" in expected:
            expected["lineage"] = [entry for entry in expected["lineage"] if entry in actual_entities]
            if not expected["lineage"]:
                # A partial record has none, so that of mentions counts.
                del expected["lineage"]
        if "associated" in expected:
            # The name of the node, or that in the record for an institution outside the graph.
            expected["associated"] = [
                {
                    **entry,
                    "name": actual_entities[entry["id"]]["name"] if entry["id"] in actual_entities else entry["name"],
                }
                for entry in expected["associated"]
            ]
        if kind == "venues":
            # A venue that an institution hosts has no publisher.
            host = actual["publisherId"]
            expected["publishedBy"] = host if host is not None and host[0] == "P" else None
        if field and kind != "topics":
            expected["paperCount"] = mentions[entity_id]
        yield from differences(entity_id, expected, actual)
    if kind == "authors":
        yield from _authors(graph, actual_entities, actual_papers)
    if kind == "topics":
        yield from _rollup(actual_entities, actual_papers)


def _authors(graph: Graph, actual_authors: dict[str, Json], actual_papers: dict[str, Json]) -> Iterator[str]:
    """Affiliations with their years, and citations of all of an author's papers."""
    cited: Counter[str] = Counter()
    for paper_id, paper in graph.papers.items():
        for author in {place["id"] for place in paper["authors"]}:
            cited[author] += actual_papers[paper_id]["citationCount"]
    for author_id, actual in actual_authors.items():
        if actual["citationCount"] != cited[author_id]:
            yield f"{author_id}.citationCount: source {cited[author_id]} API {actual['citationCount']}"
        years = graph.affiliations.get(author_id, {})
        expected = {
            institution: [min(listed, default=None), max(listed, default=None)] for institution, listed in years.items()
        }
        actual_years = {institution: [*pair] for institution, pair in actual["institutions"].items()}
        if actual_years != expected:
            yield f"{author_id}.institutions: source {expected} API {actual_years}"


def _rollup(actual_topics: dict[str, Json], actual_papers: dict[str, Json]) -> Iterator[str]:
    """A topic's papers are those about it or about a topic below it."""
    about: dict[str, set[str]] = {}
    for paper_id, paper in actual_papers.items():
        for topic in paper["topics"]:
            above: Any = topic["id"]
            while above is not None:
                about.setdefault(above, set()).add(paper_id)
                above = actual_topics[above]["broader"]
    for topic_id, actual in actual_topics.items():
        if actual["paperCount"] != len(about.get(topic_id, ())):
            yield f"{topic_id}.paperCount: source {len(about.get(topic_id, ()))} API {actual['paperCount']}"


def rolled_up_papers(graph: Graph) -> dict[str, set[str]]:
    """Topic → the papers about it or about a topic below it, from the records."""
    papers_of: dict[str, set[str]] = {}
    for paper_id, paper in graph.papers.items():
        for topic in paper["topics"]:
            above: Any = topic["id"]
            while above is not None:
                papers_of.setdefault(above, set()).add(paper_id)
                above = _above(graph, above)
    return papers_of


def _above(graph: Graph, topic: str) -> object:
    """The topic above a topic: that of its record, else that of mentions."""
    if (broader := graph.described.get(topic, {}).get("broader")) is not None:
        return broader
    mentions = graph.mentioned.get(topic, {}).get("broader", [])
    assert len(mentions) <= 1, (topic, mentions)
    return mentions[0] if mentions else None


def _sets(kind: str, expected: set[str], actual: set[str]) -> Iterator[str]:
    yield from (f"{kind}.{node_id}: not there" for node_id in expected - actual)
    yield from (f"{kind}.{node_id}: no source has it" for node_id in actual - expected)


def _has_kind(node_id: str, letters: str, prefixes: tuple[str, ...]) -> bool:
    return node_id.partition(":")[0] in prefixes if ":" in node_id else node_id[0] in letters
