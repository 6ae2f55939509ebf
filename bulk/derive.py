"""Global step, part 2: citations, broader topics and counts, as `graphdb.ingest.links`, `graphdb.topic_rollup` and
`graphdb.denormalized` derive them."""

from typing import Final

from bulk.database import Database
from graphdb.denormalized import CROWDED, TOP

#: Label → the relation of its nodes and papers.
PAPERS_OF: Final = {
    "Author": "SELECT author AS nid, paper FROM final_authored WHERE NOT isFurther",
    "Institution": "SELECT institution AS nid, paper FROM final_origins",
    "Venue": "SELECT venue AS nid, paper FROM final_published",
    "Funder": "SELECT funder AS nid, paper FROM final_funded",
    "Award": "SELECT award AS nid, paper FROM final_supported",
    "Topic": "SELECT topic AS nid, paper FROM final_about UNION ALL SELECT topic, paper FROM within",
    "Publisher": "SELECT nid, paper FROM publisher_venue JOIN final_published USING (venue)",
}
#: The ids of papers in order of `top`: by citations, then by id, as text.
_TOP: Final = f"max_by('W' || paper, {{'c': coalesce(citations, 0), 'i': 'W' || paper}}, {TOP}) AS top"


def derive_citations(database: Database) -> None:
    """The tables `paper` (all papers), `cites`, `awaiting`, `citation` (numbers of citations) and `paper_top`."""
    database.step("papers", lambda: _papers(database))
    database.step("citations", lambda: _citations(database))
    database.step("awaited citations", lambda: _awaiting(database))
    database.step("cited papers", lambda: _paper_tops(database))


def _papers(database: Database) -> None:
    database.execute("CREATE OR REPLACE TABLE paper AS SELECT paper AS nid FROM final_papers")


def _references(database: Database) -> str:
    """A query of paper, cited work, and the work's id and position."""
    unnested = """\
SELECT paper, unnest(works) AS work, unnest(coalesce(texts, [NULL::VARCHAR])) AS text,
  generate_subscripts(works, 1) AS position FROM final_cited"""
    if not database.value("SELECT count(*) FROM alias"):
        return f"SELECT paper, work, coalesce(text, 'W' || work) AS id, position FROM ({unnested})"
    return f"""\
SELECT paper, coalesce(newNid, work) AS work, any_value(coalesce("of", text, 'W' || work)) AS id,
  min(position) AS position
FROM ({unnested}) LEFT JOIN alias ON alias.nid = work GROUP BY ALL"""


def _citations(database: Database) -> None:
    database.execute(f"""\
CREATE OR REPLACE TABLE cites AS
SELECT paper, work FROM ({_references(database)}) AS reference SEMI JOIN paper ON paper.nid = reference.work
WHERE work <> paper""")
    database.execute(
        "CREATE OR REPLACE TABLE citation AS SELECT work AS nid, count(*) AS citations FROM cites GROUP BY work"
    )


def _awaiting(database: Database) -> None:
    database.execute(f"""\
CREATE OR REPLACE TABLE awaiting AS
SELECT paper AS nid, list(id ORDER BY position) AS awaits
FROM ({_references(database)}) AS reference ANTI JOIN paper ON paper.nid = reference.work
WHERE work <> paper GROUP BY paper""")


def _paper_tops(database: Database) -> None:
    database.execute(f"""\
CREATE OR REPLACE TABLE paper_top AS
SELECT work AS nid, {_TOP}
FROM cites SEMI JOIN (FROM citation WHERE citations > {CROWDED}) AS crowded ON crowded.nid = cites.work
LEFT JOIN citation ON citation.nid = cites.paper GROUP BY work""")


def derive_affiliations(database: Database) -> None:
    """The table `affiliation`: author, institution, first and last year. Needs `exists_author`."""
    query = "SELECT author, institution, first, last FROM final_affiliated"
    if database.value("SELECT count(*) FROM alias"):
        query = """\
SELECT coalesce(a.newNid, author) AS author, coalesce(i.newNid, institution) AS institution, first, last
FROM final_affiliated LEFT JOIN alias AS a ON a.nid = author LEFT JOIN alias AS i ON i.nid = institution"""
    database.execute(f"""\
CREATE OR REPLACE TABLE affiliation AS
SELECT author, institution, min(first) AS first, max(last) AS last
FROM ({query}) AS span SEMI JOIN exists_author ON exists_author.nid = span.author GROUP BY author, institution""")


