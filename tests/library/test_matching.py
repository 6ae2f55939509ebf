"""Entries match papers on sufficient evidence; otherwise, and where evidence contradicts, the user decides."""

from typing import Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.library.entry import Entry
from ingest.library.evidence import EvidenceKind
from ingest.library.formats import LibraryFormat, read
from ingest.library.matching import Match, Unmatched, match
from ingest.library.people import Person
from tests.statements import record_statements

PAPERS = cypher("""\
UNWIND $papers AS row
CREATE (p:Paper {id: row[0], title: row[1], titleKey: row[2], year: row[3], citations: row[4]})
SET p += row[6]
WITH p, row
UNWIND range(0, size(row[5]) - 1) AS index
MERGE (a:Author {id: 'author:' + row[5][index]}) SET a.name = row[5][index]
CREATE (a)-[:AUTHORED {position: index + 1}]->(p)
RETURN count(*)""")
ALIAS = cypher("CREATE (:Alias {id: 'W900', of: 'W3'}), (:Alias {id: 'doi:10.1000/old', of: 'W3'}) RETURN true")
DEEP: Final = ["Yann LeCun", "Yoshua Bengio", "Geoffrey Hinton"]
RESNET: Final = ["Kaiming He", "Xiangyu Zhang", "Shaoqing Ren", "Jian Sun"]
BERT: Final = ["Jacob Devlin", "Ming-Wei Chang", "Kenton Lee", "Kristina Toutanova"]
ROWS: Final[list[list[object]]] = [
    ["W1", "Deep learning", "deep learning", 2015, 5, DEEP,
     {"doi": "10.1038/nature14539", "mag": "2919115771", "kind": "ARTICLE", "volume": "521", "firstPage": "436"}],
    ["W2", "Deep Residual Learning for Image Recognition", "deep residual learning for image recognition", 2016, 9,
     RESNET, {"arxiv": "1512.03385", "kind": "ARTICLE"}],
    ["W3", "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
     "bert pre training of deep bidirectional transformers for language understanding", 2019, 8, BERT,
     {"doi": "10.18653/v1/n19-1423", "arxiv": "1810.04805", "pmid": "123", "pmcid": "PMC77", "openalex": "W3"}],
    ["W4", "The shape of the graph", "the shape of the graph", 2010, 3, ["Ann Onymous"], {"url": "https://example.org/4"}],
    ["W5", "The shape of the graph", "the shape of the graph", 2011, 4, ["Ann Onymous"], {}],
    ["W6", "Delta of the river", "delta of the river", 2010, 8, ["Ann Onymous"], {"doi": "10.1000/twice"}],
    ["W7", "Delta of the river", "delta of the river", 2010, 0, ["Ann Onymous"], {"doi": "10.1000/twice"}],
    ["W8", "Introduction", "introduction", 1999, 0, ["Ann Onymous"], {}],
    ["W9", "Effects of hypertension in young adults", "effects of hypertension in young adults", 2001, 0,
     ["Ben Benson", "Cleo Clark"], {"volume": "3", "firstPage": "11"}],
    ["W10", "Two names of one author", "two names of one author", 2011, 0, ["Mary Married"], {}],
    ["W11", "Photosynthesis underwater", "photosynthesis underwater", 2012, 0, ["Ann Onymous"], {}],
]  # fmt: skip
BIBTEX: Final = LibraryFormat.BIBTEX
PRINTED: Final = cypher("MATCH (:Paper {id: 'W10'})<-[by:AUTHORED]-() SET by.name = 'Mary Maiden' RETURN true")


@pytest_asyncio.fixture(scope="module")
async def papers(graph: Store) -> Store:
    await graph.write(PAPERS, {"papers": ROWS})
    await graph.write(ALIAS, {})
    await graph.write(PRINTED, {})
    return graph


async def one(store: Store, text: str, kind: LibraryFormat = LibraryFormat.BIBTEX) -> Match:
    (entry,) = read(text, kind)
    (matched,) = await match(store, [entry])
    return matched


async def test_entries_that_were_not_searched_are_reported(papers: Store) -> None:
    entries = read(
        "@a{x, title={The shapes of a graph}}\n@a{y, title={Deep Learning}, doi={10.1038/nature14539}}", BIBTEX
    )
    unsearched, named = await match(papers, entries, seconds=-1)
    assert unsearched.reason is Unmatched.NOT_SEARCHED
    assert named.paper == "W1"
    searched, _ = await match(papers, entries)
    assert searched.reason is not Unmatched.NOT_SEARCHED


