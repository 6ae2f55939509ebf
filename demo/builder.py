"""The demo's files → records with ids."""

import hashlib
from collections.abc import Iterable
from typing import Final

from demo.records import (
    About,
    Affiliation,
    Author,
    Authorship,
    Broader,
    Citation,
    Demo,
    Institution,
    Origin,
    Paper,
    PublishedIn,
    Resource,
    Topic,
    Venue,
)
from demo.slugs import display_name, slug
from demo.sources import DemoError, PaperEntry, Sources
from identifiers import arxiv, doi, ror

SOURCE: Final = "demo"
_PRIMARY, _SECONDARY = 1.0, 0.5


def build(sources: Sources) -> Demo:
    """The records of all files. Raises DemoError on a name or key that no file defines."""
    papers = list(sources.papers.values())
    ids = {paper.key: _paper_id(paper) for paper in papers}
    authorships = [edge for paper in papers for edge in _authorships(paper, ids[paper.key], sources)]
    return Demo(
        papers=[_paper(paper, ids[paper.key], sources) for paper in papers],
        authors=_authors(papers, sources),
        institutions=[_institution(name, sources) for name in sources.institutions],
        topics=[_topic(name, sources) for name in sources.topics],
        venues=[_venue(name, sources) for name in sources.venues],
        resources=[_code(paper, ids[paper.key]) for paper in papers if paper.code],
        citations=[edge for paper in papers for edge in _citations(paper, ids)],
        authorships=authorships,
        origins=[
            Origin(paper=ids[paper.key], institution=_institution_id(name, sources))
            for paper in papers
            for name in paper.institutions
        ],
        affiliations=_affiliations(authorships, {ids[paper.key]: paper.year for paper in papers}),
        about=[edge for paper in papers for edge in _about(paper, ids[paper.key], sources)],
        broader=[
            Broader(narrower=_topic_id(name, sources), broader=_topic_id(entry["broader"], sources))
            for name, entry in sources.topics.items()
            if "broader" in entry
        ],
        published_in=[
            PublishedIn(paper=ids[paper.key], venue=f"venue:{slug(_venue_name(paper, sources))}") for paper in papers
        ],
    )


def _paper_id(paper: PaperEntry) -> str:
    if (arxiv_id := arxiv.parse(paper.arxiv or "")) is not None:
        return f"arxiv:{arxiv_id}"
    if (doi_id := doi.parse(paper.doi or "")) is not None:
        return f"doi:{doi_id}"
    raise DemoError(f"The demo's paper {paper.key} has neither a valid arXiv id nor a valid DOI: add one.")


def _paper(paper: PaperEntry, node: str, sources: Sources) -> Paper:
    preprint = sources.venues[_venue_name(paper, sources)]["kind"] == "repository"
    record = Paper(
        id=node,
        title=paper.title,
        abstract=paper.summary,
        abstractKind="SUMMARY",
        kind="PREPRINT" if preprint else "ARTICLE",
        year=paper.year,
        language="en",
        url=f"https://doi.org/{paper.doi}" if paper.doi else f"https://arxiv.org/abs/{paper.arxiv}",
        retracted=False,
        source=SOURCE,
    )
    if paper.published:
        record["publishedOn"] = paper.published
    if (doi_id := doi.parse(paper.doi or "")) is not None:
        record["doi"] = doi_id
    if (arxiv_id := arxiv.parse(paper.arxiv or "")) is not None:
        record["arxiv"] = arxiv_id
        record["isOpen"], record["oaStatus"], record["oaUrl"] = True, "GREEN", f"https://arxiv.org/abs/{arxiv_id}"
    return record


def _author_id(name: str, sources: Sources) -> str:
    return f"author:{slug(sources.spellings.get(name, name))}"


