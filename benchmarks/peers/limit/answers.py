"""Rows of a statement → response to its question."""

from typing import Any


def page(row: list[Any]) -> dict[str, Any]:
    """The paper page."""
    (
        key, title, abstract, kind, year, published, language, citations, references, authors, institutions, doi,
        openalex, is_open, status, venue, byline, topics, cited, citing,
    ) = row  # fmt: skip
    return {
        "paper": {
            "id": key, "title": title, "abstract": abstract, "kind": kind, "year": year, "publishedOn": published,
            "language": language, "citationCount": citations, "referenceCount": references, "authorCount": authors,
            "institutionCount": institutions, "identifiers": {"doi": doi, "openalex": openalex},
            "openAccess": {"isOpen": is_open, "status": status}, "venue": _named(venue),
            "authors": {
                "edges": [
                    {"position": position, "corresponding": corresponding, "node": _author(author_id, name, homes)}
                    for position, corresponding, author_id, name, homes in byline
                ]
            },
            "topics": {
                "edges": [
                    {
                        "score": score, "primary": primary,
                        "node": {"id": topic_id, "name": name, "broader": _named(above)},
                    }
                    for score, primary, topic_id, name, above in topics
                ]
            },
            "references": {"nodes": [_row(each) for each in cited]},
            "citations": {"nodes": [_row(each) for each in citing]},
        }
    }  # fmt: skip


def topic(row: list[Any]) -> dict[str, Any]:
    """25 papers of a topic."""
    key, name, papers = row
    return {"topic": {"id": key, "name": name, "papers": {"nodes": [_of_topic(each) for each in papers]}}}


def papers(rows: list[Any]) -> dict[str, Any]:
    """A list of papers."""
    return {"papers": {"nodes": [_listed(each) for each in rows]}}


def vote(row: list[Any]) -> dict[str, Any]:
    """The paper that was voted on."""
    key, likes, dislikes = row
    return {"vote": {"paper": {"id": key, "likeCount": likes, "dislikeCount": dislikes}}}


def _named(row: list[Any] | None) -> dict[str, Any] | None:
    return None if row is None else {"id": row[0], "name": row[1]}


def _author(key: str, name: str, homes: list[Any]) -> dict[str, Any]:
    institutions = [{"id": home, "name": called, "country": country} for home, called, country in homes]
    return {"id": key, "name": name, "institutions": {"nodes": institutions}}


def _row(row: list[Any]) -> dict[str, Any]:
    key, title, year, citations, venue, authors = row
    return {
        "id": key, "title": title, "year": year, "citationCount": citations, "venue": _named(venue),
        "authors": {"nodes": [{"id": author_id, "name": name} for author_id, name in authors]},
    }  # fmt: skip


def _of_topic(row: list[Any]) -> dict[str, Any]:
    key, title, year, citations, venue, authors = row
    edges = [
        {"position": position, "node": _author(author_id, name, homes)} for position, author_id, name, homes in authors
    ]
    return {
        "id": key, "title": title, "year": year, "citationCount": citations, "venue": _named(venue),
        "authors": {"edges": edges},
    }  # fmt: skip


def _listed(row: list[Any]) -> dict[str, Any]:
    key, title, kind, year, published, language, abstract_kind, citations, doi, openalex = row
    return {
        "id": key, "title": title, "kind": kind, "year": year, "publishedOn": published, "language": language,
        "abstractKind": abstract_kind, "citationCount": citations, "identifiers": {"doi": doi, "openalex": openalex},
    }  # fmt: skip
