"""Global step, part 1: merged and deleted ids, and papers whose rows are not final as they are.

A paper is *complex* if it has several records, its id is merged or deleted, it names a merged entity, or its record
has no title. The rows of complex papers go through the functions of ingest (`bulk.paper_fold`) and are written to
further shape tables; the rows of all others are final.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from bulk.columns import TABLES
from bulk.database import Database
from bulk.paper_fold import REFUSED, FoldedPaper, final_row, fold
from bulk.part_tables import PartTables
from bulk.rows import Hashed, paper_row
from graphdb.ingest import funding
from graphdb.ingest.resolution import rename_paper, rename_references
from graphdb.ingest.rows import PaperRow, Reject
from ingest.rejects import Rejects

#: Rejected records of complex papers, in their folder.
REJECTS: Final = "rejects.jsonl"
#: Tables of papers that name an entity, and the column.
_NAMING: Final = (
    ("authored", "author"), ("origins", "institution"), ("about", "topic"), ("published", "venue"),
    ("located", "venue"), ("funded", "funder"), ("supported", "award"),
)  # fmt: skip
#: The tables whose rows belong to a paper.
PAPER_TABLES: Final = (
    "papers", "authored", "origins", "about", "published", "funded", "supported", "located", "cited", "affiliated",
)  # fmt: skip
_COMPLEX_ROWS: Final = """\
SELECT p.*, coalesce(alias.newNid, p.paper) AS final, deleted.day AS deletedOn,
  authored.list AS bylines, about.list AS topics, published.list AS venues, cited.works, cited.texts
FROM shape_papers_in_order AS p
SEMI JOIN complex ON complex.nid = p.paper
LEFT JOIN alias ON alias.nid = p.paper
LEFT JOIN deleted ON deleted.nid = p.paper AND alias.nid IS NULL
LEFT JOIN (
  SELECT part, "row", list(rows ORDER BY rows.position) AS list
  FROM shape_authored_in_order AS rows SEMI JOIN complex ON complex.nid = rows.paper GROUP BY part, "row"
) AS authored ON authored.part = p.part AND authored."row" = p."row"
LEFT JOIN (
  SELECT part, "row", list(rows) AS list
  FROM shape_about_in_order AS rows SEMI JOIN complex ON complex.nid = rows.paper GROUP BY part, "row"
) AS about ON about.part = p.part AND about."row" = p."row"
LEFT JOIN (
  SELECT part, "row", list(venue) AS list
  FROM shape_published_in_order AS rows SEMI JOIN complex ON complex.nid = rows.paper GROUP BY part, "row"
) AS published ON published.part = p.part AND published."row" = p."row"
LEFT JOIN shape_cited_in_order AS cited ON cited.part = p.part AND cited."row" = p."row"
ORDER BY final, p.sequence, p."row"
"""


def resolve(database: Database, folder: Path) -> None:
    """Create the tables `alias`, `deleted`, `complex` and `paper`, and the shape tables of complex papers."""
    database.step("aliases", lambda: _aliases(database))
    database.step("deletions", lambda: _deletions(database))
    database.step("complex", lambda: _complex(database))
    database.step("complex papers", lambda: _write_complex(database, folder))
    for name in PAPER_TABLES:
        _final_view(database, folder, name)
    for name in TABLES:
        if name.startswith("mentions"):
            path = folder / f"{name}.parquet"
            database.view(f"complex_{name}", [path] if path.exists() else [], name)


def _aliases(database: Database) -> None:
    """Merged ids with their last successors."""
    database.execute("""\
CREATE OR REPLACE TABLE alias AS
SELECT old AS id, oldNid AS nid, arg_max(new, sequence) AS "of", arg_max(newNid, sequence) AS newNid
FROM shape_merges_in_order WHERE oldNid <> newNid GROUP BY old, oldNid""")
    # Each round follows twice as many merges; the ids of a cycle never end.
    for _ in range(32):
        changed = database.execute("""\
UPDATE alias SET "of" = following."of", newNid = following.newNid
FROM alias AS following WHERE following.nid = alias.newNid AND following.newNid <> alias.nid""").fetchall()
        if not changed or changed[0][0] == 0:
            break
    database.execute("DELETE FROM alias WHERE newNid IN (SELECT nid FROM alias)")


def _deletions(database: Database) -> None:
    """Deleted works with the last day; `isRestored` if a newer record exists (computed with the papers)."""
    database.execute("""\
CREATE OR REPLACE TABLE deleted AS
SELECT id, nid, max(day) AS day, false AS isRestored FROM shape_deletions GROUP BY id, nid""")


def _complex(database: Database) -> None:
    database.execute("""\
