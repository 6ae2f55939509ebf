"""What a statement found, as the answer to its question."""

from typing import Any


def page(found: list[Any]) -> dict[str, Any]:
    """The paper page."""
    (
        key, title, abstract, kind, year, published, language, citations, references, authors, institutions, doi,
        openalex, is_open, status, venue, byline, topics, cited, citing,
    ) = found  # fmt: skip
    return {
        "paper": {
            "id": key, "title": title, "abstract": abstract, "kind": kind, "year": year, "publishedOn": published,
            "language": language, "citationCount": citations, "referenceCount": references, "authorCount": authors,
            "institutionCount": institutions, "identifiers": {"doi": doi, "openalex": openalex},
            "openAccess": {"isOpen": is_open, "status": status}, "venue": _named(venue),
            "authors": {
                "edges": [
                    {"position": position, "corresponding": corresponding, "node": _author(who, name, homes)}
                    for position, corresponding, who, name, homes in byline
                ]
            },
            "topics": {
                "edges": [
                    {"score": score, "primary": primary, "node": {"id": what, "name": name, "broader": _named(above)}}
                    for score, primary, what, name, above in topics
                ]
            },
            "references": {"nodes": [_row(each) for each in cited]},
            "citations": {"nodes": [_row(each) for each in citing]},
        }
    }  # fmt: skip


def topic(found: list[Any]) -> dict[str, Any]:
    """25 papers of a topic."""
    key, name, papers = found
    return {"topic": {"id": key, "name": name, "papers": {"nodes": [_of_topic(each) for each in papers]}}}


def papers(found: list[Any]) -> dict[str, Any]:
    """A list of papers."""
    return {"papers": {"nodes": [_listed(each) for each in found]}}


def vote(found: list[Any]) -> dict[str, Any]:
    """The paper that was voted on."""
    key, likes, dislikes = found
    return {"vote": {"paper": {"id": key, "likeCount": likes, "dislikeCount": dislikes}}}


def _named(found: list[Any] | None) -> dict[str, Any] | None:
    return None if found is None else {"id": found[0], "name": found[1]}


def _author(key: str, name: str, homes: list[Any]) -> dict[str, Any]:
    institutions = [{"id": home, "name": called, "country": country} for home, called, country in homes]
    return {"id": key, "name": name, "institutions": {"nodes": institutions}}


def _row(found: list[Any]) -> dict[str, Any]:
    key, title, year, citations, venue, authors = found
    return {
        "id": key, "title": title, "year": year, "citationCount": citations, "venue": _named(venue),
        "authors": {"nodes": [{"id": who, "name": name} for who, name in authors]},
    }  # fmt: skip


def _of_topic(found: list[Any]) -> dict[str, Any]:
    key, title, year, citations, venue, authors = found
    edges = [{"position": place, "node": _author(who, name, homes)} for place, who, name, homes in authors]
    return {
        "id": key, "title": title, "year": year, "citationCount": citations, "venue": _named(venue),
        "authors": {"edges": edges},
    }  # fmt: skip


def _listed(found: list[Any]) -> dict[str, Any]:
    key, title, kind, year, published, language, abstract_kind, citations, doi, openalex = found
    return {
        "id": key, "title": title, "kind": kind, "year": year, "publishedOn": published, "language": language,
        "abstractKind": abstract_kind, "citationCount": citations, "identifiers": {"doi": doi, "openalex": openalex},
    }  # fmt: skip
