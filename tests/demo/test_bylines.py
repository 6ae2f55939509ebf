"""Bylines are complete, in order, and consist of authors of the demo."""

from itertools import groupby

from demo import Demo

SURVEY = "arxiv:2108.07258"


def test_positions_run_from_one_without_a_gap(graph: Demo) -> None:
    for paper, edges in groupby(graph.authorships, key=lambda edge: edge["paper"]):
        positions = [edge["position"] for edge in edges]
        assert positions == list(range(1, len(positions) + 1)), paper


def test_no_author_is_twice_on_a_byline(graph: Demo) -> None:
    pairs = [(edge["paper"], edge["author"]) for edge in graph.authorships]
    assert len(pairs) == len(set(pairs))


def test_every_paper_has_authors_and_every_author_a_paper(graph: Demo) -> None:
    assert {edge["paper"] for edge in graph.authorships} == {paper["id"] for paper in graph.papers}
    assert {edge["author"] for edge in graph.authorships} == {author["id"] for author in graph.authors}


def test_the_survey_has_all_its_authors_in_order(graph: Demo) -> None:
    names = {author["id"]: author["name"] for author in graph.authors}
    byline = [names[edge["author"]] for edge in graph.authorships if edge["paper"] == SURVEY]
    assert len(byline) == 114
    assert (byline[0], byline[1], byline[-1]) == ("Rishi Bommasani", "Drew A. Hudson", "Percy Liang")
    assert byline[2:-1] == sorted(byline[2:-1], key=_family), "between those three the byline is alphabetical"


def test_institutions_of_a_byline_are_those_of_the_paper(graph: Demo) -> None:
    origins = {(edge["paper"], edge["institution"]) for edge in graph.origins}
    assert len(origins) == len(graph.origins)
    for edge in graph.authorships:
        assert {(edge["paper"], institution) for institution in edge["institutions"]} <= origins


def test_affiliations_come_from_the_bylines(graph: Demo) -> None:
    pairs = {(edge["author"], institution) for edge in graph.authorships for institution in edge["institutions"]}
    assert {(edge["author"], edge["institution"]) for edge in graph.affiliations} == pairs
    assert all(edge["firstYear"] <= edge["lastYear"] for edge in graph.affiliations)


def _family(name: str) -> tuple[str, str]:
    first, *_, last = name.split()
    return last, first
