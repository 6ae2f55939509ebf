"""Awkward but valid records in OpenAlex's format, and malformed ones with one named fault each."""

from typing import Any, Final

from tests.ingest.records import SITE, Record, authorship, ids, topic, venue, work

#: Numbers of the works, apart from those of real records.
FIRST: Final = 9_900_000_000


def _awkward() -> list[dict[str, Any]]:
    """The awkward fields of each work, by number."""
    return [
        {"abstract_inverted_index": None},
        {"title": None, "display_name": None},
        {"publication_year": None, "publication_date": None},
        {"authorships": []},
        {"authorships": [authorship(9_900_000_000 + index) for index in range(3_000)]},
        {"is_retracted": True, "title": "RETRACTED: a claim"},
        {"title": "التعلم العميق للرؤية الحاسوبية", "authorships": [authorship(1, display_name="محمد بن سلمان")]},
        {"title": "למידה עמוקה \u200fבעברית", "authorships": [authorship(1, display_name="דוד כהן")]},
        {"title": "深層学習による画像認識", "authorships": [authorship(1, display_name="山田 太郎")]},
        {"title": "The <mml:math><mml:mi>α</mml:mi></mml:math>-decay of <i>N</i><sub>2</sub> &amp; $E = mc^2$"},
        {"title": "Bounds on $\\mathcal{O}(n \\log n)$ for \\textit{sorting} \u222b\u2093 x\u00b2 dx"},
        {"title": "Antidis" + "establish" * 33 + "mentarianism"},
        {"title": "W" * 300, "authorships": [authorship(1, display_name="N" * 300)]},
        {"referenced_works": ids(FIRST + 13)},  # itself
        {"referenced_works": ids(FIRST + 15)},  # a circle of two
        {"referenced_works": ids(FIRST + 14, FIRST + 13)},
        {"doi": "https://doi.org/10.5555/twice"},
        {"doi": "https://doi.org/10.5555/TWICE", "title": "The same DOI once more"},
        {"authorships": [authorship(1, display_name="O"), authorship(2, display_name="王")]},
        {"title": "👩🏽‍🔬 Emoji in titles 🧬: are they read? 🤔"},
        {"title": "Z\u0351\u0343\u0361a\u0352\u0357l\u0350g\u0301o\u0308 and e\u0301clair"},
        {"title": "Lines\u2028that\u0085break\u2029strangely\x0bhere", "abstract_inverted_index": {"a\u2028b": [0]}},
        {"topics": [topic(9_900_000_001, 0.0)], "primary_topic": None},
        {"topics": [topic(9_900_000_001, 0.0), topic(9_900_000_002, 0.0)], "primary_topic": None},
        {"topics": [], "primary_topic": None, "concepts": [{"id": f"{SITE}C9900000001", "score": "0"}]},
        {"primary_location": {"source": {"id": f"{SITE}S9900000001", "display_name": None}}},
        {"primary_location": None},
        {"authorships": [{"author": {"id": f"{SITE}A9900000001", "display_name": "No Country"},
                          "institutions": [{"id": f"{SITE}I9900000001", "display_name": "Somewhere"}]}]},
        {"authorships": [{"author": {}, "raw_author_name": None, "institutions": []}]},
        {"authorships": [{"author": None, "raw_author_name": "Anonymous", "institutions": None}]},
        {"title": "<script>alert('title')</script>", "authorships": [
            authorship(1, display_name="<img src=x onerror=alert(1)>")]},
        {"title": '"><svg/onload=alert(2)>', "abstract_inverted_index": {"</script><script>alert(3)</script>": [0]}},
        {"title": "{{ 7 * 7 }} ${7*7} %s {0} \\u0041 --' OR 1=1; DROP"},
        {"publication_year": 1000, "publication_date": "1000-01-01"},
        {"publication_year": 2199, "publication_date": "2199-12-31"},
        {"cited_by_count": 2**31 - 1},
        {"cited_by_count": float("nan")},
        {"title": ".", "abstract_inverted_index": {".": [0]}},
        {"title": "?!", "authorships": [authorship(1, display_name="-")]},
        {"language": "zh-cn", "type": "no-such-type", "type_crossref": None},
        {"biblio": {"volume": "1" * 200, "issue": "", "first_page": "e1–e9", "last_page": None}},
        {"open_access": {"is_oa": True, "oa_status": "gold", "oa_url": "https://example.org/a b.pdf"}},
        {"title": "Controls \x01\x02\x1b[31m\x7f in a title", "abstract_inverted_index": {"a\x00b\x08c": [0]}},
        {"title": "\ufffe\uffff\ufeff noncharacters \U0001f9ec\U0010ffff"},
        {"primary_location": {"landing_page_url": "https://example.org/?q=<a>&b=\"c\"'d", "source": venue(1)}},
    ]  # fmt: skip


