"""Citations are between papers of the demo, point back in time, and connect the graph."""

from collections import defaultdict

from demo import Demo
from demo.records import Paper

#: Citations of papers that were first posted in a later month than the citing paper, whose later version has them.
#: (Citing arXiv id, cited arXiv id) → reason.
LATER_VERSIONS: dict[tuple[str, str], str] = {
    ("2109.01652", "2112.06905"): "FLAN at ICLR 2022 names GLaM beside its own results",
    ("2102.12092", "2103.00020"): "DALL-E ranks its samples with CLIP, announced with it",
    ("2112.10741", "2207.12598"): "guidance was a workshop paper of 2021 first",
    ("2112.10752", "2207.12598"): "guidance was a workshop paper of 2021 first",
    ("2002.08155", "2003.10555"): "ELECTRA was open to read at ICLR from autumn 2019",
    ("2201.11903", "2206.07682"): "the version of NeurIPS adds the paper on emergent abilities",
    ("2201.11903", "2203.11171"): "the version of NeurIPS adds self-consistency",
    ("2201.11903", "2203.02155"): "the version of NeurIPS adds InstructGPT",
    ("2201.11903", "2203.14465"): "the version of NeurIPS adds STaR",
    ("2201.11903", "2202.12837"): "the version of NeurIPS adds the study of demonstrations",
    ("2203.11171", "2204.02311"): "the version of ICLR 2023 adds PaLM",
    ("2203.11171", "2205.11916"): "the version of ICLR 2023 adds zero-shot reasoning",
    ("2004.04906", "2005.11401"): "the version of EMNLP adds its sequel",
    ("1801.06146", "1802.05365"): "ELMo was open to read before it was on arXiv",
    ("2002.12327", "2003.10555"): "the version of TACL adds ELECTRA",
    ("1803.09010", "1810.03993"): "later versions add model cards",
    ("1909.08053", "1910.10683"): "the version of 2020 adds T5",
    ("1909.11942", "1910.10683"): "the version of ICLR 2020 adds T5",
    ("1910.10683", "2003.10555"): "the version of JMLR adds ELECTRA",
    ("1910.03771", "2003.10555"): "the version of EMNLP 2020 lists ELECTRA among its models",
    ("1910.03771", "2001.04451"): "the version of EMNLP 2020 lists Reformer among its models",
    ("1910.03771", "2004.05150"): "the version of EMNLP 2020 lists Longformer among its models",
    ("1910.03771", "1912.01703"): "the version of EMNLP 2020 names PyTorch's paper",
    ("2102.05918", "2103.00020"): "CLIP was announced in January 2021",
}


def test_every_pair_of_papers_has_at_most_one_citation(graph: Demo) -> None:
    papers = {paper["id"] for paper in graph.papers}
    pairs = [(edge["citing"], edge["cited"]) for edge in graph.citations]
    assert len(pairs) == len(set(pairs))
    assert {paper for pair in pairs for paper in pair} == papers, (
        "a paper without a citation, or a citation of an unknown paper"
    )
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


def test_citations_ahead_of_the_first_version_are_listed(graph: Demo) -> None:
    papers = {paper["id"]: paper for paper in graph.papers}
    pairs = [
        (papers[edge["citing"]].get("arxiv", "9999"), papers[edge["cited"]].get("arxiv", ""))
        for edge in graph.citations
    ]
    assert {pair for pair in pairs if pair[0][:4] < pair[1][:4]} == set(LATER_VERSIONS)


def test_the_graph_is_connected(graph: Demo) -> None:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for edge in graph.citations:
        neighbours[edge["citing"]].add(edge["cited"])
        neighbours[edge["cited"]].add(edge["citing"])
    reached, pending = set[str](), ["arxiv:2108.07258"]
    while pending:
        paper = pending.pop()
        if paper not in reached:
            reached.add(paper)
            pending.extend(neighbours[paper] - reached)
    assert reached == {paper["id"] for paper in graph.papers}


def _first_year(paper: Paper) -> int:
    return min(paper["year"], 2000 + int(paper["arxiv"][:2])) if "arxiv" in paper else paper["year"]