async def test_every_batch_is_searched(papers: Store) -> None:
    entries = read("".join(f"@a{{k{each}, title={{Unheard of thing {each}}}}}\n" for each in range(401)), BIBTEX)
    with record_statements(papers) as statements:
        matches = await match(papers, entries, 600)
    assert {each.reason for each in matches} == {Unmatched.UNKNOWN}
    searches = [each for each in statements if "fulltext" in each.text]
    assert [sum(len(each.parameters["entries"]) for each in searches), len(searches)] == [2 * 401, 2 * 9]


@pytest.mark.parametrize(
    ("title", "reason", "searches"),
    [
        ("Deep Residul Learning for Image Recognition", Unmatched.UNCERTAIN, [(5, 0)]),
        ("Nothing like that exists anywhere on land, in water or between them", Unmatched.UNKNOWN, [(5, 0), (8, 0)]),
        ("Photosyntesis underwter", Unmatched.UNCERTAIN, [(2, 0), (2, 2)]),
    ],
)
async def test_a_title_is_searched_by_as_few_words_as_possible(
    papers: Store, title: str, reason: Unmatched, searches: list[tuple[int, int]]
) -> None:
    """The number of exact and of fuzzy words of each search."""
    (entry,) = read(f"@a{{x, title={{{title}}}}}", BIBTEX)
    with record_statements(papers) as statements:
        (matched,) = await match(papers, [entry])
    assert matched.reason is reason
    queries = [each.parameters["entries"][0]["words"] for each in statements if "fulltext" in each.text]
    assert [(each.count('"') // 2, each.count("~")) for each in queries] == searches


async def test_an_author_matches_by_the_printed_name_and_by_that_of_the_profile(papers: Store) -> None:
    for name in ("Married, Mary", "Maiden, Mary"):
        matched = await one(
            papers, f"@article{{x, title = {{Two names of one author}}, author = {{{name}}}, year = 2011}}"
        )
        assert matched.paper == "W10", name


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (BIBTEX, "@a{x, title={Deep learning}, mag={2919115771}}"),
        (BIBTEX, "@a{x, title={Deep learning}, note={MAG ID: 2919115771}}"),
        (BIBTEX, "@a{x, title={Deep learning}, url={https://academic.microsoft.com/paper/2919115771}}"),
        (LibraryFormat.RIS, "TY  - JOUR\nTI  - Deep learning\nN1  - MAG: 2919115771\nER  - \n"),
        (
            LibraryFormat.RIS,
            "TY  - JOUR\nTI  - Deep learning\nUR  - https://academic.microsoft.com/paper/2919115771\nER  - \n",
        ),
        (LibraryFormat.CSL_JSON, '[{"id": "x", "title": "Deep learning", "custom": {"mag": "2919115771"}}]'),
        (LibraryFormat.CSL_JSON, '[{"id": "x", "title": "Deep learning", "note": "MAG: 2919115771"}]'),
    ],
)
async def test_an_id_of_mag_names_the_paper(papers: Store, kind: LibraryFormat, text: str) -> None:
    matched = await one(papers, text, kind)
    assert (matched.entry.mag, matched.paper) == ("2919115771", "W1")
    assert [each.kind for each in matched.evidence if each.agrees][:1] == [EvidenceKind.MAG]


GOODFELLOW: Final = """@book{g, title = {Deep Learning}, year = 2016, publisher = {MIT Press},
  author = {Goodfellow, Ian and Bengio, Yoshua and Courville, Aaron}}"""
DENTAL: Final = """@article{d, title = {Deep Residual Learning for Image Recognition: A Survey of Dental Radiography},
  author = {Molar, Mia}, year = 2016, doi = {10.5555/dental}}"""
DENTAL_SUBTITLE: Final = """@article{d, title = {Deep Residual Learning for Image Recognition}, year = 2016,
  subtitle = {A Survey of Dental Radiography}, author = {Molar, Mia}, doi = {10.5555/dental}}"""
COMMENTED: Final = """@comment{
@article{b, title = {BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding}, year = 2019}
}"""
MORE: Final = """@article{h, title = {Effects of hypotension in young adults}, year = 2001,
  author = {Benson, Ben and Clark, Cleo}}"""


async def test_a_text_of_four_entries_that_are_not_in_the_graph_matches_none(papers: Store) -> None:
    entries = read("\n".join([GOODFELLOW, DENTAL, COMMENTED, MORE, DENTAL_SUBTITLE]), LibraryFormat.BIBTEX)
    assert [entry.label for entry in entries] == ["g", "d", "h", "d"]
    assert [each.paper for each in await match(papers, entries)] == [None] * 4


async def test_a_book_is_not_the_article_of_its_title(papers: Store) -> None:
    matched = await one(papers, GOODFELLOW)
    assert (matched.reason, [each.paper for each in matched.candidates]) == (Unmatched.CONTRADICTED, ["W1"])
    against = {each.kind.value for each in matched.candidates[0].evidence if not each.agrees}
    assert against >= {"TYPE", "AUTHORS"} or against == {"TYPE"}


