"""Papers to cite, as `Reference.of` takes them."""

from typing import Final

from exports.reference import Reference

ARTICLE: Final = Reference.of({
    "id": "W2919115771", "kind": "ARTICLE", "title": "Deep learning", "year": 2015, "published_on": "2015-05-27",
    "authors": ["Yann LeCun", "Yoshua Bengio", "Geoffrey E. Hinton"], "venue": "Nature", "venue_kind": "journal",
    "volume": "521", "issue": "7553", "first_page": "436", "last_page": "444", "doi": "10.1038/nature14539",
    "pmid": "26017442", "publisher": "Nature Portfolio", "language": "en", "pmcid": "PMC123", "licence": "cc-by",
    "keywords": ["Deep learning", "Speech, spoken"], "funders": ["=NSERC"], "open_access_url": "https://hal.science/1",
    "abstract": "Layers & layers.",
})  # fmt: skip
PREPRINT: Final = Reference.of({
    "id": "arxiv:2108.07258", "kind": "PREPRINT", "title": "On the Opportunities and Risks of Foundation Models",
    "authors": ["Rishi Bommasani", "Percy Liang"], "year": 2022, "published_on": "2021-08-16",
    "venue": "arXiv (Cornell University)", "venue_kind": "repository", "arxiv": "2108.07258", "language": "en",
})  # fmt: skip
PROCEEDINGS: Final = Reference.of({
    "id": "W2", "kind": "ARTICLE", "title": "BERT: 100% {Deep} & cheap_er", "year": 2019,
    "authors": ["Jacob Devlin", "Laurens van der Maaten", "King, Martin Luther, Jr.", "World Health Organization"],
    "venue": "Proceedings of the 2019 Conference", "venue_kind": "conference", "first_page": "4171",
    "last_page": "4186", "doi": "10.18653/v1/n19-1423",
})  # fmt: skip
HOSTILE: Final = Reference.of({
    "id": "W3", "kind": "ARTICLE", "year": 2020, "venue": "J. of <img src=x onerror=alert(1)> & \"Sons\"",
    "title": "<script>alert(1)</script> <span class=\"nocase\">a</span> &lt;b&gt; \ue000x\ue001\r\nER  - \r\nTY  - A }",
    "authors": ["Eve <i onclick=x>Adversary</i>", "Rob\r\nAU  - Ert", "} and {Nobody"], "volume": "9" * 40,
    "doi": "10.1234/a{b}c",
})  # fmt: skip
BARE: Final = Reference.of({"id": "W4"})
ALL: Final = (ARTICLE, PREPRINT, PROCEEDINGS, HOSTILE, BARE)
