"""A person's reviews as files: parsed back by the readers of each format, and hostile text among them."""

from dataclasses import replace
from typing import Any, Final, cast

import orjson
import pytest
import rispy  # pyright: ignore[reportMissingTypeStubs]
from justhtml import JustHTML
from pybtex import database  # pyright: ignore[reportMissingTypeStubs]

from exports.review import Point, Review
from exports.review_lists import FORMATS, Reviews, as_bibtex, as_json, as_markdown, as_ris, as_text
from markup.markdown import render_markdown
from tests.exports.papers import ALL, ARTICLE, BARE, HOSTILE, PREPRINT

ADDRESS: Final = "https://graph.example.org"
REVIEW: Final = Review(
    id="rev_01", created_at="2026-11-03T09:30:00.000Z", updated_at="2026-11-05T09:30:00.000Z", summary="Good *work*.",
    recommendation="YES", confidence=4,
    points=(Point("STRENGTH", "Clear.", None), Point("CONCERN", "No **data**.\n\nAt all.", "Table 2")), helpful=2,
    name="Ada Lovelace", handle="ada", orcid="0000-0002-1825-0097", source=None, reviewer=None, licence=None,
    source_url=None, paper=ARTICLE,
)  # fmt: skip


def listed(*reviews: Review, total: int = 0) -> Reviews:
    return Reviews("Ada Lovelace", "0000-0002-1825-0097", total or len(reviews), reviews, ADDRESS)


def test_json_says_everything() -> None:
    whole = orjson.loads(as_json(listed(REVIEW, total=7)))
    assert (whole["name"], whole["orcid"], whole["total"]) == ("Ada Lovelace", "0000-0002-1825-0097", 7)
    (found,) = whole["reviews"]
    assert found == {
        "id": "rev_01", "summary": "Good *work*.", "recommendation": "YES", "confidence": 4, "helpful": 2,
        "source": None, "licence": None, "createdAt": REVIEW.created_at, "updatedAt": REVIEW.updated_at,
        "url": f"{ADDRESS}/reviews/rev_01.jats.xml",
        "points": [{"kind": "STRENGTH", "text": "Clear.", "about": None},
                   {"kind": "CONCERN", "text": "No **data**.\n\nAt all.", "about": "Table 2"}],
        "paper": {"id": "W2919115771", "title": "Deep learning", "year": 2015, "venue": "Nature",
                  "authors": ["Yann LeCun", "Yoshua Bengio", "Geoffrey E. Hinton"], "doi": "10.1038/nature14539",
                  "url": "https://doi.org/10.1038/nature14539"},
    }  # fmt: skip


def test_a_list_for_a_curriculum_vitae() -> None:
    old = replace(REVIEW, id="rev_02", created_at="2024-01-02T00:00:00Z", paper=PREPRINT)
    assert as_markdown(listed(REVIEW, old, total=3)).splitlines() == [
        "# Reviews by Ada Lovelace", "", "ORCID: <https://orcid.org/0000-0002-1825-0097>", "", "## 2026", "",
        "- Review of [Deep learning](<https://doi.org/10.1038/nature14539>). Yann LeCun, Yoshua Bengio, Geoffrey E."
        " Hinton. Nature, 2015. 3 November 2026.",
        "", "## 2024", "",
        "- Review of [On the Opportunities and Risks of Foundation Models](<https://arxiv.org/abs/2108.07258>). Rishi"
        " Bommasani, Percy Liang. arXiv, 2022. 2 January 2024.",
        "", "1 earlier reviews are not in this list.",
    ]  # fmt: skip
    assert as_text(listed(REVIEW)) == (
        "Reviews by Ada Lovelace (ORCID 0000-0002-1825-0097)\n\n3 November 2026. Review of “Deep learning”. Yann LeCun,"
        " Yoshua Bengio, Geoffrey E. Hinton. Nature, 2015. https://doi.org/10.1038/nature14539\n"
    )


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: paper.id)
def test_markdown_is_read_as_it_was_meant(paper: Any) -> None:
    """Whatever a title holds, it is one item with one link, and no mark of its own."""
    html = render_markdown(as_markdown(listed(replace(REVIEW, paper=paper))))
    tree = JustHTML(html, sanitize=False)
    (item,) = tree.query("li")
    names = {each.name for each in tree.query("li *")}
    assert names <= {"a", "em"}
    assert (paper.title or paper.id) in item.to_text(strip=False).replace("\n", " ")
    assert len(tree.query("li a")) == (1 if paper.landing else 0)


def test_bibtex_and_ris_name_the_review() -> None:
    several = listed(REVIEW, replace(REVIEW, id="rev_02"), replace(REVIEW, id="rev_03", paper=HOSTILE))
    entries: dict[str, Any] = cast("Any", database).parse_string(as_bibtex(several), "bibtex").entries
    assert len(entries) == 3
    first = next(iter(entries.values()))
    assert first.persons["author"][0].last_names == ["Lovelace"]
    assert "Deep learning" in first.fields["title"].replace("{", "").replace("}", "")
    assert first.fields["year"] == "2026"
    records: Any = cast("Any", rispy).loads(as_ris(several))
    assert [each["title"] for each in records][:2] == ["Review of “Deep learning”"] * 2
    assert len(records) == 3
    assert records[0]["urls"] == [f"{ADDRESS}/reviews/rev_01.jats.xml"]


def test_a_review_from_elsewhere_has_no_author_here() -> None:
    foreign = replace(
        REVIEW, source="NeurIPS 2024", reviewer="Reviewer 2", source_url="https://example.org/r", name="Reviewers of …",
        orcid=None,
    )  # fmt: skip
    reference = foreign.reference(ADDRESS)
    assert (reference.authors, reference.publisher, reference.landing) == ((), "NeurIPS 2024", "https://example.org/r")


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_reviews_are_a_file_too(suffix: str) -> None:
    write, _ = FORMATS[suffix]
    assert isinstance(write(Reviews("Nobody", None, 0, [], ADDRESS)), str)
    assert write(listed(replace(REVIEW, paper=BARE, summary=None, recommendation=None, confidence=None)))
