"""Each node of the demo is unique, identified and connected."""

import re
from collections import Counter

from demo import Demo
from identifiers import ror
from identifiers.reference import read

SURVEY = "arxiv:2108.07258"
KINDS = ("papers", "authors", "institutions", "topics", "venues", "resources")


def test_the_demo_has_enough_nodes(graph: Demo) -> None:
    assert len(graph.papers) >= 150
    assert len(graph.citations) >= 900
    assert len(graph.authors) >= 1000


def test_every_id_is_unique_and_in_normal_form(graph: Demo) -> None:
    ids = [node["id"] for kind in KINDS for node in getattr(graph, kind)]
    assert [node_id for node_id, times in Counter(ids).items() if times > 1] == []
    assert [node_id for node_id in ids if getattr(read(node_id), "name", None) != node_id] == []


def test_no_two_papers_share_a_key(graph: Demo) -> None:
    for keys in ([paper.get("doi") for paper in graph.papers], [paper.get("arxiv") for paper in graph.papers]):
        counts = Counter(key for key in keys if key)
        assert [key for key, times in counts.items() if times > 1] == []
    titles = Counter(paper["title"].lower() for paper in graph.papers)
    assert titles.most_common(1)[0][1] == 1


def test_the_id_of_a_paper_is_its_arxiv_id_or_else_its_doi(graph: Demo) -> None:
    for paper in graph.papers:
        arxiv = paper.get("arxiv")
        assert paper["id"] == (f"arxiv:{arxiv}" if arxiv else f"doi:{paper.get('doi')}")


def test_no_paper_is_older_than_its_arxiv_id(graph: Demo) -> None:
    """The Pile was submitted on the last day of 2020 and numbered on the first of 2021."""
    early = [paper["title"] for paper in graph.papers if "arxiv" in paper and paper["year"] < _year(paper["arxiv"])]
    assert early == ["The Pile: An 800GB Dataset of Diverse Text for Language Modeling"]


def test_papers_of_a_repository_are_preprints(graph: Demo) -> None:
    repositories = {venue["id"] for venue in graph.venues if venue["kind"] == "repository"}
    venues = {edge["paper"]: edge["venue"] for edge in graph.published_in}
    for paper in graph.papers:
        assert paper["kind"] == ("PREPRINT" if venues[paper["id"]] in repositories else "ARTICLE"), paper["title"]


def test_every_paper_has_a_summary(graph: Demo) -> None:
    for paper in graph.papers:
        assert paper["abstractKind"] == "SUMMARY"
        assert 40 <= len(paper["abstract"]) <= 400, paper["title"]
        assert re.fullmatch(r"[^\n\\]*\S\.", paper["abstract"]), paper["title"]
        assert "  " not in paper["abstract"], paper["title"]


def test_papers_on_arxiv_are_open(graph: Demo) -> None:
    for paper in graph.papers:
        if "arxiv" in paper:
            assert (paper.get("isOpen"), paper.get("oaStatus")) == (True, "GREEN")
            assert paper.get("oaUrl") == f"https://arxiv.org/abs/{paper['arxiv']}"
        else:
            assert "isOpen" not in paper


def test_institutions_have_countries_and_valid_ror_ids(graph: Demo) -> None:
    for institution in graph.institutions:
        assert re.fullmatch("[A-Z]{2}", institution["country"])
        assert ror.parse(institution.get("ror", "05dxps055")) is not None
    used = {edge["institution"] for edge in graph.origins}
    assert {institution["id"] for institution in graph.institutions} == used


def test_topics_form_one_tree(graph: Demo) -> None:
    levels = {topic["id"]: ["DOMAIN", "FIELD", "SUBFIELD", "TOPIC"].index(topic["level"]) for topic in graph.topics}
    above = {edge["narrower"]: edge["broader"] for edge in graph.broader}
    assert len(above) == len(graph.broader)
    for topic, level in levels.items():
        assert level == (levels[above[topic]] + 1 if topic in above else 0)
    leaves = {edge["topic"] for edge in graph.about}
    assert leaves | set(above.values()) == set(levels)


def test_every_venue_and_every_resource_belongs_to_a_paper(graph: Demo) -> None:
    assert {venue["id"] for venue in graph.venues} == {edge["venue"] for edge in graph.published_in}
    papers = {paper["id"] for paper in graph.papers}
    assert {resource["paper"] for resource in graph.resources} <= papers
    assert all(resource["url"].startswith("https://") for resource in graph.resources)


def test_the_survey_is_the_latest_version(graph: Demo) -> None:
    survey = next(paper for paper in graph.papers if paper["id"] == SURVEY)
    assert (survey["year"], survey["kind"], survey.get("publishedOn")) == (2022, "PREPRINT", "2022-07-12")


def _year(arxiv: str) -> int:
    return 2000 + int(arxiv[:2])
