"""Citations name two papers of the demo, run back in time, and hold the graph together."""

from collections import defaultdict

from demo import Demo
from demo.records import Paper

#: Citations of what was first posted in a later month than the citing paper: its later version has them.
#: Citing arXiv id, cited arXiv id: why.
LATER_VERSIONS: dict[tuple[str, str], str] = {}


def test_every_citation_names_two_papers_once(graph: Demo) -> None:
    papers = {paper["id"] for paper in graph.papers}
    pairs = [(edge["citing"], edge["cited"]) for edge in graph.citations]
    assert len(pairs) == len(set(pairs))
    assert {found for pair in pairs for found in pair} == papers, "a paper without a citation, or one that is not there"
    assert [pair for pair in pairs if pair[0] == pair[1]] == []


def test_no_citation_points_ahead_in_years(graph: Demo) -> None:
    """A cited paper that a venue published later was on arXiv in the year of the citing one or before."""
    papers = {paper["id"]: paper for paper in graph.papers}
    ahead = [
        (papers[edge["citing"]]["title"], papers[edge["cited"]]["title"])
        for edge in graph.citations
        if _first_year(papers[edge["cited"]]) > papers[edge["citing"]]["year"]
    ]
    assert ahead == []


def test_citations_ahead_of_the_first_version_are_known_ones(graph: Demo) -> None:
    papers = {paper["id"]: paper for paper in graph.papers}
    pairs = [
        (papers[edge["citing"]].get("arxiv", "9999"), papers[edge["cited"]].get("arxiv", ""))
        for edge in graph.citations
    ]
    assert {pair for pair in pairs if pair[0][:4] < pair[1][:4]} == set(LATER_VERSIONS)


def test_the_graph_is_in_one_piece(graph: Demo) -> None:
    near: dict[str, set[str]] = defaultdict(set)
    for edge in graph.citations:
        near[edge["citing"]].add(edge["cited"])
        near[edge["cited"]].add(edge["citing"])
    reached, ahead = set[str](), ["arxiv:2108.07258"]
    while ahead:
        found = ahead.pop()
        if found not in reached:
            reached.add(found)
            ahead.extend(near[found] - reached)
    assert reached == {paper["id"] for paper in graph.papers}


def _first_year(paper: Paper) -> int:
    return min(paper["year"], 2000 + int(paper["arxiv"][:2])) if "arxiv" in paper else paper["year"]
