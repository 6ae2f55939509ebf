"""Writes the final tables of a generated graph of any size, from which `peergraph import` makes a graph.

    python -m benchmarks.scale FOLDER --papers 10000000

The graph has ten citations, four authors and three topics per paper, as skewed as real ones: of 10 million papers the
first has 160,000 citations. DuckDB generates it from hashes of the indices, in slices of papers, with bounded memory
and temporary files in the folder. Nodes have all properties that the service reads, including the derived ones.
"""

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb

from benchmarks.importing import WORDS
from bulk.final_tables import VERSION
from graphdb.denormalized import CROWDED, TOP

#: Papers whose rows are in memory at the same time.
SLICE: Final = 500_000
FIELDS: Final = 26
DOMAINS: Final = 4
#: Words of an abstract, and the number of different abstracts.
ABSTRACT_WORDS: Final = 60
ABSTRACTS: Final = 500

#: `u`: a random number in [0, 1) of an index and a purpose. `skewed`: a random index below `n` by a power law.
MACROS: Final = """\
CREATE MACRO u(i, purpose) AS (hash(i, purpose) >> 11)::DOUBLE / 9007199254740992.0;
CREATE MACRO skewed(i, purpose, n, power) AS floor(n * pow(u(i, purpose), power))::BIGINT;
CREATE MACRO home(author) AS skewed(author, 'home', {institutions}, 2.5);
CREATE MACRO year(paper) AS 1990 + floor(37 * u(paper, 'year'))::BIGINT;
CREATE MACRO venue(paper) AS skewed(paper, 'venue', {venues}, 2.5);
CREATE TABLE topics AS
  SELECT t, CASE WHEN t < {subfields} THEN {leaves} + t % {fields} WHEN t < {leaves} THEN t % {subfields}
      WHEN t < {leaves} + {fields} THEN {leaves} + {fields} + (t - {leaves}) % {domains} END AS broader,
    CASE WHEN t < {subfields} THEN 'SUBFIELD' WHEN t < {leaves} THEN 'TOPIC'
      WHEN t < {leaves} + {fields} THEN 'FIELD' ELSE 'DOMAIN' END AS level
  FROM range({topics}) AS numbers(t);
CREATE TABLE above AS
  WITH RECURSIVE up(t, above) AS (
    SELECT t, broader FROM topics WHERE broader IS NOT NULL
    UNION SELECT up.t, topics.broader FROM up JOIN topics ON topics.t = up.above WHERE topics.broader IS NOT NULL
  ) SELECT * FROM up;
CREATE TABLE abstracts AS SELECT unnest({abstracts}) AS text, unnest(range({abstract_count})) AS number;
"""
#: The edges of the papers from `first` to before `last`, as indices; `listed` is about or within a topic.
CITES: Final = """\
SELECT DISTINCT paper, skewed(paper * 64 + place, 'cites', {papers}, 2.5) AS cited
FROM (SELECT paper, unnest(range(5 + (hash(paper) % 11)::BIGINT)) AS place FROM range({first}, {last}) AS p(paper))
WHERE cited <> paper"""
BYLINES: Final = """\
SELECT paper, author, row_number() OVER (PARTITION BY paper ORDER BY author) AS position
FROM (
  SELECT DISTINCT paper, skewed(paper * 64 + place, 'author', {authors}, 1.5) AS author
  FROM (SELECT paper, unnest(range(1 + (hash(paper) % 7)::BIGINT)) AS place FROM range({first}, {last}) AS p(paper))
)"""
ABOUT: Final = """\
SELECT paper, topic, min(place) AS place
FROM (SELECT paper, place, skewed(paper * 64 + place, 'topic', {leaves}, 2.5) AS topic
  FROM (SELECT paper, unnest(range(3)) AS place FROM range({first}, {last}) AS p(paper)))
GROUP BY ALL"""
WITHIN: Final = f"""\
WITH about AS ({ABOUT})
SELECT DISTINCT paper, above.above AS topic FROM about JOIN above ON above.t = topic
ANTI JOIN about AS direct ON direct.paper = about.paper AND direct.topic = above.above"""


