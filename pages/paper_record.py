"""Metadata of a paper page: for reference managers, search engines and link previews.

Sources: Google Scholar, Inclusion Guidelines for Webmasters (Highwire Press tags), as Zotero's Embedded Metadata reads
them; schema.org, ScholarlyArticle; The Open Graph protocol.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from exports.png import HEIGHT, WIDTH
from pages.links import byline
from plaintext.formulas import readable

Data = Mapping[str, Any]


def highwire(paper: Data, address: str) -> list[tuple[str, str]]:
    """The `citation_…` tags, in order: an author's institutions and iD follow the author."""
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
    open_url = paper["openAccess"]["url"]
    yield "pdf_url", open_url if open_url and open_url.lower().endswith(".pdf") else None


_VENUES = {"CHAPTER": "inbook_title", "BOOK": "publisher", "DISSERTATION": "dissertation_institution"}


def json_ld(paper: Data, address: str) -> dict[str, Any]:
    """The paper as a schema.org record."""
    identifiers: Data = paper["identifiers"]
    doi, arxiv = identifiers["doi"], identifiers["arxiv"]
    equivalents = [doi and f"https://doi.org/{doi}", arxiv and f"https://arxiv.org/abs/{arxiv}", paper["url"]]
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
        "sameAs": [url for url in equivalents if url],
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
    affiliations = [*(institution["name"] for institution in edge["institutions"]), *edge["affiliations"]]
    if affiliations:
        person["affiliation"] = [{"@type": "Organization", "name": name} for name in affiliations]
    return person


def orcid(author: Data) -> str | None:
    """The URL of an author's ORCID iD."""
    return author["orcid"] and f"https://orcid.org/{author['orcid']}"


def open_graph(paper: Data, address: str) -> list[tuple[str, str]]:
    """The Open Graph tags for link previews; the image is the map."""
    title = readable(paper["title"])
    tags = [
        ("og:type", "article"),
        ("og:site_name", "Peergraph"),
        ("og:title", title),
        ("og:url", address),
        ("og:description", description(paper)),
    ]
    if paper["deletedOn"]:
        return tags
    return [
        *tags,
        ("og:image", f"{address}/map.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", f"The research map around “{title}”"),
    ]


def description(paper: Data) -> str:
    """The beginning of the abstract as plain text on one line; without an abstract the byline."""
    authors: Data = paper["authors"]
    text = " ".join(readable(paper["abstract"] or "").split()) or byline(
        {**paper, "authors": {**authors, "nodes": authors["edges"][:3]}}
    )
    return text if len(text) <= _MAX_DESCRIPTION else f"{text[:_MAX_DESCRIPTION].rsplit(' ', 1)[0]} …"


#: Characters of a description in metadata.
_MAX_DESCRIPTION: Final = 300
