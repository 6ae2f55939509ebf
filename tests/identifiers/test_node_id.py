"""Public node ids as clients send them."""

import pytest

from identifiers import node_id

IDS = {
    "W2741809807": "W2741809807",
    " w2741809807 ": "W2741809807",
    "https://openalex.org/W2741809807": "W2741809807",
    "doi:10.1038/NATURE14539": "doi:10.1038/nature14539",
    "DOI:https://doi.org/10.1038/nature14539": "doi:10.1038/nature14539",
    "arxiv:2108.07258v3": "arxiv:2108.07258",
    "arXiv:math.GT/0309136": "arxiv:math/0309136",
    "pmid:26017442": "pmid:26017442",
    "issn:03785955": "issn:0378-5955",
    "author:Percy-Liang": "author:percy-liang",
    "institution:stanford-university": "institution:stanford-university",
    "topic:foundation-models": "topic:foundation-models",
    "venue:neurips": "venue:neurips",
    "subfield:1710": "subfield:1710",
    "rev_01HXYZabc": "rev_01HXYZabc",
    "": None,
    "nonsense": None,
    "doi:nonsense": None,
    "author:": None,
    "author:percy liang": None,
    "10.1038/nature14539": None,
    "rev_": None,
    "rev_a b": None,
}


@pytest.mark.parametrize(("text", "expected"), IDS.items())
def test_node_id(text: str, expected: str | None) -> None:
    assert node_id(text) == expected