def awkward() -> list[Record]:
    """Every awkward work: each of its values is valid and must be read back."""
    return [work(FIRST + index, **{"cited_by_count": index, **fields}) for index, fields in enumerate(_awkward())]


#: Field → an invalid value, and the field that the reject names.
MALFORMED: Final[list[tuple[dict[str, Any], str]]] = [
    ({"title": 7}, "title"),
    ({"title": {"en": "A title"}}, "title"),
    ({"publication_year": "2020"}, "publication_year"),
    ({"publication_year": 99_999}, "publication_year"),
    ({"publication_year": -4}, "publication_year"),
    ({"publication_date": "2020-02-31"}, "publication_date"),
    ({"publication_date": 20200131}, "publication_date"),
    ({"cited_by_count": -1}, "cited_by_count"),
    ({"cited_by_count": 2**40}, "cited_by_count"),
    ({"cited_by_count": float("inf")}, "cited_by_count"),
    ({"doi": "https://doi.org/10.5555/" + "x" * 9_000}, "doi"),
    ({"doi": "no doi"}, "doi"),
    ({"doi": ["10.5555/list"]}, "doi"),
    ({"ids": {"pmid": "https://pubmed.example/none"}}, "ids"),
    ({"ids": "W1"}, "ids"),
    ({"authorships": "many"}, "authorships"),
    ({"authorships": [authorship(1), "a name"]}, "authorships"),
    ({"authorships": [{"author": {"id": f"{SITE}A1", "display_name": ["A"]}, "institutions": []}]}, "authorships"),
    ({"authorships": [{"author": {"id": f"{SITE}A1", "display_name": "A", "orcid": "0000"}}]}, "authorships"),
    ({"authorships": [{"author": {"id": f"{SITE}A1"}, "institutions": {"id": "I1"}}]}, "authorships"),
    ({"abstract_inverted_index": {"far": [10**9]}}, "abstract_inverted_index"),
    ({"abstract_inverted_index": {"word": "0"}}, "abstract_inverted_index"),
    ({"abstract_inverted_index": ["word"]}, "abstract_inverted_index"),
    ({"abstract_inverted_index": {"half \ud83d pair": [0]}}, "abstract"),
    ({"title": "half \udc00 pair"}, "title"),
    ({"topics": [{**topic(10, 0.5), "score": float("inf")}]}, "topics"),
    ({"topics": [{**topic(10, 0.5), "score": "high"}]}, "topics"),
    ({"topics": [{**topic(10, 0.5), "score": -0.5}]}, "score of T10"),
    ({"topics": {"id": f"{SITE}T10"}}, "topics"),
    ({"primary_location": "here"}, "primary_location"),
    ({"primary_location": {"landing_page_url": "javascript:alert(1)", "source": None}}, "primary_location"),
    ({"open_access": {"oa_url": "ftp://example.org/x"}}, "open_access"),
    ({"open_access": [True]}, "open_access"),
    ({"open_access": {"is_oa": True, "oa_status": "no-such-status"}}, "open_access"),
    ({"biblio": {"volume": 7}}, "biblio"),
    ({"biblio": "7(2)"}, "biblio"),
    ({"language": 7}, "language"),
    ({"type": 7}, "type"),
    ({"referenced_works": "W1"}, "referenced_works"),
    ({"referenced_works": [f"{SITE}W1", "none", 7]}, "referenced_works"),
    ({"locations": "here"}, "locations"),
]
