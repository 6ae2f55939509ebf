"""`paper`: what decides whether a paper is worth reading, on one page."""

from typing import Any, Final

from pydantic import Field

from assistants.paper_line import LINE, line, names
from assistants.tool import Arguments, Data, Identifier, NoSuchNode, Tool

#: Maximum length of an abstract and of a text of a review, in characters.
_MAX_ABSTRACT: Final = 4_000
_MAX_REVIEW_TEXT: Final = 500

PAPER_ID: Final = "The paper: an id from a result, a DOI, an arXiv id, an OpenAlex id, a PubMed id or a URL, as pasted."


class PaperArguments(Arguments):
    """Arguments of `paper`."""

    paper: Identifier = Field(description=PAPER_ID)


_DOCUMENT: Final = (
    """query ($paper: ID!) {
  paper(by: {id: $paper}) {
    id
    title
    abstract
    kind
    year
    publishedOn
    deletedOn
    retracted
    url
    identifiers { doi arxiv openalex pmid }
    openAccess { isOpen url }
    venue { id name }
    citationCount
    referenceCount
    reviewCount
    authors(first: 10) { totalCount edges { name node { id } institutions { name } } }
    topics(first: 5) { nodes { id name } }
    references(first: 5) { nodes { ...Line } }
    citations(first: 5) { nodes { ...Line } }
    reviews(first: 3) {
      nodes { id author { name } recommendation points { kind text about } }
    }
  }
}"""
    + LINE
)


def _result(data: Data, arguments: PaperArguments) -> dict[str, Any]:
    paper: Data | None = data["paper"]
    if paper is None:
        raise NoSuchNode("paper", arguments.paper)
    return {
        "id": paper["id"],
        "title": paper["title"],
        "abstract": _cut(paper["abstract"], _MAX_ABSTRACT),
        "kind": paper["kind"].lower(),
        "year": paper["year"],
        "publishedOn": paper["publishedOn"],
        "retracted": paper["retracted"] or None,
        "deletedOn": paper["deletedOn"],
        "identifiers": paper["identifiers"],
        "url": paper["url"],
        "openAccess": paper["openAccess"],
        "venue": paper["venue"],
        "authors": [_author(edge) for edge in paper["authors"]["edges"]],
        "authorCount": paper["authors"]["totalCount"],
        "byline": names(paper["authors"]),
        "topics": paper["topics"]["nodes"],
        "citationCount": paper["citationCount"],
        "referenceCount": paper["referenceCount"],
        "mostCitedReferences": [line(each) for each in paper["references"]["nodes"]],
        "mostCitedCitations": [line(each) for each in paper["citations"]["nodes"]],
        "reviewCount": paper["reviewCount"],
        "latestReviews": [_review(each) for each in paper["reviews"]["nodes"]],
    }


def _author(edge: Data) -> dict[str, Any]:
    return {"id": edge["node"]["id"], "name": edge["name"], "at": [each["name"] for each in edge["institutions"]]}


def _review(review: Data) -> dict[str, Any]:
    points = [{**each, "text": _cut(each["text"], _MAX_REVIEW_TEXT)} for each in review["points"][:10]]
    return {
        "id": review["id"], "by": review["author"]["name"], "recommendation": review["recommendation"],
        "points": points,
    }  # fmt: skip


def _cut(text: str | None, length: int) -> str | None:
    return text if text is None or len(text) <= length else f"{text[:length]} …"


PAPER: Final = Tool(
    "paper",
    "Read the page of a paper",
    "Returns one paper: title, abstract, authors with institutions, venue, identifiers, open access, retraction,"
    " topics, its most cited references and citations, and its latest structured reviews. Counts are those within this"
    " graph.",
    PaperArguments,
    _DOCUMENT,
    _result,
)
