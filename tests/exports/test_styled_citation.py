# ruff: noqa: E501 (a citation is one line)
"""Citations in styles, read against the styles' own guides."""

from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import BadInput
from exports.citation_styles import load_style, style_names
from exports.formats import CitationFormat, cite
from exports.reference import Reference
from exports.style_repairs import restore
from exports.styled_citation import styled_html, styled_text
from tests.exports.papers import ALL, ARTICLE, HOSTILE, PREPRINT, PROCEEDINGS
from tests.growth import is_linear

NATURE = "https://doi.org/10.1038/nature14539"
GOLDEN = [
    (ARTICLE, "apa", "en-US", f"LeCun, Y., Bengio, Y., & Hinton, G. E. (2015). Deep learning. Nature, 521(7553), 436–444. {NATURE}"),
    (ARTICLE, "ieee", "en-US", "Y. LeCun, Y. Bengio, and G. E. Hinton, “Deep learning,” Nature, vol. 521, no. 7553, pp. 436–444, May 2015, doi: 10.1038/nature14539."),
    (ARTICLE, "vancouver", "en-US", "LeCun Y, Bengio Y, Hinton GE. Deep learning. Nature. 2015 May 27;521(7553):436–44. doi:10.1038/nature14539"),
    (ARTICLE, "chicago", "en-US", f"LeCun, Yann, Yoshua Bengio, and Geoffrey E. Hinton. 2015. “Deep Learning.” Nature 521 (7553): 436–44. {NATURE}."),
    (ARTICLE, "mla", "en-US", f"LeCun, Yann, et al. “Deep Learning.” Nature, vol. 521, no. 7553, May 2015, pp. 436–44, {NATURE}."),
    (ARTICLE, "nature", "en-US", "LeCun, Y., Bengio, Y. & Hinton, G. E. Deep learning. Nature 521, 436–444 (2015)."),
    (ARTICLE, "ieee", "fr_FR", "Y. LeCun, Y. Bengio, et G. E. Hinton, « Deep learning », Nature, vol. 521, nᵒ 7553, p. 436‑444, mai 2015, doi: 10.1038/nature14539."),
    (PREPRINT, "apa", "en", "Bommasani, R., & Liang, P. (2022). On the Opportunities and Risks of Foundation Models (arXiv:2108.07258). arXiv. https://arxiv.org/abs/2108.07258"),
    (PREPRINT, "chicago", "en", "Bommasani, Rishi, and Percy Liang. 2022. “On the Opportunities and Risks of Foundation Models.” arXiv:2108.07258. Preprint, arXiv. https://arxiv.org/abs/2108.07258."),
    (PROCEEDINGS, "ieee", "en-US", "J. Devlin, L. van der Maaten, M. L. King Jr., and World Health Organization, “BERT: 100% {Deep} & cheap_er,” in Proceedings of the 2019 Conference, 2019, pp. 4171–4186. doi: 10.18653/v1/n19-1423."),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "style", "locale", "expected"), GOLDEN)
def test_text(reference: Reference, style: str, locale: str, expected: str) -> None:
    assert styled_text(reference, style, locale) == expected


def test_html() -> None:
    assert styled_html(ARTICLE, "apa") == (
        "LeCun, Y., Bengio, Y., &amp; Hinton, G. E. (2015). Deep learning. <i>Nature</i>, <i>521</i>(7553), 436–444. "
        + NATURE
    )
    assert "<b>521</b>" in styled_html(ARTICLE, "nature")


class Reading(HTMLParser):
    """The tags of some HTML, and its text as a browser shows it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert attrs in ([], [("style", "font-variant:small-caps")])

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("style", ["apa", "ieee", "vancouver", "chicago", "nature", "bibtex"])
def test_hostile_record_is_only_text(style: str) -> None:
    reading = Reading(styled_html(HOSTILE, style))
    assert reading.tags <= {"i", "b", "u", "sup", "sub", "span"}
    assert reading.text == styled_text(HOSTILE, style)
    assert "<script>alert(1)</script>" in reading.text
    assert "&lt;" not in reading.text


@given(st.text(min_size=1), st.lists(st.text(), max_size=4), st.text(), st.text(max_size=12))
def test_any_record_is_only_text(title: str, authors: list[str], venue: str, volume: str) -> None:
    values: dict[str, object] = {"id": "W1", "kind": "ARTICLE", "title": title, "authors": authors, "volume": volume}
    reference = Reference.of(values | {"venue": venue, "first_page": volume, "issue": volume, "year": 2020})
    reading = Reading(styled_html(reference, "ieee"))
    assert reading.tags <= {"i", "b", "u", "sup", "sub", "span"}
    assert reading.text == styled_text(reference, "ieee")


@pytest.mark.parametrize(
    "style",
    ["nonsense", "", "../apa", "/etc/passwd", "dependent/nature", "apa.csl", "apa\x00", "x" * 1_000_000, "<style/>"],
)
def test_unknown_style(style: str) -> None:
    with pytest.raises(BadInput, match=r"^style: there is no citation style .{1,400}$") as caught:
        styled_text(ARTICLE, style)
    assert "citation-style-language/styles" in str(caught.value)


def test_unknown_style_suggests_similar_ones() -> None:
    with pytest.raises(BadInput, match="vancouver"):
        styled_text(ARTICLE, "vancuver")


@pytest.mark.parametrize("locale", ["xx", "", "../en-US", "en-US\x00", "e" * 1_000_000, '"]|//*'])
def test_unknown_locale(locale: str) -> None:
    with pytest.raises(BadInput, match=r"^locale: there is no locale .* en-GB, en-US,"):
        styled_text(ARTICLE, "apa", locale)


def test_style_for_notes_alone() -> None:
    with pytest.raises(BadInput, match="no form for a list of references"):
        styled_text(ARTICLE, "bluebook-inline")


def test_names_of_journals_are_styles() -> None:
    assert len(style_names()) > 10_000
    assert styled_text(ARTICLE, "nature-digest") == styled_text(ARTICLE, "nature")


def test_a_style_is_parsed_once() -> None:
    assert load_style("APA", "en") is load_style("apa", "en-US")


def test_one_paper_does_not_change_the_next() -> None:
    before = [styled_text(reference, "apa") for reference in ALL]
    assert [styled_text(reference, "apa") for reference in reversed(ALL)] == before[::-1]


def test_threads_share_a_style() -> None:
    alone = [styled_html(reference, "nature") for reference in ALL] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(styled_html, ALL * 20, ["nature"] * 100)) == alone


def test_long_bylines_stay_cheap() -> None:
    def styled(byline: str) -> str:
        many = Reference.of({"id": "W1", "title": "A", "authors": byline.split(","), "year": 2020})
        return styled_text(many, "american-chemical-society")

    byline = ",".join(["Given Family"] * 100_000)
    assert is_linear(styled, byline)
    assert len(styled(byline)) < 100_000


@pytest.mark.parametrize(
    ("form", "start"),
    [("BIBTEX", "@article{"), ("RIS", "TY  - "), ("CSL_JSON", "[\n"), ("TEXT", "LeCun, Y."), ("HTML", "LeCun, Y.")],
)
def test_cite(form: str, start: str) -> None:
    assert cite(ARTICLE, CitationFormat[form]).startswith(start)


def test_what_rendering_wrote_into_a_locale_is_undone() -> None:
    style = load_style("analytical-sciences", "en-US")
    styled_text(ARTICLE, style.name)
    assert any(dict(part.attrib) != attributes for part, attributes in style.dates)
    restore(style.dates)
    assert all(dict(part.attrib) == attributes for part, attributes in style.dates)
