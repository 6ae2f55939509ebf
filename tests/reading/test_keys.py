"""Every way in: ids, merged ids, and identifiers in the forms that people paste."""

import pytest

from tests.reading.client import Client

WAYS = [
    ("paper", "id", "W5", "W5"),
    ("paper", "id", " w5 ", "W5"),
    ("paper", "id", "https://openalex.org/W5", "W5"),
    ("paper", "id", "W900", "W5"),
    ("paper", "id", "doi:10.5555/ab2", "W2"),
    ("paper", "id", "doi:10.5555/ab32", "doi:10.5555/ab32"),
    ("paper", "id", "arxiv:2001.00005", "W5"),
    ("paper", "id", "pmid:31000005", "W5"),
    ("paper", "doi", "10.5555/ab2", "W2"),
    ("paper", "doi", "https://doi.org/10.5555/AB2", "W2"),
    ("paper", "doi", "http://dx.doi.org/10.5555/ab2", "W2"),
    ("paper", "doi", "DOI: 10.5555/ab2.", "W2"),
    ("paper", "doi", "https://doi.org/10.48550/arXiv.2001.00005", "W5"),
    ("paper", "arxiv", "2001.00005", "W5"),
    ("paper", "arxiv", "arXiv:2001.00005v3", "W5"),
    ("paper", "arxiv", "https://arxiv.org/abs/2001.00005v2", "W5"),
    ("paper", "arxiv", "https://arxiv.org/pdf/2001.00005.pdf", "W5"),
    ("paper", "openalex", "https://api.openalex.org/works/W5", "W5"),
    ("paper", "openalex", "w900", "W5"),
    ("paper", "pmid", "31000005", "W5"),
    ("paper", "pmid", "PMID: 31000005", "W5"),
    ("paper", "pmid", "https://pubmed.ncbi.nlm.nih.gov/31000005/", "W5"),
    ("paper", "url", "https://doi.org/10.5555/ab2", "W2"),
    ("paper", "url", "https://arxiv.org/abs/2001.00005", "W5"),
    ("author", "id", "A7", "A7"),
    ("author", "id", "A901", "A7"),
    ("author", "orcid", "0000-0002-1825-0097", "A1"),
    ("author", "orcid", "https://orcid.org/0000-0002-1825-0097", "A1"),
    ("author", "orcid", "0000000218250097", "A1"),
    ("author", "openalex", "https://openalex.org/authors/a7", "A7"),
    ("institution", "id", "I900", "I3"),
    ("institution", "ror", "05a28rw58", "I1"),
    ("institution", "ror", "https://ror.org/05A28RW58", "I1"),
    ("institution", "openalex", "i3", "I3"),
    ("topic", "id", "T900", "T2"),
    ("topic", "openalex", "https://openalex.org/T2", "T2"),
    ("venue", "id", "S900", "S1"),
    ("venue", "issn", "00280836", "S1"),
    ("venue", "issn", "ISSN 0028-0836", "S1"),
    ("venue", "openalex", "S1", "S1"),
]
UNKNOWN = [
    ("paper", "id", "W77777"), ("paper", "id", "A1"), ("paper", "id", "nonsense"), ("paper", "id", ""),
    ("paper", "doi", "10.1/none"), ("paper", "doi", "no doi"), ("paper", "arxiv", "9999.99999"),
    ("paper", "openalex", "A1"), ("paper", "pmid", "x"), ("paper", "url", "https://example.org/none"),
    ("paper", "url", "no address"), ("paper", "title", "There is no such title"), ("paper", "title", "…"),
    ("author", "id", "A77777"), ("author", "orcid", "0000-0002-1825-0098"), ("author", "openalex", "W1"),
    ("institution", "ror", "x"), ("topic", "name", "no such topic"), ("venue", "issn", "1234-5678"),
    ("venue", "id", "author:somebody"),
]  # fmt: skip


@pytest.mark.sample(15)
@pytest.mark.parametrize(("field", "scheme", "pasted", "expected"), WAYS)
async def test_it_is_found_by_what_people_paste(
    client: Client, field: str, scheme: str, pasted: str, expected: str
) -> None:
    kind = f"{field.title()}Key"
    data = await client.ask(f"query($by: {kind}!) {{ {field}(by: $by) {{ id }} }}", {"by": {scheme: pasted}})
    assert data == {field: {"id": expected}}


@pytest.mark.parametrize(("field", "scheme", "pasted"), UNKNOWN)
async def test_what_is_unknown_is_null_and_no_error(client: Client, field: str, scheme: str, pasted: str) -> None:
    kind = f"{field.title()}Key"
    data = await client.ask(f"query($by: {kind}!) {{ {field}(by: $by) {{ id }} }}", {"by": {scheme: pasted}})
    assert data == {field: None}


async def test_a_title_finds_the_paper_that_is_cited_most(client: Client) -> None:
    papers = (await client.ask("{ papers(first: 1000) { nodes { id title } } }"))["papers"]["nodes"]
    title = papers[3]["title"]
    first = next(paper["id"] for paper in papers if paper["title"] == title)
    pasted = f"  {title.upper()} !"
    data = await client.ask("query($title: String!) { paper(by: {title: $title}) { id } }", {"title": pasted})
    assert data == {"paper": {"id": first}}


async def test_a_topic_is_found_by_its_name(client: Client) -> None:
    topics = (await client.ask("{ topics(first: 100) { nodes { id name } } }"))["topics"]["nodes"]
    data = await client.ask("query($name: String!) { topic(by: {name: $name}) { name } }", {"name": topics[0]["name"]})
    assert data == {"topic": {"name": topics[0]["name"]}}


async def test_nodes_come_in_the_order_of_their_ids_and_null_for_none(client: Client) -> None:
    ids = ["W5", "nonsense", "A1", "W900", "W77777", "W5", "doi:10.5555/ab2", "S900", "res_none", "usr_none"]
    data = await client.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ids})
    answered = [node and node["id"] for node in data["nodes"]]
    assert answered == ["W5", None, "A1", "W5", None, "W5", "W2", "S1", None, None]


async def test_a_key_has_one_identifier(client: Client) -> None:
    error = await client.refusal('{ paper(by: {id: "W1", doi: "10.1/x"}) { id } }')
    assert "PaperKey" in error.message
