"""Deposits for Crossref: the structure of the schema, names that it does not allow for persons, what is left out."""

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any, Final

import pytest

from exports.crossref import crossref
from exports.review import Review
from setting_values import CrossrefMember
from tests.exports.papers import ARTICLE, HOSTILE, PROCEEDINGS
from tests.exports.published_schemas import crossref_schema
from tests.exports.test_reviews import ADDRESS, REVIEW

_ETREE: Final[Any] = import_module("lxml.etree")
MEMBER: Final = CrossrefMember(
    prefix="10.5555", depositor="Library of Example", email="doi@example.org", registrant="University of Example"
)
NAMES: Final = {"c": "http://www.crossref.org/schema/5.4.0", "rel": "http://www.crossref.org/relations.xsd"}
FOREIGN: Final = replace(REVIEW, id="rev_02", source="J", reviewer="Reviewer 2", source_url="https://j.example/1")
TEXT: Final = "<script>alert(1)</script> & ]]> \x00\x0b\ufffe\ud800 \"' &xxe; \u2028"
#: Elements in the order of `peer_review`.
ORDER: Final = ["contributors", "titles", "review_date", "institution", "running_number", "program", "doi_data"]


def parsed(*reviews: Review) -> Any:
    return _ETREE.fromstring(crossref(reviews, MEMBER, ADDRESS).encode(), _ETREE.XMLParser(resolve_entities=False))


def leaves(element: Any) -> list[tuple[str, str]]:
    """The names and texts of elements without children, in order."""
    return [(_ETREE.QName(each).localname, each.text) for each in element.iter() if not len(each)]


def test_a_deposit_has_the_elements_of_the_schema_in_their_order() -> None:
    batch = parsed(REVIEW)
    assert (batch.tag, batch.get("version")) == ("{http://www.crossref.org/schema/5.4.0}doi_batch", "5.4.0")
    head, body = batch
    assert leaves(head) == [
        ("doi_batch_id", "W2919115771-20261105093000000"), ("timestamp", "20261105093000000"),
        ("depositor_name", "Library of Example"), ("email_address", "doi@example.org"),
        ("registrant", "University of Example"),
    ]  # fmt: skip
    (review,) = body
    assert dict(review.attrib) == {"stage": "post-publication", "type": "referee-report", "revision-round": "0"}
    assert [_ETREE.QName(each).localname for each in review] == ORDER
    assert leaves(review) == [
        ("given_name", "Ada"), ("surname", "Lovelace"), ("ORCID", "https://orcid.org/0000-0002-1825-0097"),
        ("title", "Review of “Deep learning”"), ("month", "11"), ("day", "03"), ("year", "2026"),
        ("institution_name", "University of Example"), ("running_number", "rev_01"),
        ("inter_work_relation", "10.1038/nature14539"), ("doi", "10.5555/rev_01"), ("timestamp", "20261105093000000"),
        ("resource", f"{ADDRESS}/papers/W2919115771#rev_01"),
    ]  # fmt: skip
    (relation,) = batch.iterfind(".//rel:inter_work_relation", NAMES)
    assert dict(relation.attrib) == {"relationship-type": "isReviewOf", "identifier-type": "doi"}


def test_an_author_of_the_paper_is_no_referee() -> None:
    (review,) = parsed(replace(REVIEW, by_author=True)).iterfind(".//c:peer_review", NAMES)
    assert review.get("type") == "author-comment"
    assert review.find(".//c:person_name", NAMES).get("contributor_role") == "author"


def test_a_changed_review_has_a_later_timestamp_than_before() -> None:
    stamps = [parsed(replace(REVIEW, updated_at=at)).findtext(".//c:doi_data/c:timestamp", namespaces=NAMES)
              for at in ("2026-11-05T09:30:00.000Z", "2026-11-05T09:30:00.001Z", "2027-01-01T00:00:00Z")]  # fmt: skip
    assert stamps == sorted(set(stamps))
    assert {len(stamp) for stamp in stamps} == {17}


@pytest.mark.parametrize(
    ("name", "contributor"),
    [
        ("King, Martin Luther, Jr.", [("given_name", "Martin Luther"), ("surname", "King"), ("suffix", "Jr.")]),
        ("山田太郎", [("surname", "山田太郎")]),
        ("ada99", [("surname", "ada99")]),
        ("R2 D2 2", [("organization", "R2 D2 2")]),
        ("World Health Organization", [("organization", "World Health Organization")]),
        ("?What ?Who", [("organization", "?What ?Who")]),
        ("x" * 61, [("organization", "x" * 61)]),
        ("\x00", [("organization", "ada")]),
    ],
)
def test_names_that_the_schema_does_not_allow_for_persons_are_organisations(
    name: str, contributor: Sequence[tuple[str, str]]
) -> None:
    found = parsed(replace(REVIEW, name=name, orcid=None)).find(".//c:contributors", NAMES)
    assert leaves(found) == contributor


def test_deposits_are_valid_against_the_schema_of_crossref() -> None:
    """Of every kind of name and text above."""
    schema = crossref_schema()
    if schema is None:
        pytest.skip("The schema of Crossref is not on this machine.")
    names = ("Ada Lovelace", "King, Martin Luther, Jr.", "山田太郎", "R2 D2 2", "?What ?Who", "x" * 600, "\x00", TEXT)
    papers = (ARTICLE, PROCEEDINGS, HOSTILE)
    reviews = [replace(REVIEW, name=name, paper=paper) for name in names for paper in papers]
    batch = parsed(*reviews, replace(REVIEW, by_author=True))
    assert schema.validate(batch), schema.error_log
    batch.find(".//c:surname", NAMES).text = "2 2"
    assert not schema.validate(batch)
