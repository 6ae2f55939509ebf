"""A paper for machines that read pages: reference managers, search engines, and whoever shows a card of a link.

Sources: Google Scholar, Inclusion Guidelines for Webmasters (Highwire Press tags), as Zotero's Embedded Metadata reads
them; schema.org, ScholarlyArticle; The Open Graph protocol.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from plaintext.formulas import readable

Data = Mapping[str, Any]


def highwire(paper: Data, address: str) -> list[tuple[str, str]]:
    """The `citation_…` tags, in the order in which they are read: an author's institutions and iD follow the author."""
    return [(f"citation_{name}", str(value)) for name, value in _citation(paper, address) if value]


def _citation(paper: Data, address: str) -> Iterator[tuple[str, Any]]:
    yield "title", readable(paper["title"])
    for edge in paper["authors"]["edges"]:
        yield "author", edge["name"]
        for institution in edge["institutions"]:
            yield "author_institution", institution["name"]
        for affiliation in edge["affiliations"]:
            yield "author_institution", affiliation
        yield "author_orcid", orcid(edge["node"])
    yield "publication_date", str(paper["publishedOn"] or paper["year"] or "").replace("-", "/")
    venue: Data = paper["venue"] or {}
    yield _VENUES.get(paper["kind"], "journal_title"), venue.get("name")
    for issn in venue.get("issn", ()):
        yield "issn", issn.removeprefix("issn:")
    identifiers: Data = paper["identifiers"]
    yield "doi", identifiers["doi"]
    yield "arxiv_id", identifiers["arxiv"]
    yield "pmid", identifiers["pmid"]
    yield "language", paper["language"]
    for topic in paper["topics"]["nodes"]:
        yield "keywords", topic["name"]
    yield "abstract_html_url", address
    free = paper["openAccess"]["url"]
    yield "pdf_url", free if free and free.lower().endswith(".pdf") else None


_VENUES = {"CHAPTER": "inbook_title", "BOOK": "publisher", "DISSERTATION": "dissertation_institution"}


def json_ld(paper: Data, address: str) -> dict[str, Any]:
    """The paper as schema.org has it."""
    identifiers: Data = paper["identifiers"]
    doi, arxiv = identifiers["doi"], identifiers["arxiv"]
    same = [doi and f"https://doi.org/{doi}", arxiv and f"https://arxiv.org/abs/{arxiv}", paper["url"]]
    abstract = paper["abstract"] if paper["abstractKind"] == "ORIGINAL" else None
    record = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": address,
        "url": address,
        "headline": readable(paper["title"])[:110],
        "name": readable(paper["title"]),
        "abstract": abstract,
        "author": [_person(edge) for edge in paper["authors"]["edges"]],
        "datePublished": str(paper["publishedOn"] or paper["year"] or ""),
        "inLanguage": paper["language"],
        "isPartOf": paper["venue"] and {"@type": "Periodical", "name": paper["venue"]["name"]},
        "isAccessibleForFree": paper["openAccess"]["isOpen"],
        "license": paper["openAccess"]["licence"],
        "keywords": [topic["name"] for topic in paper["topics"]["nodes"]],
        "identifier": doi and f"https://doi.org/{doi}",
        "sameAs": [each for each in same if each],
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/LikeAction",
            "userInteractionCount": paper["readingFrame"]["likes"],
        },
    }
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def _person(edge: Data) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": edge["name"]}
    if address := orcid(edge["node"]):
        person["sameAs"] = address
    places = [*(each["name"] for each in edge["institutions"]), *edge["affiliations"]]
    if places:
        person["affiliation"] = [{"@type": "Organization", "name": place} for place in places]
    return person


def orcid(author: Data) -> str | None:
    """The address of an author's ORCID iD."""
    return author["orcid"] and f"https://orcid.org/{author['orcid']}"


def open_graph(paper: Data, address: str) -> list[tuple[str, str]]:
    """What cards of a link show."""
    about = " ".join(readable(paper["abstract"] or "").split())
    return [
        ("og:type", "article"),
        ("og:site_name", "Peergraph"),
        ("og:title", readable(paper["title"])),
        ("og:url", address),
        ("og:description", about if len(about) <= _CARD else f"{about[:_CARD].rsplit(' ', 1)[0]} …"),
    ]


_CARD = 300
