"""The graph, said once: every kind of node and of edge, its keys and its properties.

Bootstrap, ingest, exports and the documentation derive from `NODES` and `EDGES`. Values are plain strings, integers,
floats, booleans and lists of them; dates are ISO 8601 text, because temporal values cost the driver ten times as much.

Properties in `derived` are kept by `graphdb.summaries` from the edges: nothing else writes them. A node whose edges
changed carries the label `Stale` until that was done.
"""

from dataclasses import dataclass, field
from typing import Final

from graphdb.reaction_kind import ReactionKind


@dataclass(frozen=True)
class NodeKind:
    """One label. `id` is unique and always there. `keys` are other identifiers, indexed but not unique: real sources
    hold two records with one DOI, and both are true. `unique` are those that only one node may have. `sort` are the
    never-null properties that lists are ordered by."""

    label: str
    prefixes: tuple[str, ...]
    keys: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()


@dataclass(frozen=True)
class EdgeKind:
    """One relationship type from `source` labels to `target` labels."""

    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    properties: tuple[str, ...] = field(default=())


PAPER: Final = NodeKind(
    label="Paper",
    prefixes=("W", "doi:", "arxiv:", "pmid:"),
    keys=("doi", "arxiv", "openalex", "pmid", "pmcid", "url", "titleKey"),
    properties=(
        "title", "abstract", "abstractKind", "kind", "year", "publishedOn", "language",
        "isOpen", "oaStatus", "oaUrl", "licence", "retracted", "reportedCitations",
        "volume", "issue", "firstPage", "lastPage", "source", "updated", "digest", "unlinked", "awaits", "credits",
    ),
    sort=("sortTitle", "sortYear", "sortDate"),
    derived=("citations", "top"),
    text=("title", "credits", "abstract"),
)  # fmt: skip
AUTHOR: Final = NodeKind(
    label="Author",
    prefixes=("A", "author:"),
    keys=("orcid", "openalex"),
    properties=("name", "source", "updated"),
    sort=("sortName",),
    derived=("papers", "citations", "top"),
    text=("name",),
)
INSTITUTION: Final = NodeKind(
    label="Institution",
    prefixes=("I", "institution:"),
    keys=("ror", "openalex"),
    properties=("name", "country", "city", "kind", "homepage", "latitude", "longitude", "source", "updated"),
    sort=("sortName",),
    derived=("papers", "authors", "citations", "top"),
    text=("name",),
)
TOPIC: Final = NodeKind(
    label="Topic",
    prefixes=("T", "C", "subfield:", "field:", "domain:", "topic:"),
    keys=("openalex", "nameKey"),
    properties=("name", "description", "level", "source", "updated"),
    sort=("sortName",),
    derived=("papers", "top"),
    text=("name",),
)
VENUE: Final = NodeKind(
    label="Venue",
    prefixes=("S", "venue:"),
    keys=("openalex",),
    properties=("name", "issn", "kind", "homepage", "publisher", "source", "updated"),
    sort=("sortName",),
    derived=("papers", "top"),
    text=("name",),
)
RESOURCE: Final = NodeKind("Resource", ("res_",), (), ("kind", "url", "key", "title", "addedAt"))
USER: Final = NodeKind(
    "User", ("usr_",), ("orcid",), ("handle", "name", "joinedAt", "writes", "email", "password", "role"),
    unique=("handleKey",),
)  # fmt: skip
#: What lets a person in: see `accounts`. The `key` of a session or token is the SHA-256 of what its holder shows.
SESSION: Final = NodeKind("Session", (), ("key", "expiresAt"), ("agent", "createdAt", "usedAt"))
ACCESS_TOKEN: Final = NodeKind("AccessToken", (), ("key",), ("name", "scope", "createdAt", "usedAt", "expiresAt"))
#: What an OpenID Connect issuer calls a person: `id` is the issuer's address, a space, and the subject.
IDENTITY: Final = NodeKind("Identity", (), (), ("issuer", "subject", "createdAt"))
#: A sign-in at an issuer that has begun, and log-ins that failed.
SIGN_IN: Final = NodeKind("SignIn", (), ("expiresAt",), ("issuer", "nonce", "verifier", "back"))
ATTEMPT: Final = NodeKind("Attempt", (), ("expiresAt",), ("failures", "until"))
REVIEW: Final = NodeKind(
    "Review", ("rev_",), (), (
        "summary", "recommendation", "confidence", "createdAt", "updatedAt", "withdrawnAt",
        "source", "sourceKey", "sourceUrl", "licence", "reviewer", "digest", "writes",
    ),
)  # fmt: skip
#: What a review said before it was edited; `at` is when it said so first.
REVIEW_REVISION: Final = NodeKind("ReviewRevision", ("rvn_",), (), ("at", "summary", "recommendation", "confidence"))
REVIEW_POINT: Final = NodeKind("ReviewPoint", ("pnt_",), (), ("kind", "text", "about"))
COMMENT: Final = NodeKind(
    "Comment", ("com_",), (), ("kind", "body", "link", "createdAt", "editedAt", "deletedAt", "writes")
)
COLLECTION: Final = NodeKind(
    "Collection", ("col_",), (), ("title", "description", "visibility", "hidden", "createdAt", "updatedAt")
)

