"""One review as JATS XML, with the metadata of peer review that JATS4R recommends.

Sources: JATS (ANSI/NISO Z39.96-2019, version 1.2), Journal Archiving and Interchange; JATS4R, "Peer review materials",
version 1 (NISO RP-39-2021, https://doi.org/10.3789/niso-rp-39-2021).
"""

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from exports.characters import xml_text
from exports.names import Name
from exports.reference import Reference
from exports.review import Note, Point, Review, Score
from markup.markdown import plain

_DOCTYPE: Final = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.2 20190208//EN"'
    ' "JATS-archivearticle1.dtd">'
)
_XLINK: Final = "{http://www.w3.org/1999/xlink}"
_ALI: Final = "{http://www.niso.org/schemas/ali/1.0/}"
register_namespace("xlink", _XLINK[1:-1])
register_namespace("ali", _ALI[1:-1])

#: JATS4R has decisions of editors; ours say whether to build on the paper and are written as text beside them.
_RECOMMENDATIONS: Final = {
    "STRONG_YES": "accept", "YES": "accept", "NEUTRAL": "revision", "NO": "reject", "STRONG_NO": "reject",
}  # fmt: skip
_SECTIONS: Final = {
    "STRENGTH": ("strengths", "Strengths"),
    "CONCERN": ("concerns", "Concerns"),
    "METHOD_QUESTION": ("method-questions", "Questions about the method"),
}
#: Types of `response` by kind of note.
_RESPONSES: Final = {"RESPONSE": "author-comment", "COMMENT": "reviewer-comment"}
_PARAGRAPH: Final = re.compile(r"\n\s*\n")


def jats(review: Review, address: str) -> str:
    """The document, in UTF-8. `address` is the public URL of the service."""
    article = Element("article", {"article-type": _kind(review), "dtd-version": "1.2"})
    _meta(SubElement(SubElement(article, "front"), "article-meta"), review, address)
    _body(SubElement(article, "body"), review)
    for response in review.responses:
        _response(SubElement(article, "response", {"response-type": _RESPONSES.get(response.kind, "reply")}), response)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_DOCTYPE}\n{tostring(article, encoding="unicode")}\n'


def _kind(review: Review) -> str:
    return "author-comment" if review.by_author else "reviewer-report"


def _meta(meta: Element, review: Review, address: str) -> None:
    """In the order of JATS."""
    _text(meta, "article-id", review.id, {"pub-id-type": "publisher-id"})
    _text(SubElement(meta, "title-group"), "article-title", review.title)
    _reviewer(SubElement(SubElement(meta, "contrib-group"), "contrib", {"contrib-type": "author"}), review)
    _date(meta, "pub-date", review.created_at, {"date-type": "pub", "publication-format": "electronic"})
    _history(SubElement(meta, "pub-history"), review)
    if review.licence:
        _permissions(SubElement(meta, "permissions"), review.licence)
    SubElement(meta, "self-uri", {f"{_XLINK}href": xml_text(review.url(address))})
    _reviewed(meta, review.paper)
    _custom(SubElement(meta, "custom-meta-group"), review)


def _reviewer(contrib: Element, review: Review) -> None:
    if review.orcid and review.person:
        orcid = f"https://orcid.org/{review.orcid}"
        _text(contrib, "contrib-id", orcid, {"contrib-id-type": "orcid", "authenticated": "true"})
    if review.person is None:
        SubElement(contrib, "anonymous")
    else:
        _person(contrib, review.person)
    if review.by_author:
        _text(contrib, "role", "Author", {"specific-use": "author"})
    else:
        _text(contrib, "role", review.reviewer or "Reviewer", {"specific-use": "reviewer"})


def _person(contrib: Element, name: Name) -> None:
    if name.literal:
        _text(contrib, "string-name", name.literal)
        return
    person = SubElement(contrib, "name")
    for tag, value in (("surname", name.full_family), ("given-names", name.given), ("suffix", name.suffix)):
        if value:
            _text(person, tag, value)


def _history(history: Element, review: Review) -> None:
    events = [(f"{_kind(review)}-received", "Review published", review.created_at)]
    if review.updated_at != review.created_at:
        events.append((f"{_kind(review)}-revised", "Review changed", review.updated_at))
    for kind, description, at in events:
        event = SubElement(history, "event", {"event-type": kind})
        _text(event, "event-desc", description)
        _date(event, "date", at, {"date-type": kind})


