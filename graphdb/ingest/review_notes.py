"""Imports what a source publishes beside the reviews of a paper: decisions, meta-reviews, withdrawals, and responses.

A note on the paper is a node of its own; the responses to a review are written with it (`graphdb.ingest.reviews`). The
id of a note is made of its source and its key, as that of a review.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.store import Store

#: Time limit of one batch in seconds.
LIMIT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Score:
    """A rating in a review: the name and the text that its form has, the number, and the ends of the scale."""

    name: str
    value: float | None = None
    text: str | None = None
    worst: float | None = None
    best: float | None = None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note. `kind`: the name of a `ReviewNoteKind`; `at`: RFC 3339; `decision`: in the words of the source; `text`:
    Markdown; `in_reply_to`: the key of the note that this one answers, if it answers one."""

    id: str
    key: str
    source: str
    kind: str
    at: str
    decision: str | None = None
    text: str | None = None
    round: int | None = None
    reviewer: str | None = None
    in_reply_to: str | None = None
    licence: str | None = None
    url: str | None = None
    digest: int = 0


_DIGESTS: Final = cypher("UNWIND $ids AS id MATCH (note:ReviewNote {id: id}) RETURN collect([id, note.digest])")
_STORED: Final = cypher("""\
UNWIND $rows AS row
MATCH (paper:Paper {id: row.paper})
CALL (row) {
  MATCH (old:ReviewNote {id: row.id})
  DETACH DELETE old
}
CREATE (note:ReviewNote {id: row.id})-[:NOTES]->(paper)
SET note += row.properties
RETURN count(*)""")


async def digests(store: Store, ids: Sequence[str]) -> dict[str, int]:
    """The digests of the records of stored notes, by id."""
    return dict(await store.read(_DIGESTS, {"ids": list(ids)}, within=LIMIT)) if ids else {}


async def write(store: Store, rows: Sequence[tuple[str, NoteRow]]) -> None:
    """Stores notes with the ids of their papers. Idempotent."""
    if rows:
        parameter = [{"paper": paper, **parameters(row)} for paper, row in rows]
        await store.write(_STORED, {"rows": parameter}, within=LIMIT)


def parameters(row: NoteRow) -> Mapping[str, Any]:
    """The id and the properties of the node."""
    properties = {
        "kind": row.kind, "at": row.at, "decision": row.decision, "text": row.text, "round": row.round,
        "inReplyTo": row.in_reply_to, "source": row.source, "sourceKey": row.key, "sourceUrl": row.url,
        "licence": row.licence, "reviewer": row.reviewer, "digest": row.digest,
    }  # fmt: skip
    return {"id": row.id, "properties": properties}