#: What people ask moderators to look at, and what was decided, which nobody changes. Their ids lead nowhere: they are
#: read as lists, by moderators.
REPORT: Final = NodeKind("Report", (), ("subject",), ("reason", "note", "state"), sort=("at",))
MODERATION: Final = NodeKind("Moderation", (), (), ("action", "note", "subject"), sort=("at",))
#: What happened to a paper, as `graphdb.activity` tells; the paper's `Log` counts it.
ACTIVITY: Final = NodeKind("Activity", ("act_",), ("at",), ("paper", "position", "kind", "subject"))
LOG: Final = NodeKind("Log", (), (), ("position", "writes"))
#: Where the writes of a person wait for each other: `id` is theirs.
TURN: Final = NodeKind("Turn", (), (), ("writes",))
#: A write that its sender may repeat, as `graphdb.once` tells.
ONCE: Final = NodeKind("Once", (), ("at",), ("digest", "answer"))

#: Another name of a node: `id` is a merged-away id, or `issn:…`; `of` is the id of the node that it means now.
ALIAS: Final = NodeKind("Alias", (), ("of",))

RESEARCH: Final = (PAPER, AUTHOR, INSTITUTION, TOPIC, VENUE)
ACCOUNTS: Final = (USER, SESSION, ACCESS_TOKEN, IDENTITY, SIGN_IN, ATTEMPT)
NODES: Final = (
    *RESEARCH, *ACCOUNTS, RESOURCE, REVIEW, REVIEW_REVISION, REVIEW_POINT, COMMENT, COLLECTION,
    REPORT, MODERATION, ACTIVITY, LOG, TURN, ONCE, ALIAS,
)  # fmt: skip

EDGES: Final = (
    EdgeKind("AUTHORED", ("Author",), ("Paper",), ("position", "corresponding", "institutions")),
    EdgeKind("CITES", ("Paper",), ("Paper",)),
    EdgeKind("FROM", ("Paper",), ("Institution",)),
    EdgeKind("AFFILIATED_WITH", ("Author",), ("Institution",), ("firstYear", "lastYear")),
    EdgeKind("ABOUT", ("Paper",), ("Topic",), ("score", "primary")),
    EdgeKind("BROADER", ("Topic",), ("Topic",)),
    EdgeKind("PUBLISHED_IN", ("Paper",), ("Venue",)),
    EdgeKind("HAS", ("Paper",), ("Resource",)),
    EdgeKind("REVIEWS", ("Review",), ("Paper",)),
    EdgeKind("WITHDRAWN_FROM", ("Review",), ("Paper",)),
    EdgeKind("HIDDEN_FROM", ("Review", "Comment", "Resource"), ("Paper",)),
    EdgeKind("FOUND_HELPFUL", ("User",), ("Review",), ("at",)),
    EdgeKind("MAKES", ("Review", "ReviewRevision"), ("ReviewPoint",), ("position",)),
    EdgeKind("WAS", ("Review",), ("ReviewRevision",)),
    EdgeKind("WROTE", ("User",), ("Review", "Comment")),
    EdgeKind("ON", ("Comment",), ("Paper", "Review", "Comment")),
    EdgeKind("WAS_ON", ("Comment",), ("Paper", "Review", "Comment")),
    EdgeKind("DISCUSSES", ("Comment",), ("Paper",)),
    EdgeKind("DISCUSSED", ("Comment",), ("Paper",)),
    EdgeKind("LIKED", ("User",), ("Paper",), ("at",)),
    EdgeKind("DISLIKED", ("User",), ("Paper",), ("at",)),
    *(EdgeKind(f"REACTED_{kind.value}", ("User",), ("Paper",), ("at",)) for kind in ReactionKind),
    EdgeKind("SAVED", ("User",), ("Paper",), ("at",)),
    EdgeKind("ADDED", ("User",), ("Resource",), ("at",)),
    EdgeKind("CLAIMS", ("User",), ("Author",), ("at",)),
    EdgeKind("OF", ("Session", "AccessToken", "Identity"), ("User",)),
    EdgeKind("OWNS", ("User",), ("Collection",)),
    EdgeKind("FILED", ("User",), ("Report",)),
    EdgeKind("AGAINST", ("Report",), ("Review", "Comment", "Resource", "Collection")),
    EdgeKind("DECIDED", ("User",), ("Moderation",)),
    EdgeKind("CONCERNS", ("Moderation",), ("Review", "Comment", "Resource", "Collection")),
    EdgeKind("HOLDS", ("Collection",), ("Paper",), ("at", "position")),
    EdgeKind("KEEPS", ("Collection",), ("Paper",), ("at", "position")),
)
