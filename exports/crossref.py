"""The reviews of a paper as a deposit for Crossref, which registers a DOI for each of them.

A deposit holds the reviews that were written here. Imported ones belong to their sources, which register them or not.
The element `recommendation` is left out: it is the decision of an editor, and the recommendations here are not.

Sources: Crossref deposit schema 5.4.0 (`head`, `peer_review`, `person_name`, `doi_data`) and relations.xsd
(`inter_work_relation`); Crossref, "Peer reviews markup guide" and "Introduction to peer reviews", which requires that
the reviewed work has a DOI.
"""

import re
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from exports.characters import xml_text
from exports.name_words import ORGANISATION
from exports.names import Name
from exports.plain import plain_text
from exports.review import Review
from setting_values import CrossrefMember

_VERSION: Final = "5.4.0"
_SCHEMA: Final = f"http://www.crossref.org/schema/{_VERSION}"
_ROOT: Final = {
    "xmlns": _SCHEMA,
    "xmlns:rel": "http://www.crossref.org/relations.xsd",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_SCHEMA} https://www.crossref.org/schemas/crossref{_VERSION}.xsd",
    "version": _VERSION,
}
#: A part of a person's name: the pattern and the largest length of `surname` and `given_name`.
_NAME: Final = re.compile(r"[^\d?]*[^?\s]+[^\d]*")
_MAX_NAME: Final = 60
_MAX_SUFFIX: Final = 10
_MAX_ORGANISATION: Final = 511
#: Digits of a time to the millisecond: `YYYYMMDDhhmmssSSS`.
_TIME_DIGITS: Final = 17


def crossref(reviews: Sequence[Review], member: CrossrefMember, address: str) -> str:
    """The deposit, in UTF-8, of one or more reviews of one paper with a DOI that were written here. `address` is the
    public URL of the service, where the DOIs lead."""
    batch = Element("doi_batch", _ROOT)
    stamp = max(_timestamp(review.updated_at) for review in reviews)
    _head(SubElement(batch, "head"), f"{reviews[0].paper.id[:60]}-{stamp}", stamp, member)
    body = SubElement(batch, "body")
    for review in reviews:
        _review(body, review, member, address)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(batch, encoding="unicode")}\n'


def _head(head: Element, batch_id: str, stamp: str, member: CrossrefMember) -> None:
    _text(head, "doi_batch_id", batch_id)
    _text(head, "timestamp", stamp)
    depositor = SubElement(head, "depositor")
    _text(depositor, "depositor_name", member.depositor)
    _text(depositor, "email_address", member.email)
    _text(head, "registrant", member.registrant)


def _review(body: Element, review: Review, member: CrossrefMember, address: str) -> None:
    """In the order of the schema."""
    kind = "author-comment" if review.by_author else "referee-report"
    attributes = {"stage": "post-publication", "type": kind, "revision-round": "0"}
    element = SubElement(body, "peer_review", attributes)
    _contributor(SubElement(element, "contributors"), review)
    _text(SubElement(element, "titles"), "title", review.title)
    day = SubElement(element, "review_date")
    for tag, number in (("month", review.day.month), ("day", review.day.day), ("year", review.day.year)):
        _text(day, tag, f"{number:02}")
    _text(SubElement(element, "institution"), "institution_name", member.registrant)
    _text(element, "running_number", review.id)
    related = SubElement(SubElement(element, "rel:program"), "rel:related_item")
    relation = {"relationship-type": "isReviewOf", "identifier-type": "doi"}
    _text(related, "rel:inter_work_relation", review.paper.doi, relation)
    data = SubElement(element, "doi_data")
    _text(data, "doi", f"{member.prefix}/{review.id}")
    _text(data, "timestamp", _timestamp(review.updated_at))
    _text(data, "resource", review.page(address))


def _contributor(contributors: Element, review: Review) -> None:
    """The reviewer as a person, if the schema allows the name, otherwise as an organisation, which has any name. A
    single word is a person's, such as a handle with digits."""
    attributes = {"sequence": "first", "contributor_role": "author" if review.by_author else "reviewer"}
    name = review.person or Name()
    family, given, suffix = (_line(part) for part in (name.full_family or name.literal, name.given, name.suffix))
    is_organisation = " " in name.literal and ORGANISATION.search(name.literal)
    if is_organisation or not _is_allowed(family) or (given and not _is_allowed(given)):
        whole = _line(plain_text(review.name)) or review.handle
        _text(contributors, "organization", whole[:_MAX_ORGANISATION], attributes)
        return
    person = SubElement(contributors, "person_name", attributes)
    for tag, value in (("given_name", given), ("surname", family), ("suffix", suffix)):
        if value and (tag != "suffix" or len(value) <= _MAX_SUFFIX):
            _text(person, tag, value)
    if review.orcid:
        _text(person, "ORCID", f"https://orcid.org/{review.orcid}", {"authenticated": "true"})


def _is_allowed(name: str) -> bool:
    return len(name) <= _MAX_NAME and _NAME.fullmatch(name) is not None


def _line(text: str) -> str:
    """The text with single spaces, as the schema reads it."""
    return " ".join(xml_text(text).split())


def _timestamp(at: str) -> str:
    """A number that grows with the time, as deposits of the same DOI are ordered by it."""
    return "".join(filter(str.isdecimal, at)).ljust(_TIME_DIGITS, "0")[:_TIME_DIGITS]


def _text(parent: Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    SubElement(parent, tag, attributes or {}).text = xml_text(text)