def derive_within(database: Database) -> None:
    """The tables `within` and `exists_topic`: the topics of papers and records, and those above them. Needs
    `end_topic`."""
    database.execute("""\
CREATE OR REPLACE TABLE above AS
WITH RECURSIVE above AS (
  SELECT nid, "end" FROM end_topic
  UNION SELECT above.nid, end_topic."end" FROM above JOIN end_topic ON end_topic.nid = above."end"
)
SELECT nid, "end" FROM above""")
    database.execute("""\
CREATE OR REPLACE TABLE exists_topic AS
WITH first AS (SELECT topic AS nid FROM final_about UNION SELECT nid FROM named_topic)
SELECT nid FROM first UNION SELECT "end" FROM above SEMI JOIN first ON first.nid = above.nid""")
    database.execute("""\
CREATE OR REPLACE TABLE within AS
SELECT DISTINCT about.paper, above."end" AS topic
FROM final_about AS about JOIN above ON above.nid = about.topic
ANTI JOIN final_about AS itself ON itself.paper = about.paper AND itself.topic = above."end\"""")


def derive_publishers(database: Database) -> None:
    """The tables `exists_publisher` and `publisher_venue`: the venues of each publisher and of the publishers below it.
    A publisher that is above itself counts its venues twice, as the graph's paths do."""
    parents: dict[int, int] = dict(database.execute('SELECT nid, "end" FROM end_publisher').fetchall())
    first = database.execute('SELECT "end" FROM end_venue UNION SELECT nid FROM named_publisher').fetchall()
    pairs: list[tuple[int, int]] = []
    exists: set[int] = set()
    pending = [nid for (nid,) in first]
    while pending:
        nid = pending.pop()
        if nid in exists:
            continue
        exists.add(nid)
        pairs += ((above, nid) for above in _upwards(nid, parents))
        pending += [parents[nid]] if nid in parents else []
    database.execute("CREATE OR REPLACE TABLE exists_publisher (nid BIGINT)")
    database.execute("CREATE OR REPLACE TABLE publisher_above (nid BIGINT, below BIGINT)")
    if exists:
        database.connection.executemany("INSERT INTO exists_publisher VALUES (?)", [[nid] for nid in exists])
        database.connection.executemany("INSERT INTO publisher_above VALUES (?, ?)", [[*pair] for pair in pairs])
    database.execute("""\
CREATE OR REPLACE TABLE publisher_venue AS
SELECT above.nid, end_venue.nid AS venue
FROM publisher_above AS above JOIN end_venue ON end_venue."end" = above.below""")


def _upwards(nid: int, parents: dict[int, int]) -> list[int]:
    """The publisher and those above it; no edge is used twice."""
    path, used = [nid], set[int]()
    while nid in parents and nid not in used:
        used.add(nid)
        nid = parents[nid]
        path.append(nid)
    return path


def derive_counts(database: Database, label: str) -> None:
    """The table `count_…` of a label: papers, citations, and `top` of nodes with many papers."""
    name, papers = label.lower(), PAPERS_OF[label]
    database.execute(f"""\
CREATE OR REPLACE TABLE count_{name} AS
SELECT relation.nid, count(*) AS papers, coalesce(sum(citations), 0)::BIGINT AS citations
FROM ({papers}) AS relation LEFT JOIN citation ON citation.nid = relation.paper GROUP BY relation.nid""")
    database.execute(f"""\
CREATE OR REPLACE TABLE top_{name} AS
SELECT relation.nid, {_TOP}
FROM ({papers}) AS relation SEMI JOIN (FROM count_{name} WHERE papers > {CROWDED}) AS crowded USING (nid)
LEFT JOIN citation ON citation.nid = relation.paper GROUP BY relation.nid""")


def derive_topic_authors(database: Database) -> None:
    """The table `topic_authors`: of topics with many papers, the authors with most of them, and their number."""
    database.execute(f"""\
CREATE OR REPLACE TABLE topic_author AS
SELECT relation.nid, author, count(*) AS written
FROM ({PAPERS_OF["Topic"]}) AS relation
SEMI JOIN (FROM count_topic WHERE papers > {CROWDED}) AS crowded USING (nid)
JOIN (SELECT author, paper FROM final_authored WHERE NOT isFurther) AS authored USING (paper)
GROUP BY relation.nid, author""")
    database.execute(f"""\
CREATE OR REPLACE TABLE topic_authors AS
SELECT topic.nid, count(*) AS authorCount,
  max_by({{'id': id, 'written': written}}, {{'written': written, 'id': id}}, {TOP}) AS authors
FROM topic_author AS topic JOIN author_id ON author_id.nid = topic.author GROUP BY topic.nid""")
