"""For any text: no exception, bounded time, and the result parses to itself."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identifiers import address, anthology, arxiv, doi, issn, mag, openalex, orcid, pmcid, pmid, proxies, ror, url
from identifiers.reference import read
from tests.growth import is_linear

PARSERS = [
    doi.parse, arxiv.parse, orcid.parse, ror.parse, pmid.parse, pmcid.parse, mag.parse, issn.parse, openalex.parse,
    anthology.parse,
]  # fmt: skip
FRAGMENTS = [
    "doi:", "DOI ", "10.1234/", "10.48550/arXiv.", "https://", "doi.org/", "arxiv.org/abs/", "arXiv:", "2108.07258",
    "v3", "hep-th/9901001", "math.GT/0309136", "[cs.LG]", "orcid.org/", "0000-0002-1825-0097", "ror.org/", "05dxps055",
    "PMID:", "123", "PMC123", "0378-5955", "issn", "openalex.org/", "W12", "subfields/17", "author:", "rev_", "%2F",
    "%", "%E2%80%90", "(", ")", "<", ">", ".", "/", "?", "#", " ", "‐", "\u200b", "\ud800", "\n", "İ", "ß", "K", "x",
    "nature.com/articles/", "@", ":80", "utm_a=1&", "-com.lib.", "login?url=", "&lt;", "&amp;", "N19-1423", "mag:",
    "biorxiv.org/content/", ".full", "v2", "openreview.net/pdf?id=", "ieeexplore.ieee.org/", "arnumber=",
]  # fmt: skip
PASTED = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join))


@given(PASTED)
def test_a_normal_form_parses_to_itself(text: str) -> None:
    for parse in PARSERS:
        value = parse(text)
        assert value is None or parse(value) == value


@given(PASTED)
def test_the_name_of_a_reference_parses_to_the_reference(text: str) -> None:
    reference = read(text)
    assert reference is None or read(reference.name) == reference


@given(PASTED)
def test_a_parsed_address_is_normal(text: str) -> None:
    parsed = url.parse(text)
    if parsed is not None and parsed[0] == "url":
        assert url.parse(parsed[1]) == parsed


@pytest.mark.parametrize("parse", [*PARSERS, url.parse, read, address.key, proxies.direct])
@pytest.mark.parametrize(
    "text",
    [
        ")" * 1_999,
        "(" * 1_999,
        "doi " * 499,
        "a" + " " * 1_990 + "b",
        "https://a.com/" + "10.1234" + ".1" * 900,
        "https://" + "a." * 900 + "com/",
        "10.1234/" + "(" * 900 + ")" * 900,
        "https://doi.org/" + "%28" * 600,
        "0" * 1_999,
        "&amp;" * 400,
        "a-com." * 330 + "/",
        "https://a.lib.b/login?" + "url=https://" * 160,
        "doi.org/" * 245 + "10.1/a",
        "https://web.archive.org/web/1/" * 66,
        "https://ieeexplore.ieee.org/" + "?arnumber=" * 190,
        "https://thelancet.com" + "/S0140-6736(05)6788" * 100,
        "10.1234/" + "x" * 5_000_000,
        "\u0344" * 1_000_000,
    ],
    ids=range(18),
)
def test_hostile_text_takes_linear_time(parse: Callable[[str], object], text: str) -> None:
    assert is_linear(parse, text)


@pytest.mark.parametrize("parse", PARSERS)
def test_text_longer_than_any_identifier_is_none(parse: Callable[[str], object]) -> None:
    assert parse("10.1234/" + "x" * 1_992) == ("10.1234/" + "x" * 1_992 if parse is doi.parse else None)
    assert parse("10.1234/" + "x" * 1_993) is None