class Tables:
    """The tables of one graph. Nodes of each label are the indices from 0; `nid` is an index and an offset."""

    def __init__(self, folder: Path, papers: int, memory: str) -> None:
        self.folder = folder
        self.sizes = {
            "Paper": papers, "Author": papers * 3 // 2, "Institution": max(50, papers // 300),
            "Topic": max(100, min(4_500, papers // 66)) + FIELDS + DOMAINS, "Venue": max(20, papers // 600),
        }  # fmt: skip
        self.counts = dict[str, int]()
        folder.mkdir(parents=True, exist_ok=True)
        self.database = duckdb.connect(str(folder / "scale.duckdb"))
        self.database.execute(f"SET memory_limit = '{memory}'")
        self.database.execute(f"SET temp_directory = '{folder / 'temporary'}'")
        self.database.execute("SET preserve_insertion_order = false")
        leaves = self.sizes["Topic"] - FIELDS - DOMAINS
        self.values = {
            "papers": papers, "authors": self.sizes["Author"], "institutions": self.sizes["Institution"],
            "venues": self.sizes["Venue"], "topics": self.sizes["Topic"], "leaves": leaves, "subfields": leaves // 16,
            "fields": FIELDS, "domains": DOMAINS, "abstracts": _abstracts(), "abstract_count": ABSTRACTS,
            "crowded": CROWDED, "top": TOP,
        }  # fmt: skip
        labels = list(self.sizes)
        for label in labels:
            self.values[label] = sum(self.sizes[earlier] for earlier in labels[: labels.index(label)])
        self.database.execute(MACROS.format(**self.values))

    def write(self) -> None:
        """Write all tables and their manifest."""
        for name, query in EDGES.items():
            for number, first, last in self._slices(self.sizes["Paper"]):
                self._copy("edges", name, number, query, first, last)
        for name, (label, query) in AUTHOR_EDGES.items():
            for number, first, last in self._slices(self.sizes[label]):
                self._copy("edges", name, number, query, first, last)
        for statement in DERIVED:
            self.database.execute(self._filled(statement))
        for label, query in NODES.items():
            for number, first, last in self._slices(self.sizes[label]):
                self._copy("nodes", label, number, query, first, last)
        self.database.close()
        (self.folder / "scale.duckdb").unlink()
        nodes = {label: self.counts[label] for label in NODES}
        edges = {name: number for name, number in self.counts.items() if name not in nodes}
        manifest: dict[str, object] = {
            "version": VERSION, "source parts": [], "days": {}, "filter": None, "nodes": nodes, "edges": edges
        }  # fmt: skip
        (self.folder / "manifest.json").write_text(json.dumps(manifest, indent=2))

    def _slices(self, size: int) -> Iterator[tuple[int, int, int]]:
        for number, first in enumerate(range(0, size, SLICE)):
            yield number, first, min(first + SLICE, size)

    def _copy(self, kind: str, name: str, number: int, query: str, first: int, last: int) -> None:
        path = self.folder / kind / name / f"part-{number:04}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        statement = f"COPY ({self._filled(query, first, last)}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
        (rows,) = self.database.execute(statement).fetchone() or (0,)
        self.counts[name] = self.counts.get(name, 0) + int(rows)

    def _filled(self, query: str, first: int = 0, last: int = 0) -> str:
        return query.format(**self.values, first=first, last=last, folder=self.folder)


#: Edges whose source or target is a paper, by slice of papers.
EDGES: Final = {
    "CITES": f'SELECT paper AS start, cited AS "end" FROM ({CITES})',
    "AUTHORED": f"""\
SELECT author + {{Author}} AS start, paper AS "end", position, position = 1 AS corresponding,
  CASE WHEN u(author, 'home') < 2 THEN ['I' || (1000000 + home(author))] END AS institutions FROM ({BYLINES})""",
    "FROM": f"""\
SELECT DISTINCT paper AS start, home(author) + {{Institution}} AS "end" FROM ({BYLINES})""",
    "ABOUT": f"""\
SELECT paper AS start, topic + {{Topic}} AS "end", round(0.99 - place / 4, 2)::DOUBLE AS score, place = 0 AS "primary"
FROM ({ABOUT})""",
    "WITHIN": f'SELECT paper AS start, topic + {{Topic}} AS "end" FROM ({WITHIN})',
    "PUBLISHED_IN": 'SELECT paper AS start, venue(paper) + {Venue} AS "end" FROM range({first}, {last}) AS p(paper)',
}
#: Edges between other nodes, by slice of their source.
AUTHOR_EDGES: Final = {
    "AFFILIATED_WITH": (
        "Author",
        """\
SELECT author + {Author} AS start, home(author) + {Institution} AS "end", 1990 AS firstYear, 2026 AS lastYear
FROM range({first}, {last}) AS a(author)""",
    ),
    "BROADER": (
        "Topic",
        """\
SELECT t + {Topic} AS start, broader + {Topic} AS "end" FROM topics
WHERE broader IS NOT NULL AND t >= {first} AND t < {last}""",
    ),
}
_EDGE: Final = "read_parquet('{{folder}}/edges/{edge}/*.parquet')"


def _counts(table: str, edge: str, key: str, paper: str, offset: str) -> list[str]:
    """Statements for the number of papers, the sum of their citations, and the top list of each node of a kind."""
    edges = _EDGE.format(edge=edge)
    return [
        f"""\
CREATE TABLE {table} AS
SELECT "{key}" - {offset} AS node, count(*) AS papers, sum(coalesce(cited.papers, 0))::BIGINT AS citations
FROM {edges} AS edge LEFT JOIN cited ON cited.node = "{paper}" GROUP BY ALL""",
        f"""\
CREATE TABLE {table}_top AS
SELECT {table}.node, max(coalesce(cited.papers, 0)::HUGEINT * 1000000000 + "{paper}", {{top}}) AS top
FROM {edges} AS edge JOIN {table} ON {table}.node = "{key}" - {offset} AND {table}.papers > {{crowded}}
LEFT JOIN cited ON cited.node = "{paper}" GROUP BY ALL""",
    ]


DERIVED: Final = [
    f'CREATE TABLE cited AS SELECT "end" AS node, count(*) AS papers FROM {_EDGE.format(edge="CITES")} GROUP BY ALL',
    *_counts("paper_counts", "CITES", "end", "start", "0"),
    *_counts("author_counts", "AUTHORED", "start", "end", "{Author}"),
    *_counts("institution_counts", "FROM", "end", "start", "{Institution}"),
    *_counts("venue_counts", "PUBLISHED_IN", "end", "start", "{Venue}"),
    f"""\
CREATE VIEW listed AS SELECT start, "end" FROM {_EDGE.format(edge="ABOUT")}
UNION ALL SELECT start, "end" FROM {_EDGE.format(edge="WITHIN")}""",
    """\
CREATE TABLE topic_counts AS SELECT "end" - {Topic} AS node, count(*) AS papers FROM listed GROUP BY ALL""",
    """\
CREATE TABLE topic_counts_top AS
SELECT "end" - {Topic} AS node, max(coalesce(cited.papers, 0)::HUGEINT * 1000000000 + start, {top}) AS top
FROM listed JOIN topic_counts ON topic_counts.node = "end" - {Topic} AND topic_counts.papers > {crowded}
LEFT JOIN cited ON cited.node = start GROUP BY ALL""",
    f"""\
CREATE TABLE staff AS
SELECT "end" - {{Institution}} AS node, count(*) AS authors FROM {_EDGE.format(edge="AFFILIATED_WITH")} GROUP BY ALL""",
]
_TOP: Final = "list_transform(top, lambda rank: 'W' || (1000000 + rank % 1000000000)) AS top"


def _entity(label: str, letter: str, name: str, more: str, join: str = "", sums: str = "") -> str:
    table = f"{label.lower()}_counts"
    return f"""\
SELECT node + {{{label}}} AS nid, '{letter}' || (1000000 + node) AS id, '{letter}' || (1000000 + node) AS openalex,
  '{name} ' || node AS name, '{name.lower()} ' || node AS sortName, coalesce({table}.papers, 0) AS papers,{sums}
  {_TOP}{more}
FROM range({{first}}, {{last}}) AS numbers(node) LEFT JOIN {table} USING (node) LEFT JOIN {table}_top USING (node)
{join}"""


_SUM: Final = " coalesce({table}.citations, 0) AS citations,"
_TITLE: Final = ", ".join(f"words[1 + (hash(node, {place}) % len(words))::BIGINT]" for place in range(8))
NODES: Final = {
    "Paper": f"""\
WITH titled AS (
  SELECT node, array_to_string([{_TITLE}, node::VARCHAR], ' ') AS title
  FROM range({{first}}, {{last}}) AS numbers(node), (SELECT {list(WORDS)!r} AS words)
)
SELECT node AS nid, 'W' || (1000000 + node) AS id, 'W' || (1000000 + node) AS openalex,
  '10.5555/scale.' || node AS doi, title, title AS titleKey, title AS sortTitle, text AS abstract,
  'ORIGINAL' AS abstractKind, 'ARTICLE' AS kind, year(node) AS year, year(node) AS sortYear,
  year(node) || '-0' || (1 + node % 9) || '-1' || (node % 10) AS publishedOn,
  year(node) || '-0' || (1 + node % 9) || '-1' || (node % 10) AS sortDate,
  'en' AS language, true AS isOpen, 'GOLD' AS oaStatus, '2026-01-01' AS updated,
  coalesce(paper_counts.papers, 0) AS citations, {_TOP}
FROM titled JOIN abstracts ON number = node % {{abstract_count}}
LEFT JOIN paper_counts USING (node) LEFT JOIN paper_counts_top USING (node)""",
    "Author": _entity("Author", "A", "Author", "", sums=_SUM.format(table="author_counts")),
    "Institution": _entity(
        "Institution", "I", "University",
        ", ['CH', 'NO', 'JP', 'BR'][1 + node % 4] AS country, coalesce(authors, 0) AS authors",
        "LEFT JOIN staff USING (node)", _SUM.format(table="institution_counts"),
    ),
    "Topic": _entity(
        "Topic", "T", "Topic", ", 'topic ' || node AS nameKey, level", "JOIN topics ON topics.t = node"
    ),
    "Venue": _entity("Venue", "S", "Journal", ", 'journal' AS kind"),
}  # fmt: skip


def _abstracts() -> list[str]:
    return [
        " ".join(WORDS[(start * 7 + step * step) % len(WORDS)] for step in range(ABSTRACT_WORDS))
        for start in range(ABSTRACTS)
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=10_000_000)
    parser.add_argument("--memory", default="1500MB")
    chosen = parser.parse_args()
    began = time.monotonic()
    tables = Tables(chosen.folder, chosen.papers, chosen.memory)
    tables.write()
    print(f"{time.monotonic() - began:.1f} s: {tables.counts}")