@pytest.mark.parametrize("text", [DENTAL, DENTAL_SUBTITLE])
async def test_another_doi_and_another_subtitle_is_another_paper(papers: Store, text: str) -> None:
    matched = await one(papers, text)
    assert matched.paper is None


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("@a{k, doi = {10.1038/NATURE14539}, title = {Deep learning}}", "W1"),
        ("@a{k, title = {Deep Residual Learning}, eprint = {1512.03385}, archiveprefix = {arXiv}}", "W2"),
        ("@a{k, pmid = {123}}", "W3"),
        ("@a{k, pmcid = {77}}", "W3"),
        ("@a{k, note = {PMCID: PMC77}}", "W3"),
        ("@a{k, url = {https://www.ncbi.nlm.nih.gov/pmc/articles/PMC77/}}", "W3"),
        ("@a{k, openalex = {W3}}", "W3"),
        ("@a{k, openalex = {https://openalex.org/W900}}", "W3"),
        ("@a{k, doi = {10.1000/old}}", "W3"),
        ("@a{k, title = {The shape of the graph}, url = {https://example.org/4}}", "W4"),
        ("@a{k, title = {Delta of the river}, doi = {10.1000/twice}}", "W6"),
        ("@a{k, title = {Deep learning}, author = {LeCun, Y. and others}, year = 2015}", "W1"),
        ("@a{k, title = {BERT}, author = {Devlin, J. and Chang, M. W. and others}, year = 2019}", "W3"),
        ("@a{k, title = {Deep Residaul Learning for Image Recogntion}, author = {K. He}, year = 2016}", "W2"),
        ("@a{k, title = {DEEP RESIDUAL LEARNING FOR IMAGE RECOGNITION}, author = {He, Kaiming}, year = 2015}", "W2"),
    ],
)  # fmt: skip
async def test_sufficient_evidence(papers: Store, text: str, paper: str) -> None:
    matched = await one(papers, text)
    assert (matched.paper, matched.reason) == (paper, None), matched
    assert any(each.agrees for each in matched.evidence)


@pytest.mark.parametrize(
    ("text", "reason", "candidates"),
    [
        ("@a{k, title = {Deep learning}, year = 2015}", Unmatched.UNCERTAIN, ["W1"]),
        ("@a{k, title = {Introduction}, author = {Onymous, Ann}, year = 1999}", Unmatched.UNCERTAIN, ["W8"]),
        ("@a{k, title = {The shape of the graph}, author = {A. Onymous}}", Unmatched.AMBIGUOUS, ["W5", "W4"]),
        ("@a{k, title = {Deep learning}, author = {Yann LeCun}, year = 1998}", Unmatched.OTHER_YEAR, ["W1"]),
        ("@a{k, title = {Deep learning}, author = {Y. LeCun}, year = 2015, doi = {10.5555/other}}",
         Unmatched.CONTRADICTED, ["W1"]),
        ("@a{k, title = {A wholly unlike matter}, doi = {10.1038/nature14539}}", Unmatched.CONTRADICTED, ["W1"]),
        ("@a{k, title = {Deep learning}, author = {Jane Roe}, year = 2015}", Unmatched.CONTRADICTED, ["W1"]),
        (MORE, Unmatched.UNCERTAIN, ["W9"]),
        ("@a{k, title = {Omega}, year = 2010, doi = {10.5555/unknown}}", Unmatched.UNKNOWN, []),
        ("@a{k, note = {nothing}}", Unmatched.NOTHING_TO_GO_BY, []),
    ],
)  # fmt: skip
async def test_insufficient_evidence_leaves_candidates(
    papers: Store, text: str, reason: Unmatched, candidates: list[str]
) -> None:
    matched = await one(papers, text)
    assert (matched.paper, matched.reason) == (None, reason), matched
    assert [each.paper for each in matched.candidates] == candidates


async def test_identifiers_of_two_works_leave_both_as_candidates(papers: Store) -> None:
    (matched,) = await match(papers, [Entry("k", "Deep learning", 2015, doi="10.1038/nature14539", arxiv="1512.03385")])
    assert (matched.paper, {each.paper for each in matched.candidates}) == (None, {"W1", "W2"})


async def test_a_broken_entry_is_reported(papers: Store) -> None:
    (matched,) = await match(papers, [Entry("k", broken="It cannot be read.")])
    assert matched.reason is Unmatched.UNREADABLE


async def test_a_thousand_entries_are_one_statement(papers: Store) -> None:
    authors = (Person("LeCun", "Yann"),)
    entries = [Entry(str(each), "Deep learning", 2015, authors=authors) for each in range(2_500)]
    with record_statements(papers) as ran:
        matches = await match(papers, entries)
    assert len(ran) == 3
    assert {each.paper for each in matches} == {"W1"}