CREATE OR REPLACE TABLE complex AS
SELECT paper AS nid FROM shape_papers GROUP BY paper HAVING count(*) > 1
UNION SELECT paper FROM shape_papers SEMI JOIN deleted ON deleted.nid = shape_papers.paper
UNION SELECT paper FROM shape_papers WHERE NOT contains(' ' || fields || ' ', ' title ')""")
    if database.value("SELECT count(*) FROM alias"):
        # The records of one final id are all complex if one of them has a merged id.
        naming = " UNION ".join(
            f"SELECT paper FROM shape_{table} SEMI JOIN alias ON alias.nid = shape_{table}.{column}"
            for table, column in (("papers", "paper"), *_NAMING)
        )
        database.execute(f"""\
INSERT INTO complex SELECT paper FROM ({naming} UNION
  SELECT newNid FROM alias SEMI JOIN shape_papers ON shape_papers.paper = alias.nid
) ANTI JOIN complex ON nid = paper""")


def _final_view(database: Database, folder: Path, name: str) -> None:
    """The final rows of a table: those of papers that are not complex, and those of the folded ones."""
    path = folder / f"{name}.parquet"
    database.view(f"complex_{name}", [path] if path.exists() else [], name)
    some = database.value("SELECT count(*) FROM complex")
    others = f"SELECT * FROM shape_{name} ANTI JOIN complex ON complex.nid = shape_{name}.paper"
    query = f"{others} UNION ALL SELECT * FROM complex_{name}" if some else f"SELECT * FROM shape_{name}"
    database.execute(f"CREATE OR REPLACE VIEW final_{name} AS {query}")


def _write_complex(database: Database, folder: Path) -> None:
    aliases = dict(database.execute('SELECT id, "of" FROM alias').fetchall()) if _any_complex(database) else {}
    outcomes: dict[str, int] = {}
    restored: set[int] = set()
    withheld: list[str] = []
    hashed = _HashedIds(database)
    folder.mkdir(parents=True, exist_ok=True)
    refused = 0
    with Rejects(folder / REJECTS) as rejects, PartTables(folder) as tables:
        for rows in _complex_rows(database):
            folded = _fold(rows, aliases, hashed, tables, restored, withheld)
            for outcome in folded.outcomes:
                outcomes[outcome] = outcomes.get(outcome, 0) + 1
            for _ in range(folded.refused):
                rejects.add(Reject(database.part_path(rows[0]["part"]), 0, REFUSED, rows[0]["id"]))
            refused += folded.refused
    database.execute("CREATE OR REPLACE TABLE paper_outcome (outcome VARCHAR, number BIGINT)")
    counted = {**outcomes, "withheld": len(withheld), "refused": refused}
    database.connection.executemany("INSERT INTO paper_outcome VALUES (?, ?)", [[*pair] for pair in counted.items()])
    if restored:
        database.connection.executemany(
            "UPDATE deleted SET isRestored = true WHERE nid = ?", [[nid] for nid in sorted(restored)]
        )


def _any_complex(database: Database) -> bool:
    return bool(database.value("SELECT count(*) FROM complex"))


def _complex_rows(database: Database) -> Iterator[list[dict[str, Any]]]:
    """The rows of each complex paper."""
    if _any_complex(database):
        for _, rows in groupby(database.rows(_COMPLEX_ROWS), key=lambda row: row["final"]):
            yield list(rows)


def _fold(
    rows: list[dict[str, Any]], aliases: Mapping[str, str], hashed: Hashed, tables: PartTables, restored: set[int],
    withheld: list[str],
) -> FoldedPaper:  # fmt: skip
    records: list[tuple[Any, PaperRow]] = []
    for record in rows:
        row = paper_row(record, hashed)
        if (day := record["deletedOn"]) is not None:
            if (row.updated or "")[:10] <= day:
                withheld.append(row.id)
                continue
            restored.add(record["paper"])
        renamed = rename_references(rename_paper(row, dict(aliases)), dict(aliases))
        if renamed != row:
            for mention in funding.mentions(renamed.properties):
                tables.add_mention(mention._replace(dates=dict.fromkeys(mention.properties, renamed.updated or "")))
        records.append((record["sequence"], renamed))
    folded = fold(records)
    row = final_row(folded)
    if row is not None:
        tables.add_paper(row, set(), {}, folded.spans)
        if len(tables.tables["papers"].pending) >= 2_000:
            tables.flush()
    return folded


class _HashedIds(dict[int, str]):
    """Ids of nodes whose numbers are hashes, looked up in the mentions."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    def __missing__(self, nid: int) -> str:
        for table in TABLES:
            if table.startswith("mentions"):
                rows = self._database.connection.cursor().execute(
                    f"SELECT id FROM shape_{table} WHERE nid = ? LIMIT 1", [nid]
                ).fetchall()  # fmt: skip
                if rows:
                    self[nid] = rows[0][0]
                    return self[nid]
        raise KeyError(nid)
