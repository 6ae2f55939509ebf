"""Pages of papers, and the identifiers that their addresses hold."""

import pytest

from identifiers import url

PAGES = {
    "https://doi.org/10.1038/nature14539": ("doi", "10.1038/nature14539"),
    "https://doi.org/10.48550/arXiv.2108.07258": ("doi", "10.48550/arxiv.2108.07258"),
    "https://arxiv.org/pdf/2108.07258v3.pdf": ("arxiv", "2108.07258"),
    "https://pubmed.ncbi.nlm.nih.gov/26017442/": ("pmid", "26017442"),
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5815332/": ("pmcid", "PMC5815332"),
    "https://openalex.org/W2741809807": ("openalex", "W2741809807"),
    "https://www.nature.com/articles/s41586-021-03819-2": ("doi", "10.1038/s41586-021-03819-2"),
    "https://www.nature.com/articles/nature14539.pdf": ("doi", "10.1038/nature14539"),
    "https://www.nature.com/articles/s41586-021-03819-2/figures/1": ("doi", "10.1038/s41586-021-03819-2"),
    "https://dl.acm.org/doi/10.1145/3292500.3330701": ("doi", "10.1145/3292500.3330701"),
    "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701": ("doi", "10.1145/3292500.3330701"),
    "https://www.science.org/doi/full/10.1126/science.aaa8415": ("doi", "10.1126/science.aaa8415"),
    "https://www.pnas.org/doi/10.1073/pnas.1611835114": ("doi", "10.1073/pnas.1611835114"),
    "https://link.springer.com/article/10.1007/s11263-015-0816-y": ("doi", "10.1007/s11263-015-0816-y"),
    "https://link.springer.com/article/10.1007/s11263-015-0816-y/fulltext.html": ("doi", "10.1007/s11263-015-0816-y"),
    "https://link.springer.com/content/pdf/10.1007/978-3-319-24574-4_28.pdf": ("doi", "10.1007/978-3-319-24574-4_28"),
    "https://onlinelibrary.wiley.com/doi/epdf/10.1002/asi.23329": ("doi", "10.1002/asi.23329"),
    "https://onlinelibrary.wiley.com/doi/10.1002/asi.23329/full": ("doi", "10.1002/asi.23329"),
    "https://aclanthology.org/N19-1423/": ("doi", "10.18653/v1/n19-1423"),
    "https://www.aclweb.org/anthology/N19-1423.pdf": ("doi", "10.18653/v1/n19-1423"),
    "https://aclanthology.org/2020.acl-main.1/": ("doi", "10.18653/v1/2020.acl-main.1"),
    "https://aclanthology.org/P02-1040/": ("url", "https://aclanthology.org/P02-1040/"),
    "https://aclanthology.org/2020.lrec-1.1/": ("url", "https://aclanthology.org/2020.lrec-1.1/"),
    "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000217": (
        "doi",
        "10.1371/journal.pone.0000217",
    ),
    "https://www.biorxiv.org/content/10.1101/2020.12.15.422761v2.full.pdf": ("doi", "10.1101/2020.12.15.422761"),
    "https://www.frontiersin.org/articles/10.3389/fpsyg.2020.00001/full": ("doi", "10.3389/fpsyg.2020.00001"),
    "https://iopscience.iop.org/article/10.1088/1367-2630/ab1234/meta": ("doi", "10.1088/1367-2630/ab1234"),
    "https://elifesciences.org/articles/27702": ("doi", "10.7554/elife.27702"),
    "https://peerj.com/articles/cs-12/": ("doi", "10.7717/peerj-cs.12"),
    "https://zenodo.org/records/12345": ("doi", "10.5281/zenodo.12345"),
    "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=1234567": ("doi", "10.2139/ssrn.1234567"),
    "HTTP://Example.ORG:80?a=1&utm_source=mail#top": ("url", "http://example.org/?a=1"),
    "https://example.org:8443/Paper": ("url", "https://example.org:8443/Paper"),
    "openreview.net/forum?id=abc": ("url", "https://openreview.net/forum?id=abc"),
    "//openreview.net/forum?id=abc": ("url", "https://openreview.net/forum?id=abc"),
    "<https://openreview.net/forum?id=abc>,": ("url", "https://openreview.net/forum?id=abc"),
}


@pytest.mark.parametrize(("address", "expected"), PAGES.items())
def test_page(address: str, expected: tuple[str, str]) -> None:
    assert url.parse(address) == expected


@pytest.mark.parametrize(
    "text",
    ["", "10.1038/nature14539", "ftp://example.org/a", "javascript:alert(1)", "https://user:word@example.org/", "a b"],
)
def test_other_text_is_not_an_address(text: str) -> None:
    assert url.parse(text) is None
