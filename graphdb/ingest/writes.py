"""The statement that writes a batch: nodes, papers and the edges between them, in one transaction.

Each node is matched or created once and collected in a list; edges name their ends by index in these lists, so that an
edge needs no index lookup. The statement fails if a list does not have the planned length.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.ingest import funding, locations, membership
from graphdb.ingest.rows import Label
from graphdb.ingest.run import FENCE, PLANNED_ONCE, Run

Rows = list[list[Any]]


@dataclass(slots=True)
class Nodes:
    """The nodes of one label in a batch. `index`: the index of each node in the statement's list, by id.

    `created`: id, properties, number of papers, whether its derived properties are stale. `existing`: id, properties to
    change, whether its derived properties are stale.
    """

    created: Rows = field(default_factory=Rows)
    existing: Rows = field(default_factory=Rows)
    index: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True)
class Writes:
    """The parameters of the statement. Ends of edges are indexes in the lists of `nodes`."""

    nodes: dict[Label, Nodes]
    authored: Rows = field(default_factory=Rows)
    #: Places of a byline beyond an author's first (`graphdb.ingest.bylines`).
    also_authored: Rows = field(default_factory=Rows)
    origins: Rows = field(default_factory=Rows)
    about: Rows = field(default_factory=Rows)
    published: Rows = field(default_factory=Rows)
    first_affiliated: Rows = field(default_factory=Rows)
    affiliated: Rows = field(default_factory=Rows)
    broader: Rows = field(default_factory=Rows)
    resources: Rows = field(default_factory=Rows)
    aliases: Rows = field(default_factory=Rows)
    located: Rows = field(default_factory=Rows)
    funded: Rows = field(default_factory=Rows)
    supported: Rows = field(default_factory=Rows)
    #: By label: index of the node, id of its end or None (`graphdb.ingest.membership`).
    belonging: dict[Label, Rows] = field(default_factory=dict[Label, Rows])
    #: Index of the paper, id and properties of each claim about it.
    claims: Rows = field(default_factory=Rows)
    #: The same for institutions.
    institution_claims: Rows = field(default_factory=Rows)
    #: Ids of claims to delete.
    withdrawn: list[str] = field(default_factory=list[str])
    #: Indexes of papers whose claims are combined.
    combined: list[int] = field(default_factory=list[int])
    #: Indexes of papers whose bylines, topics, venue, locations or funding are replaced.
    without_bylines: list[int] = field(default_factory=list[int])
    without_topics: list[int] = field(default_factory=list[int])
    without_venue: list[int] = field(default_factory=list[int])
    without_locations: list[int] = field(default_factory=list[int])
    without_funding: list[int] = field(default_factory=list[int])

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        changed = (node.created or any(row[1] or row[2] for row in node.existing) for node in self.nodes.values())
        return any(changed) or any(
            (self.authored, self.also_authored, self.origins, self.about, self.published, self.first_affiliated,
             self.affiliated, self.broader, self.resources, self.aliases, self.claims, self.combined,
             self.institution_claims, self.without_bylines, self.without_topics, self.without_venue, self.located,
             self.without_locations, self.funded, self.supported, self.belonging, self.without_funding)
        )  # fmt: skip


_NODES: Final = cypher("""\
CALL () {
  UNWIND $created{label} AS row
  CREATE (node:{label} {id: row[0], papers: row[2]{m}})
  SET node += row[1]
  FOREACH (_ IN CASE WHEN row[3] THEN [1] ELSE [] END | SET node:Stale)
  RETURN collect(node) AS created{label}
}
CALL () {
  UNWIND $existing{label} AS row
  MATCH (node:{label} {id: row[0]})
  SET node += row[1]
  FOREACH (_ IN CASE WHEN row[2] THEN [1] ELSE [] END | SET node:Stale)
  RETURN collect(node) AS existing{label}
}
WITH *, created{label} + existing{label} AS {n}
WITH *, CASE WHEN size({n}) = size($created{label}) + size($existing{label}) THEN 0 ELSE 1 / 0 END AS all{label}
""")
_PAPERS: Final = cypher("""\
CALL () {
  UNWIND $createdPaper AS row
  CREATE (n:Paper {id: row[0], citations: 0, readAt: $now, addedAt: $now})
  SET n += row[1]
  FOREACH (_ IN CASE WHEN row[3] THEN [1] ELSE [] END | SET n:Unlinked)
  RETURN collect(n) AS createdPaper
}
CALL () {
  UNWIND $existingPaper AS row
  MATCH (n:Paper {id: row[0]})
  SET n += row[1], n.readAt = $now
  FOREACH (_ IN CASE WHEN row[2] THEN [1] ELSE [] END | SET n:Unlinked)
  RETURN collect(n) AS existingPaper
}
WITH *, createdPaper + existingPaper AS papers
WITH *, CASE WHEN size(papers) = size($createdPaper) + size($existingPaper) THEN 0 ELSE 1 / 0 END AS allPaper
""")
_REMOVALS: Final = cypher("""\
CALL (papers) {
  UNWIND $withoutBylines AS index
  WITH papers[index] AS p
  MATCH (p)<-[edge:AUTHORED|ALSO_AUTHORED]-(far)
  SET far:Stale
  DELETE edge
}
CALL (papers) {
  UNWIND $withoutBylines AS index
  WITH papers[index] AS p
  MATCH (p)-[edge:FROM]->(far)
  SET far:Stale
  DELETE edge
}
CALL (papers) {
  UNWIND $withoutTopics AS index
  WITH papers[index] AS p
  MATCH (p)-[edge:ABOUT]->(far)
  SET far:Stale, p:Unplaced
  DELETE edge
}
CALL (papers) {
  UNWIND $withoutVenue AS index
  WITH papers[index] AS p
  MATCH (p)-[edge:PUBLISHED_IN]->(far)
  SET far:Stale
  DELETE edge
}
""")
_EDGES: Final = cypher("""\
CALL (papers) {
  UNWIND $withoutBylines + [row IN $authored | row[1]] AS index
  WITH DISTINCT papers[index] AS p
  MATCH (p)-[:ABOUT|WITHIN]->(topic)
  WITH DISTINCT topic
  SET topic:Stale
}
CALL (papers, authors) {
  UNWIND $authored AS row
  WITH authors[row[0]] AS author, papers[row[1]] AS paper, row
  CREATE (author)-[:AUTHORED {position: row[2], corresponding: row[3], institutions: row[4], name: row[5],
    affiliations: CASE row[6] WHEN [] THEN null ELSE row[6] END,
    countries: CASE row[7] WHEN [] THEN null ELSE row[7] END}]->(paper)
}
CALL (papers, authors) {
  UNWIND $alsoAuthored AS row
  WITH authors[row[0]] AS author, papers[row[1]] AS paper, row
  CREATE (author)-[:ALSO_AUTHORED {position: row[2], corresponding: row[3], institutions: row[4], name: row[5],
    affiliations: CASE row[6] WHEN [] THEN null ELSE row[6] END,
    countries: CASE row[7] WHEN [] THEN null ELSE row[7] END}]->(paper)
}
CALL (papers, institutions) {
  UNWIND $origins AS row
  WITH papers[row[0]] AS paper, institutions[row[1]] AS institution
  CREATE (paper)-[:FROM]->(institution)
}
CALL (papers, topics) {
  UNWIND $about AS row
  WITH papers[row[0]] AS paper, topics[row[1]] AS topic, row
  CREATE (paper)-[:ABOUT {score: row[2], primary: row[3]}]->(topic)
  SET paper:Unplaced
}
CALL (papers, venues) {
  UNWIND $published AS row
  WITH papers[row[0]] AS paper, venues[row[1]] AS venue
  CREATE (paper)-[:PUBLISHED_IN]->(venue)
}
CALL (authors, institutions) {
  UNWIND $firstAffiliated AS row
  WITH authors[row[0]] AS author, institutions[row[1]] AS institution, row
  CREATE (author)-[:AFFILIATED_WITH {firstYear: row[2], lastYear: row[3]}]->(institution)
}
CALL (authors, institutions) {
  UNWIND $affiliated AS row
  WITH authors[row[0]] AS author, institutions[row[1]] AS institution, row
  MERGE (author)-[edge:AFFILIATED_WITH]->(institution)
  SET edge.firstYear = row[2], edge.lastYear = row[3]
}
""")
_RARE: Final = cypher("""\
CALL (topics) {
  UNWIND $broader AS row
  WITH topics[row[0]] AS topic, topics[row[1]] AS above
  OPTIONAL MATCH (topic)-[edge:BROADER]->()
  DELETE edge
  WITH DISTINCT topic, above
  CREATE (topic)-[:BROADER]->(above)
}
CALL (topics) {
  UNWIND $broader AS row
  WITH DISTINCT topics[row[0]] AS topic
  MATCH (topic)<-[:BROADER]-*(below)
  SET below:Unplaced
}
CALL (papers) {
  UNWIND $resources AS row
  WITH papers[row[0]] AS paper, row
  MERGE (resource:Resource {id: row[1]})
  ON CREATE SET resource.addedAt = $now
  SET resource += row[2]
  FOREACH (_ IN CASE WHEN EXISTS { (resource)-[:HIDDEN_FROM]->(paper) } THEN [] ELSE [1] END |
    MERGE (paper)-[:HAS]->(resource)
  )
}
CALL (papers) {
  UNWIND $claims AS row
  WITH papers[row[0]] AS paper, row
  MERGE (record:SourceClaim {id: row[1]})
  SET record += row[2], record.readAt = coalesce(row[2].readAt, $now)
  MERGE (record)-[:DESCRIBES]->(paper)
}
CALL () {
  UNWIND $withdrawn AS id
  MATCH (record:SourceClaim {id: id})
  DETACH DELETE record
}
CALL (institutions) {
  UNWIND $institutionClaims AS row
  WITH institutions[row[0]] AS institution, row
  MERGE (record:SourceClaim {id: row[1]})
  SET record += row[2], record.readAt = coalesce(row[2].readAt, $now)
  MERGE (record)-[:DESCRIBES]->(institution)
}
CALL (papers) {
  UNWIND $combined AS index
  WITH papers[index] AS paper
  REMOVE paper:Contested
}
CALL () {
  UNWIND $aliases AS row
  MERGE (alias:Alias {id: row[0]})
  SET alias.of = row[1]
}
RETURN true
""")


def _nodes(label: Cypher, plural: Cypher, zeros: Cypher) -> Cypher:
    return _NODES.fill(label=label, n=plural, m=zeros)


WRITE: Final = join("", (
    PLANNED_ONCE, FENCE,
    _nodes(cypher("Author"), cypher("authors"), cypher(", citations: 0")),
    _nodes(cypher("Institution"), cypher("institutions"), cypher(", citations: 0, authors: 0")),
    _nodes(cypher("Topic"), cypher("topics"), cypher("")),
    _nodes(cypher("Venue"), cypher("venues"), cypher("")),
    _nodes(cypher("Funder"), cypher("funders"), cypher("")),
    _nodes(cypher("Publisher"), cypher("publishers"), cypher("")),
    _nodes(cypher("Award"), cypher("awards"), cypher("")),
    _PAPERS, _REMOVALS, _EDGES, locations.WRITE, funding.WRITE, membership.WRITE, _RARE,
))  # fmt: skip


async def write(run: Run, writes: Writes) -> None:
    """Write the batch in one transaction."""
    nodes: dict[str, Rows] = {}
    for label, rows in writes.nodes.items():
        nodes |= {f"created{label}": rows.created, f"existing{label}": rows.existing}
    await run.write(
        WRITE,
        {
            **nodes,
            "authored": writes.authored,
            "alsoAuthored": writes.also_authored,
            "origins": writes.origins,
            "about": writes.about,
            "published": writes.published,
            "firstAffiliated": writes.first_affiliated,
            "affiliated": writes.affiliated,
            "broader": writes.broader,
            "resources": writes.resources,
            "aliases": writes.aliases,
            "claims": writes.claims,
            "withdrawn": writes.withdrawn,
            "institutionClaims": writes.institution_claims,
            "combined": writes.combined,
            "withoutBylines": writes.without_bylines,
            "withoutTopics": writes.without_topics,
            "withoutVenue": writes.without_venue,
            "located": writes.located,
            "withoutLocations": writes.without_locations,
            "funded": writes.funded,
            "supported": writes.supported,
            "withoutFunding": writes.without_funding,
            **{f"belonging{label}": writes.belonging.get(label, []) for label in membership.BELONGINGS},
        },
    )
