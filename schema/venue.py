"""A venue."""

import strawberry

from graphdb import venue
from schema.connections import PaperConnection
from schema.fields import stored
from schema.lists import papers
from schema.node import Node
from schema.scalars import URL


@strawberry.type(description="Where papers are published: a journal, a conference, a repository …")
class Venue(Node):
    name: str = stored(venue.NAME, "The name.")
    issn: list[str] = stored(venue.ISSN, "Its ISSNs.")
    kind: str | None = stored(venue.KIND, "What kind of venue it is, such as `journal`.")
    homepage: URL | None = stored(venue.HOMEPAGE, "Its own page.")
    paper_count: int = stored(venue.PAPER_COUNT, "How many papers in this graph it published.")
    papers: PaperConnection = papers(venue.PAPERS, "The papers that it published, most cited first.")
