"""JATS XML of a review: what JATS4R's "Peer review materials" asks for, in the order that JATS has, whatever the text.

The structure is checked here, and documents are validated against the DTD where it is on the machine.
"""

from dataclasses import replace
from importlib import import_module
from typing import Any, Final

import pytest

from exports.jats import jats
from exports.review import Note, Point, Review, Score
from tests.exports.papers import ALL, BARE, PREPRINT
from tests.exports.published_schemas import jats_dtd
from tests.exports.test_reviews import ADDRESS, REVIEW

_ETREE: Final[Any] = import_module("lxml.etree")
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
#: The children of article-meta in the order of JATS 1.2 that a review can have.
ORDER: Final = [
    "article-id", "title-group", "contrib-group", "pub-date", "pub-history", "permissions", "self-uri",
    "related-object", "custom-meta-group",
]  # fmt: skip


def parsed(review: Review) -> Any:
    parser = _ETREE.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    return _ETREE.fromstring(jats(review, ADDRESS).encode(), parser)


def said(article: Any, path: str) -> list[str]:
    return [str(found) for found in article.xpath(path)]


def custom(article: Any) -> dict[str, str]:
    return {each.findtext("meta-name"): each.findtext("meta-value") for each in article.iter("custom-meta")}


def test_what_jats4r_asks_of_a_reviewer_s_report() -> None:
    article = parsed(REVIEW)
    assert (article.tag, article.get("article-type"), article.get("dtd-version")) == (
        "article",
        "reviewer-report",
        "1.2",
    )
    assert article.getroottree().docinfo.public_id.startswith("-//NLM//DTD JATS (Z39.96) Journal Archiving")
    meta = article.find("front/article-meta")
    assert [child.tag for child in meta] == [tag for tag in ORDER if tag != "permissions"]
    assert said(meta, "article-id[@pub-id-type='publisher-id']/text()") == ["rev_01"]
    assert said(meta, "title-group/article-title/text()") == ["Review of “Deep learning”"]
    contrib = meta.find("contrib-group/contrib")
    assert contrib.get("contrib-type") == "author"
    assert [child.tag for child in contrib] == ["contrib-id", "name", "role"]
    assert dict(contrib.find("contrib-id").attrib) == {"contrib-id-type": "orcid", "authenticated": "true"}
    assert contrib.findtext("contrib-id") == "https://orcid.org/0000-0002-1825-0097"
    assert (contrib.findtext("name/surname"), contrib.findtext("name/given-names")) == ("Lovelace", "Ada")
    assert (contrib.find("role").get("specific-use"), contrib.findtext("role")) == ("reviewer", "Reviewer")
    assert said(meta, "pub-history/event/@event-type") == ["reviewer-report-received", "reviewer-report-revised"]
    assert said(meta, "pub-history/event/date/@iso-8601-date") == ["2026-11-03", "2026-11-05"]
    assert said(meta, "pub-date/*/text()") == ["03", "11", "2026"]
    reviewed = meta.find("related-object")
    assert (reviewed.get("document-type"), reviewed.get("document-id-type"), reviewed.get("document-id")) == (
        "peer-reviewed-article", "doi", "10.1038/nature14539",
    )  # fmt: skip
    assert reviewed.get(XLINK) == "https://doi.org/10.1038/nature14539"
    assert custom(article) == {
        "peer-review-stage": "post-publication", "peer-review-recommendation": "accept",
        "PeerReviewType": "all-identities-visible", "recommendation": "YES", "confidence-1-to-5": "4",
    }  # fmt: skip


def test_an_author_of_the_paper_is_no_reviewer() -> None:
    article = parsed(replace(REVIEW, by_author=True))
    assert article.get("article-type") == "author-comment"
    assert said(article, "front/article-meta/contrib-group/contrib/role/@specific-use") == ["author"]
    assert said(article, "//event/@event-type") == ["author-comment-received", "author-comment-revised"]


def test_the_body_holds_the_points_by_kind() -> None:
    body = parsed(REVIEW).find("body")
    assert said(body, "sec/@sec-type") == ["summary", "strengths", "concerns"]
    assert said(body, "sec[1]/p/text()") == ["Good work."]
    assert said(body, "sec[3]/list/list-item/p/text()") == ["Table 2: No data.", "At all."]


def test_text_without_words_leaves_no_empty_items_and_sections() -> None:
    points = (Point("STRENGTH", "---", None), Point("CONCERN", "---", "Table 2"), Point("CONCERN", "---", None))
    body = parsed(replace(REVIEW, summary="---", points=points)).find("body")
    assert said(body, "sec/@sec-type") == ["concerns"]
    assert said(body, "sec/list/list-item/p/text()") == ["Table 2"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("STRONG_YES", "accept"), ("NEUTRAL", "revision"), ("NO", "reject"), ("STRONG_NO", "reject"), (None, None)],
)
def test_recommendations_in_the_words_of_jats4r(ours: str | None, theirs: str | None) -> None:
    assert custom(parsed(replace(REVIEW, recommendation=ours))).get("peer-review-recommendation") == theirs


