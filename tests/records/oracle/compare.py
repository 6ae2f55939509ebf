"""Where the answers of the API are not what the sources say."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from tests.records.oracle.graph import Graph, counts, merged
from tests.records.oracle.values import Json, OneOf, Plain, differences

#: Kind of node → the letters of OpenAlex's keys, the prefixes of other ids, and the field of papers that names them.
KINDS: Final = {
    "authors": ("A", ("author",), "authors"), "institutions": ("I", ("institution",), "institutions"),
    "topics": ("TC", ("topic", "domain", "field", "subfield"), "topics"), "venues": ("S", ("venue",), "venue"),
    "funders": ("F", ("funder",), "funders"), "publishers": ("P", ("publisher",), ""),
}  # fmt: skip


def papers(graph: Graph, shown: dict[str, Json]) -> Iterator[str]:
    """Differences of all papers."""
    yield from _sets("papers", {*graph.papers}, {*shown})
    for found in graph.papers.keys() & shown.keys():
        yield from differences(found, graph.papers[found], shown[found])


def things(graph: Graph, kind: str, shown: dict[str, Json], papers_: dict[str, Json]) -> Iterator[str]:
    """Differences of all nodes of a kind: those with a record of their own say what it says, the others what some work
    says of them."""
    letters, prefixes, field = KINDS[kind]
    aliases = merged()
    named = counts(graph, field) if field else Counter[str]()
    own = {found for found in graph.own if _is(found, letters, prefixes) and found not in aliases}
    if kind == "authors":
        # A byline that another source replaced takes people with it that stood on it alone.
        own = {found for found in own if not found.startswith("author:") or named[found]}
    yield from (f"{found}: not there" for found in own - shown.keys())
    for found, actual in shown.items():
        expected: Json = dict(graph.own.get(found, {}))
        for name, given in graph.mentioned.get(found, {}).items():
            if given and expected.get(name) in (None, Plain(None)):
                expected[name] = OneOf(tuple(given))
        if "lineage" in expected:
            expected["lineage"] = [each for each in expected["lineage"] if each in shown]
            if not expected["lineage"]:
                # A partial record says nothing of it, and then what works say of the institution stands.
                del expected["lineage"]
        if "associated" in expected:
            # The name of a node of the graph, and of what the graph does not hold the name that the record gives.
            expected["associated"] = [
                {**each, "name": shown[each["id"]]["name"] if each["id"] in shown else each["name"]}
                for each in expected["associated"]
            ]
        if kind == "venues":
            # A venue that an institution hosts has no publisher.
            host = actual["publisherId"]
            expected["publishedBy"] = host if host is not None and host[0] == "P" else None
        if field and kind != "topics":
            expected["paperCount"] = named[found]
        yield from differences(found, expected, actual)
    if kind == "authors":
        yield from _authors(graph, shown, papers_)
    if kind == "topics":
        yield from _rolled_up(shown, papers_)


def _authors(graph: Graph, shown: dict[str, Json], papers_: dict[str, Json]) -> Iterator[str]:
    """Affiliations with their years, and citations of all of an author's papers."""
    cited: Counter[str] = Counter()
    for found, paper in graph.papers.items():
        for author in {place["id"] for place in paper["authors"]}:
            cited[author] += papers_[found]["citationCount"]
    for found, actual in shown.items():
        if actual["citationCount"] != cited[found]:
            yield f"{found}.citationCount: source {cited[found]} API {actual['citationCount']}"
        years = graph.affiliations.get(found, {})
        expected = {at: [min(each, default=None), max(each, default=None)] for at, each in years.items()}
        given = {at: [*pair] for at, pair in actual["institutions"].items()}
        if given != expected:
            yield f"{found}.institutions: source {expected} API {given}"


def _rolled_up(shown: dict[str, Json], papers_: dict[str, Json]) -> Iterator[str]:
    """A topic's papers are those about it or about a topic below it."""
    about: dict[str, set[str]] = {}
    for found, paper in papers_.items():
        for topic in paper["topics"]:
            above: Any = topic["id"]
            while above is not None:
                about.setdefault(above, set()).add(found)
                above = shown[above]["broader"]
    for found, actual in shown.items():
        if actual["paperCount"] != len(about.get(found, ())):
            yield f"{found}.paperCount: source {len(about.get(found, ()))} API {actual['paperCount']}"


def gathered(graph: Graph) -> dict[str, set[str]]:
    """Topic → the papers about it or about a topic below it, as the records say."""
    papers_: dict[str, set[str]] = {}
    for found, paper in graph.papers.items():
        for topic in paper["topics"]:
            above: Any = topic["id"]
            while above is not None:
                papers_.setdefault(above, set()).add(found)
                above = _above(graph, above)
    return papers_


def _above(graph: Graph, topic: str) -> object:
    """The topic above a topic, of which its own record says more than what works say of it."""
    if (broader := graph.own.get(topic, {}).get("broader")) is not None:
        return broader
    named = graph.mentioned.get(topic, {}).get("broader", [])
    assert len(named) <= 1, (topic, named)
    return named[0] if named else None


def _sets(kind: str, expected: set[str], actual: set[str]) -> Iterator[str]:
    yield from (f"{kind}.{found}: not there" for found in expected - actual)
    yield from (f"{kind}.{found}: no source has it" for found in actual - expected)


def _is(found: str, letters: str, prefixes: tuple[str, ...]) -> bool:
    return found.partition(":")[0] in prefixes if ":" in found else found[0] in letters