def _date(parent: Element, tag: str, at: str, attributes: dict[str, str]) -> None:
    year, month, day = at[:10].split("-")
    element = SubElement(parent, tag, {**attributes, "iso-8601-date": at[:10]})
    for name, value in (("day", day), ("month", month), ("year", year)):
        _text(element, name, value)


def _permissions(permissions: Element, licence: str) -> None:
    element = SubElement(permissions, "license")
    if licence.startswith(("https://", "http://")):
        element.set(f"{_XLINK}href", xml_text(licence))
        _text(element, f"{_ALI}license_ref", licence)
    _text(element, "license-p", licence)


def _reviewed(meta: Element, paper: Reference) -> None:
    """The reviewed paper, by its first known identifier."""
    identifiers = (("doi", paper.doi), ("arxiv", paper.arxiv), ("pmid", paper.pmid), ("publisher-id", paper.id))
    scheme, value = next(pair for pair in identifiers if pair[1])
    attributes = {"document-id-type": scheme, "document-id": xml_text(value), "document-type": "peer-reviewed-article"}
    if paper.landing:
        attributes |= {"ext-link-type": "uri", f"{_XLINK}href": xml_text(paper.landing)}
    _text(meta, "related-object", paper.title or paper.id, attributes)


def _custom(group: Element, review: Review) -> None:
    facts = (
        ("peer-review-stage", None if review.source else "post-publication"),
        ("peer-review-recommendation", _RECOMMENDATIONS.get(review.recommendation or "")),
        ("PeerReviewType", None if review.source else "all-identities-visible"),
        ("recommendation", review.recommendation),
        ("confidence-1-to-5", None if review.confidence is None else str(review.confidence)),
        ("source", review.source),
        ("peer-review-revision-round", None if review.round is None else str(review.round)),
        *((f"score: {score.name}", _score(score)) for score in review.scores),
    )
    for name, value in facts:
        if value is not None:
            custom = SubElement(group, "custom-meta")
            _text(custom, "meta-name", name)
            _text(custom, "meta-value", value)


def _score(score: Score) -> str:
    """`8 of 1 to 10 (8: accept)`."""
    if score.value is None:
        return score.text or ""
    scale = "" if score.best is None else f" of {score.worst or 0:g} to {score.best:g}"
    return f"{score.value:g}{scale}" + (f" ({score.text})" if score.text else "")


def _response(response: Element, note: Note) -> None:
    """A reply below the review at its source."""
    front = SubElement(response, "front-stub")
    _text(front, "article-id", note.key, {"pub-id-type": "publisher-id"})
    _text(
        SubElement(front, "title-group"),
        "article-title",
        "Response of the authors" if note.kind == "RESPONSE" else "Comment",
    )
    contrib = SubElement(SubElement(front, "contrib-group"), "contrib", {"contrib-type": "author"})
    SubElement(contrib, "anonymous")
    _text(contrib, "role", note.reviewer or note.kind.capitalize())
    _date(front, "pub-date", note.at, {"date-type": "pub", "publication-format": "electronic"})
    if note.licence:
        _permissions(SubElement(front, "permissions"), note.licence)
    if note.url:
        SubElement(front, "self-uri", {f"{_XLINK}href": xml_text(note.url)})
    if words := _words(note.text or note.decision or ""):
        _paragraphs(SubElement(response, "body"), words)


def _body(body: Element, review: Review) -> None:
    """Sections with text: a rule or an empty image is Markdown without any, and no list item may be empty."""
    if summary := _words(review.summary or ""):
        _paragraphs(_section(body, "summary", "Summary"), summary)
    for kind, (name, title) in _SECTIONS.items():
        points = [words for point in review.points if point.kind == kind and (words := _point(point))]
        if points:
            listed = SubElement(_section(body, name, title), "list", {"list-type": "order"})
            for words in points:
                _paragraphs(SubElement(listed, "list-item"), words)


def _section(body: Element, kind: str, title: str) -> Element:
    section = SubElement(body, "sec", {"sec-type": kind})
    _text(section, "title", title)
    return section


def _point(point: Point) -> list[str]:
    """The paragraphs of a point, after its location in the paper."""
    first, *others = _words(point.text) or [""]
    parts = [part for part in (point.about, first) if part]
    return [": ".join(parts), *others] if parts else others


def _paragraphs(parent: Element, words: list[str]) -> None:
    for paragraph in words:
        _text(parent, "p", paragraph)


def _words(markdown: str) -> list[str]:
    """The paragraphs of a text without their marks: JATS has no place for Markdown."""
    return [words for part in _PARAGRAPH.split(markdown) if (words := plain(part))]


def _text(parent: Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    SubElement(parent, tag, attributes or {}).text = xml_text(text)