def test_a_review_from_elsewhere() -> None:
    foreign = replace(
        REVIEW, name="Reviewers of J", orcid=None, source="J", reviewer="Reviewer 2", source_url="https://j.example/1",
        licence="https://creativecommons.org/licenses/by/4.0/", paper=PREPRINT,
    )  # fmt: skip
    article = parsed(foreign)
    meta = article.find("front/article-meta")
    assert [child.tag for child in meta] == ORDER
    assert [child.tag for child in meta.find("contrib-group/contrib")] == ["anonymous", "role"]
    assert meta.findtext("contrib-group/contrib/role") == "Reviewer 2"
    assert meta.find("self-uri").get(XLINK) == "https://j.example/1"
    assert meta.find("permissions/license").get(XLINK) == foreign.licence
    assert (meta.find("related-object").get("document-id-type"), meta.find("related-object").get("document-id")) == (
        "arxiv", "2108.07258",
    )  # fmt: skip
    assert custom(article)["source"] == "J"
    assert "peer-review-stage" not in custom(article)


def test_a_paper_without_identifiers_is_named_by_ours() -> None:
    reviewed = parsed(replace(REVIEW, paper=BARE)).find("front/article-meta/related-object")
    assert (reviewed.get("document-id-type"), reviewed.get("document-id")) == ("publisher-id", "W4")


RESPONSE: Final = Note(
    key="r1", kind="RESPONSE", at="2026-11-04T00:00:00Z", decision=None, text="We *add* data.\n\nSoon.", source="J",
    reviewer="Authors", licence="https://creativecommons.org/licenses/by/4.0/", url="https://j.example/r1",
)  # fmt: skip
SCORED: Final = replace(
    REVIEW, source="J", round=2,
    responses=(RESPONSE, RESPONSE._replace(kind="COMMENT", text="---", licence=None, url=None)),
    scores=(Score("rating", 8, "8: accept", 1, 10), Score("soundness", None, "good", None, None),
            Score("overall", 3.5, None, None, None)),
)  # fmt: skip


def test_scores_round_and_responses() -> None:
    article = parsed(SCORED)
    facts = custom(article)
    assert facts["peer-review-revision-round"] == "2"
    assert {name: value for name, value in facts.items() if name.startswith("score: ")} == {
        "score: rating": "8 of 1 to 10 (8: accept)", "score: soundness": "good", "score: overall": "3.5",
    }  # fmt: skip
    first, second = article.iter("response")
    assert (first.get("response-type"), second.get("response-type")) == ("author-comment", "reviewer-comment")
    assert said(first, "front-stub/article-id/text()") == ["r1"]
    assert said(first, "front-stub/contrib-group/contrib/role/text()") == ["Authors"]
    assert said(first, "body/p/text()") == ["We add data.", "Soon."]
    assert second.find("body") is None


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: paper.id)
def test_whatever_is_written_is_well_formed_and_stays_text(paper: Any) -> None:
    hostile = "<script>alert(1)</script> & ]]> <!-- \x00\x0b\ufffe\ud800 \"' &xxe; %pe; \u2028"
    review = replace(
        REVIEW, paper=paper, name=hostile, summary=hostile, orcid=None, licence=hostile,
        points=(Point("CONCERN", hostile, hostile),),
    )  # fmt: skip
    article = parsed(review)
    assert not list(article.iter("script"))
    assert "<script>alert(1)</script> & ]]>" in article.findtext("body/sec[2]/list/list-item/p")


def test_documents_are_valid_against_the_dtd() -> None:
    dtd = jats_dtd()
    if dtd is None:
        pytest.skip("The DTD of JATS is not on this machine.")
    structured = "# A\n\n- b\n- c\n\n```\nd\n```\n\n$x^2$\n\n> e"
    imported = replace(REVIEW, source="J", reviewer="Reviewer 2", source_url="https://j.example/1", licence="CC-BY-4.0")
    reviews = [
        *(replace(each, paper=paper) for each in (REVIEW, imported) for paper in ALL),
        replace(imported, licence="https://creativecommons.org/licenses/by/4.0/", reviewer=None),
        replace(
            REVIEW, name="Cher", orcid=None, summary=structured, points=(Point("METHOD_QUESTION", structured, "1"),)
        ),
        replace(REVIEW, summary="![](x)", points=(Point("CONCERN", "---", None),)),
        replace(REVIEW, summary=None, points=()),
        SCORED,
    ]
    for article in map(parsed, reviews):
        assert dtd.validate(article), dtd.error_log
    article = parsed(REVIEW)
    article.find("front/article-meta").append(article.find("front/article-meta/pub-date"))
    assert not dtd.validate(article)