def _authors(papers: Iterable[PaperEntry], sources: Sources) -> list[Author]:
    names = {sources.spellings.get(author.name, author.name): None for paper in papers for author in paper.authors}
    by_slug: dict[str, str] = {}
    for name in names:
        existing = by_slug.setdefault(slug(name), name)
        if existing != name:
            raise DemoError(
                f"{name!r} and {existing!r} have the same id in the demo: list them as one person in people.toml."
            )
    return [Author(id=f"author:{key}", name=display_name(name), source=SOURCE) for key, name in by_slug.items()]


def _authorships(paper: PaperEntry, node: str, sources: Sources) -> list[Authorship]:
    return [
        Authorship(
            author=_author_id(author.name, sources),
            paper=node,
            position=position,
            institutions=[_institution_id(name, sources) for name in author.institutions],
        )
        for position, author in enumerate(paper.authors, start=1)
    ]


def _affiliations(authorships: Iterable[Authorship], years: dict[str, int]) -> list[Affiliation]:
    by_pair: dict[tuple[str, str], list[int]] = {}
    for edge in authorships:
        for institution in edge["institutions"]:
            by_pair.setdefault((edge["author"], institution), []).append(years[edge["paper"]])
    return [
        Affiliation(author=author, institution=institution, firstYear=min(list_years), lastYear=max(list_years))
        for (author, institution), list_years in by_pair.items()
    ]


def _institution_id(name: str, sources: Sources) -> str:
    if name not in sources.institutions:
        raise DemoError(f"The demo's papers have an institution that institutions.toml lacks: {name}.")
    return f"institution:{slug(name)}"


def _institution(name: str, sources: Sources) -> Institution:
    entry = sources.institutions[name]
    record = Institution(
        id=_institution_id(name, sources),
        name=name,
        country=entry["country"],
        city=entry["city"],
        kind=entry["kind"],
        source=SOURCE,
    )
    if "homepage" in entry:
        record["homepage"] = entry["homepage"]
    if (ror_id := ror.parse(entry.get("ror", ""))) is not None:
        record["ror"] = ror_id
    return record


def _topic_id(name: str, sources: Sources) -> str:
    if name not in sources.topics:
        raise DemoError(f"The demo's files have a topic that topics.toml lacks: {name}.")
    return f"topic:{slug(name)}"


def _topic(name: str, sources: Sources) -> Topic:
    entry = sources.topics[name]
    return Topic(
        id=_topic_id(name, sources),
        name=name,
        level=entry["level"],
        description=entry["description"],
        source=SOURCE,
    )


def _about(paper: PaperEntry, node: str, sources: Sources) -> list[About]:
    return [
        About(paper=node, topic=_topic_id(name, sources), score=_SECONDARY if index else _PRIMARY, primary=index == 0)
        for index, name in enumerate(paper.topics)
    ]


def _venue_name(paper: PaperEntry, sources: Sources) -> str:
    if paper.venue not in sources.venues:
        raise DemoError(f"The demo's papers have a venue that venues.toml lacks: {paper.venue}.")
    return paper.venue


def _venue(name: str, sources: Sources) -> Venue:
    entry = sources.venues[name]
    record = Venue(id=f"venue:{slug(name)}", name=name, kind=entry["kind"], source=SOURCE)
    if "homepage" in entry:
        record["homepage"] = entry["homepage"]
    return record


def _code(paper: PaperEntry, node: str) -> Resource:
    """The code of a paper. Its id is a digest of paper and address, so that a second load adds nothing."""
    url = paper.code or ""
    digest = hashlib.sha256(f"{node} {url}".encode()).hexdigest()[:20]
    return Resource(id=f"res_{digest}", paper=node, kind="CODE", url=url, title=url.split("//")[-1])


def _citations(paper: PaperEntry, ids: dict[str, str]) -> list[Citation]:
    if unknown := [key for key in paper.cites if key not in ids]:
        raise DemoError(f"The demo's paper {paper.key} cites keys that no paper has: {', '.join(unknown)}.")
    return [Citation(citing=ids[paper.key], cited=ids[key]) for key in paper.cites]
