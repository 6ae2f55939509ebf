"""The model of the graph: all kinds of nodes and edges, with their keys, and their properties with types.

Bootstrap, ingest, exports and the documentation derive from `NODES` and `EDGES`; ingest checks every value against its
type before it writes it. Dates are ISO 8601 text, because temporal values cost the driver ten times as much. To add a
property, add one entry to `properties`, or to `keys` where nodes are looked up by it.

Properties in `derived` are computed from the edges by `graphdb.denormalized`; nothing else writes them. A node whose
edges changed has the label `Stale` until they are computed.
"""

from typing import Final

from graphdb import vocabulary
from graphdb.account_model import ACCOUNTS
from graphdb.node_kinds import (
    COUNT,
    DAY,
    FLAG,
    KEY,
    KEYS,
    LONG,
    MOMENT,
    REALS,
    TEXT,
    TEXTS,
    TIMESTAMP,
    URL,
    YEAR,
    EdgeKind,
    NodeKind,
    Types,
)
from graphdb.reaction_kind import ReactionKind
from graphdb.value_types import Integer, OneOf, Real, Several

#: Properties of a paper as its source reports them; lists of objects are parallel lists (`graphdb.indicators`).
REPORTED: Final[Types] = {
    "keywords": TEXTS, "keywordIds": TEXTS, "keywordKeys": TEXTS, "keywordScores": REALS,
    "meshDescriptors": TEXTS, "meshDescriptorIds": TEXTS, "meshQualifiers": TEXTS, "meshQualifierIds": TEXTS,
    "meshMajor": Several(FLAG),
    "sdgs": Several(Integer(1, 17)), "sdgNames": TEXTS, "sdgScores": REALS,
    "fwci": Real(0), "citationPercentile": Real(0, 1), "top1Percent": FLAG, "top10Percent": FLAG,
    "yearPercentileFrom": Real(0, 100), "yearPercentileTo": Real(0, 100),
    "citationYears": Several(YEAR), "citationsInYears": Several(COUNT),
    "apcListValue": COUNT, "apcListCurrency": TEXT, "apcListUsd": COUNT, "apcListSource": TEXT,
    "apcPaidValue": COUNT, "apcPaidCurrency": TEXT, "apcPaidUsd": COUNT, "apcPaidSource": TEXT,
    "sourceType": TEXT, "crossrefType": TEXT, "paratext": FLAG, "xpac": FLAG, "hasFulltext": FLAG,
    "indexedIn": TEXTS, "recordedOn": DAY, "reportedReferences": COUNT,
    "rawVenueName": TEXT, "locations": TEXTS, "correspondingInstitutions": KEYS,
    "fundingFunders": KEYS, "fundingNames": TEXTS, "fundingAwards": KEYS, "fundingNumbers": TEXTS,
    "fundingTitles": TEXTS, "fundingDois": TEXTS,
}  # fmt: skip
#: Properties of an author, an institution, a topic or a venue as its source reports them (`graphdb.reported`).
PROFILE: Final[Types] = {
    "otherNames": TEXTS, "translations": TEXTS, "searchNames": TEXTS, "wikidata": TEXT, "wikipedia": TEXT,
    "reportedPapers": COUNT, "reportedCitations": COUNT, "hIndex": COUNT, "i10Index": COUNT, "meanCitedness": Real(0),
    "countYears": Several(YEAR), "worksInYears": Several(COUNT), "openWorksInYears": Several(COUNT),
    "citationsInYears": Several(COUNT), "recordedOn": DAY, "reportedOpenPapers": COUNT, "readAt": MOMENT,
    #: Facts from works (`graphdb.ingest.newest_mention`), as JSON.
    "mentioned": TEXT,
}  # fmt: skip
PAPER: Final = NodeKind(
    label="Paper",
    prefixes=("W", "doi:", "arxiv:", "pmid:"),
    keys={
        **dict.fromkeys(("doi", "arxiv", "openalex", "pmid", "pmcid", "mag", "titleKey"), KEY),
        "url": URL,
        #: When an import added the paper; null for papers of the bulk import, with which the graph began.
        "addedAt": MOMENT,
    },
    properties={
        "title": TEXT,
        "abstract": TEXT,
        "abstractKind": OneOf(vocabulary.ABSTRACT_KINDS),
        "kind": OneOf(vocabulary.PAPER_KINDS),
        "year": YEAR,
        "publishedOn": DAY,
        "deletedOn": DAY,
        "language": TEXT,
        "isOpen": FLAG,
        "oaStatus": OneOf(vocabulary.OPEN_ACCESS_STATUSES),
        "oaUrl": URL,
        "inRepository": FLAG,
        "licence": TEXT,
        "retracted": FLAG,
        "reportedCitations": COUNT,
        "volume": TEXT,
        "issue": TEXT,
        "firstPage": TEXT,
        "lastPage": TEXT,
        "source": TEXT,
        "updated": TIMESTAMP,
        "readAt": MOMENT,
        "digest": LONG,
        "unlinked": KEYS,
        "awaits": KEYS,
        "credits": TEXT,
        "sources": KEYS,
        "truncated": FLAG,
        #: The date of the record that the byline comes from, if it is not `updated`.
        "bylinesOn": TEXT,
        **REPORTED,
    },
    sort={"sortTitle": KEY, "sortYear": Integer(-1, YEAR.most), "sortDate": KEY},
    derived={"citations": COUNT, "top": KEYS},
    text=("title", "credits", "abstract"),
    always=("title", "kind"),
)
#: A paper with content of users whose source deleted its record. It can be read by id and from that content; lists,
#: counts, search, maps and exports exclude this label. `graphdb.ingest.deletions` converts papers to it and back.
DELETED_PAPER: Final = NodeKind("DeletedPaper", (), {}, PAPER.types, always=("title", "kind", "deletedOn"))
AUTHOR: Final = NodeKind(
    label="Author",
    prefixes=("A", "author:"),
    keys={"orcid": KEY, "openalex": KEY},
    properties={"name": TEXT, "scopus": TEXT, "twitter": TEXT, "source": TEXT, "updated": TIMESTAMP, **PROFILE},
    sort={"sortName": KEY},
    derived={"papers": COUNT, "citations": COUNT, "top": KEYS},
    text=("name", "searchNames"),
    always=("name",),
)
INSTITUTION: Final = NodeKind(
    label="Institution",
    prefixes=("I", "institution:"),
    keys={"ror": KEY, "openalex": KEY},
    properties={
        "name": TEXT,
        "country": TEXT,
        "city": TEXT,
        "kind": TEXT,
        "homepage": URL,
        "latitude": Real(-90, 90),
        "longitude": Real(-180, 180),
        "source": TEXT,
        "updated": TIMESTAMP,
        "acronyms": TEXTS,
        "region": TEXT,
        "geonames": TEXT,
        "grid": TEXT,
        "status": TEXT,
        "superSystem": FLAG,
        "established": YEAR,
        "sources": KEYS,
        "lineage": KEYS,
        "associated": KEYS,
        "associations": TEXTS,
        "associatedNames": TEXTS,
        **PROFILE,
    },
    sort={"sortName": KEY},
    derived={"papers": COUNT, "authors": COUNT, "citations": COUNT, "top": KEYS},
    text=("name", "searchNames"),
    always=("name",),
)
TOPIC: Final = NodeKind(
    label="Topic",
    prefixes=("T", "C", "subfield:", "field:", "domain:", "topic:"),
    keys={"openalex": KEY, "nameKey": KEY},
    properties={
        "name": TEXT, "description": TEXT, "level": OneOf(vocabulary.TOPIC_LEVELS), "source": TEXT,
        "updated": TIMESTAMP, "keywords": TEXTS, **PROFILE,
    },
    sort={"sortName": KEY},
    derived={
        "papers": COUNT, "top": KEYS, "topAuthors": KEYS, "topAuthorPapers": Several(COUNT), "authorCount": COUNT,
    },
    text=("name", "searchNames"),
    always=("name", "level"),
)  # fmt: skip
VENUE: Final = NodeKind(
    label="Venue",
    prefixes=("S", "venue:"),
    keys={"openalex": KEY},
    properties={
        "name": TEXT, "issn": KEYS, "kind": TEXT, "homepage": URL, "publisher": TEXT, "source": TEXT,
        "updated": TIMESTAMP, "abbreviation": TEXT, "publisherId": TEXT, "country": TEXT, "isOpen": FLAG,
        "inDoaj": FLAG, "isCore": FLAG, "inScopus": FLAG, "societies": TEXTS, "apcUsd": COUNT,
        "apcPrices": Several(COUNT), "apcCurrencies": TEXTS, "firstYear": YEAR, "lastYear": YEAR, "fatcat": TEXT,
        "inDoajSince": YEAR, "isOjs": FLAG, "inScielo": FLAG, "inJstage": FLAG, "inJstageSince": YEAR,
        "mostlyOpen": FLAG, "mostlyOpenSince": YEAR, "openSince": YEAR,
        "isPreprintRepository": FLAG, **PROFILE,
    },
    sort={"sortName": KEY},
    derived={"papers": COUNT, "top": KEYS},
    text=("name", "searchNames"),
    always=("name",),
)  # fmt: skip
#: An organisation that pays for research. `registry` is its number in the Crossref Funder Registry.
FUNDER: Final = NodeKind(
    label="Funder",
    prefixes=("F", "funder:"),
    keys={"openalex": KEY, "ror": KEY, "registry": KEY},
    properties={
        "name": TEXT, "description": TEXT, "country": TEXT, "homepage": URL,
        "reportedAwards": COUNT, "source": TEXT, "updated": TIMESTAMP, **PROFILE,
    },
    sort={"sortName": KEY},
    derived={"papers": COUNT, "top": KEYS},
    text=("name", "searchNames"),
    always=("name",),
)  # fmt: skip
#: `parentId` is the id of the parent publisher; PART_OF is derived from it.
PUBLISHER: Final = NodeKind(
    label="Publisher",
    prefixes=("P", "publisher:"),
    keys={"openalex": KEY, "ror": KEY},
    properties={
        "name": TEXT, "countries": TEXTS, "homepage": URL, "parentId": KEY, "reportedVenues": COUNT,
        "source": TEXT, "updated": TIMESTAMP, **PROFILE,
    },
    sort={"sortName": KEY},
    derived={"papers": COUNT, "top": KEYS},
    text=("name", "searchNames"),
    always=("name",),
)  # fmt: skip
#: One award of one funder, shared by all papers that name it. Its id is computed by `graphdb.ingest.funding.award_id`;
#: its name is the title, or the number if it has no title. GRANTED_BY is derived from `funderId`.
AWARD: Final = NodeKind(
    label="Award",
    prefixes=("G", "award:"),
    keys={"openalex": KEY, "doi": KEY},
    properties={
        "name": TEXT, "number": TEXT, "funderId": KEY, "description": TEXT, "kind": TEXT, "scheme": TEXT,
        "amount": Real(0), "currency": TEXT, "startsOn": DAY, "endsOn": DAY, "startYear": YEAR, "endYear": YEAR,
        "leadInvestigator": TEXT, "url": URL, "source": TEXT, "updated": TIMESTAMP, **PROFILE,
    },
    sort={"sortName": KEY},
    derived={"papers": COUNT, "top": KEYS},
    always=("name",),
)  # fmt: skip
#: A location where a paper can be read, derived from the paper's `locations` (`graphdb.ingest.locations`). Its keys are
#: computed by `identifiers.address`.
LOCATION: Final = NodeKind(
    "Location", (), {"key": KEY, "pdfKey": KEY}, {
        "url": URL, "pdfUrl": URL, "licence": TEXT, "version": OneOf(vocabulary.PAPER_VERSIONS), "isOpen": FLAG,
        "isPrimary": FLAG, "isBest": FLAG, "rawVenueName": TEXT, "rawType": TEXT,
    },
)  # fmt: skip
#: The record of one source on a node with several sources (`graphdb.ingest.claims`); `content` is JSON.
SOURCE_CLAIM: Final = NodeKind(
    "SourceClaim", (), {}, {
        "source": KEY, "record": KEY, "updated": TIMESTAMP, "digest": LONG, "content": TEXT, "gave": TEXTS,
        "readAt": MOMENT, "withdrawn": FLAG,
    },
    always=("source", "record", "content", "gave"),
)  # fmt: skip
RESOURCE: Final = NodeKind(
    "Resource", ("res_",), {},
    {"kind": OneOf(vocabulary.RESOURCE_KINDS), "url": URL, "key": TEXT, "title": TEXT, "addedAt": MOMENT},
    always=("kind", "url", "addedAt"),
)  # fmt: skip
REVIEW: Final = NodeKind(
    "Review", ("rev_",), {"createdAt": MOMENT}, {
        "summary": TEXT, "recommendation": OneOf(vocabulary.RECOMMENDATIONS), "confidence": Integer(1, 5),
        "updatedAt": MOMENT, "withdrawnAt": MOMENT, "source": TEXT, "sourceKey": TEXT,
        "sourceUrl": URL, "licence": TEXT, "reviewer": TEXT, "round": Integer(1), "digest": LONG, "writes": LONG,
    },
    always=("createdAt", "updatedAt"),
)  # fmt: skip
#: An earlier version of an edited review; `at` is when this version was written.
REVIEW_REVISION: Final = NodeKind(
    "ReviewRevision", ("rvn_",), {}, {
        "at": MOMENT, "summary": TEXT, "recommendation": OneOf(vocabulary.RECOMMENDATIONS), "confidence": Integer(1, 5),
    },
    always=("at",),
)  # fmt: skip
REVIEW_POINT: Final = NodeKind(
    "ReviewPoint", ("pnt_",), {}, {"kind": OneOf(vocabulary.REVIEW_POINT_KINDS), "text": TEXT, "about": TEXT},
    always=("kind", "text"),
)  # fmt: skip
#: A rating of a review as its form has it: a number, its text, and the ends of the scale.
REVIEW_SCORE: Final = NodeKind(
    "ReviewScore", ("scr_",), {}, {"name": TEXT, "value": Real(), "text": TEXT, "worst": Real(), "best": Real()},
    always=("name",),
)  # fmt: skip
#: What else was written in the review of a paper at its source; `inReplyTo` is the key of another note there.
REVIEW_NOTE: Final = NodeKind(
    "ReviewNote", ("rnt_",), {}, {
        "kind": OneOf(vocabulary.REVIEW_NOTE_KINDS), "at": MOMENT, "decision": TEXT, "text": TEXT, "round": Integer(1),
        "inReplyTo": TEXT, "source": TEXT, "sourceKey": TEXT, "sourceUrl": URL, "licence": TEXT, "reviewer": TEXT,
        "digest": LONG,
    },
    always=("kind", "at", "source", "sourceKey"),
)  # fmt: skip
COMMENT: Final = NodeKind(
    "Comment", ("com_",), {"createdAt": MOMENT}, {
        "kind": OneOf(vocabulary.COMMENT_KINDS), "body": TEXT, "link": URL, "editedAt": MOMENT,
        "deletedAt": MOMENT, "writes": LONG,
    },
    always=("kind", "createdAt"),
)  # fmt: skip
COLLECTION: Final = NodeKind(
    "Collection", ("col_",), {}, {
        "title": TEXT, "description": TEXT, "visibility": OneOf(vocabulary.VISIBILITIES), "hidden": FLAG,
        "createdAt": MOMENT, "updatedAt": MOMENT,
    },
    always=("title", "visibility", "createdAt", "updatedAt"),
)  # fmt: skip

#: The result of a library import (`graphdb.library_import`): `entries` and `decisions` are JSON, `added` are the papers
#: that the import added to the collection. Only its owner can read it; it cannot be looked up by id alone.
LIBRARY_IMPORT: Final = NodeKind(
    "LibraryImport", (), {}, {
        "format": TEXT, "entries": TEXT, "decisions": TEXT, "added": KEYS, "createdAt": MOMENT, "undoneAt": MOMENT,
    },
    always=("format", "entries", "decisions", "added", "createdAt"),
)  # fmt: skip

#: Reports to moderators, and moderation decisions, which are immutable. They cannot be looked up by id: moderators read
#: them as lists.
REPORT: Final = NodeKind(
    "Report", (), {"subject": KEY}, {
        "reason": OneOf(vocabulary.REPORT_REASONS), "note": TEXT, "state": OneOf(vocabulary.REPORT_STATES),
        "evidence": TEXTS,
    },
    sort={"at": MOMENT}, always=("subject", "reason", "state"),
)  # fmt: skip
MODERATION: Final = NodeKind(
    "Moderation", (), {},
    {"action": OneOf(vocabulary.MODERATION_ACTIONS), "note": TEXT, "subject": KEY, "evidence": TEXTS},
    sort={"at": MOMENT}, always=("action", "subject"),
)  # fmt: skip
#: A request of a user to be linked to an author (`graphdb.claim_request`).
CLAIM_REQUEST: Final = NodeKind(
    "ClaimRequest", (), {}, {
        "evidence": TEXT, "state": OneOf(vocabulary.CLAIM_STATES), "note": TEXT, "decidedAt": MOMENT, "writes": LONG,
    },
    sort={"at": MOMENT}, always=("evidence", "state"),
)  # fmt: skip
#: An entry in the audit log of administration (`graphdb.audit`), which only the operator reads.
AUDIT_ENTRY: Final = NodeKind(
    "AuditEntry", (), {"at": MOMENT},
    {"actor": TEXT, "action": TEXT, "subject": TEXT, "details": TEXT, "origin": TEXT, "request": TEXT,
     "outcome": OneOf(vocabulary.AUDIT_OUTCOMES)},
    always=("at", "actor", "action", "subject", "outcome"),
)  # fmt: skip
#: An entry in the activity log of a paper (`graphdb.activity`); the paper's `Log` has the last position.
ACTIVITY: Final = NodeKind(
    "Activity", ("act_",), {"at": MOMENT},
    {"paper": KEY, "position": LONG, "kind": OneOf(vocabulary.ACTIVITY_KINDS), "subject": TEXT},
)  # fmt: skip
LOG: Final = NodeKind("Log", (), {}, {"position": LONG, "writes": LONG})
#: The lock that serializes the writes of a user; `id` is the id of the user.
TURN: Final = NodeKind("Turn", (), {}, {"writes": LONG})
#: A write with an idempotency key (`graphdb.idempotency`).
ONCE: Final = NodeKind("Once", (), {"at": MOMENT}, {"digest": TEXT, "answer": TEXT, "claims": LONG})

#: Another id of a node: `id` is the id of a merged node, or `issn:…`; `of` is the current id of the node.
ALIAS: Final = NodeKind("Alias", (), {"of": KEY})
#: A work that its source deleted, also one that was never in the graph; `at` is the day.
DELETED: Final = NodeKind("Deleted", (), {}, {"at": DAY})

RESEARCH: Final = (PAPER, AUTHOR, INSTITUTION, TOPIC, VENUE, FUNDER, PUBLISHER)
NODES: Final = (
    *RESEARCH, AWARD, *ACCOUNTS, LOCATION, RESOURCE, REVIEW, REVIEW_REVISION, REVIEW_POINT, REVIEW_SCORE,
    REVIEW_NOTE, COMMENT, COLLECTION,
    LIBRARY_IMPORT, REPORT, MODERATION, CLAIM_REQUEST, AUDIT_ENTRY, ACTIVITY, LOG, TURN, ONCE, ALIAS, DELETED,
    DELETED_PAPER, SOURCE_CLAIM,
)  # fmt: skip

#: A place on a byline. If an author has several places on a paper, the first is AUTHORED, the others ALSO_AUTHORED, so
#: that each paper counts once for each author.
BYLINE: Final[Types] = {
    "position": Integer(1), "corresponding": FLAG, "institutions": KEYS, "name": TEXT, "affiliations": TEXTS,
    "countries": TEXTS,
}  # fmt: skip

#: Labels of nodes that users can comment on, review and react to.
WRITTEN_ON: Final = (PAPER.label, DELETED_PAPER.label)

#: Labels of nodes that users can report: what people wrote, and records with errors.
REPORTED_ON: Final = ("Review", "Comment", "Resource", "Collection", *(kind.label for kind in RESEARCH), AWARD.label)

EDGES: Final = (
    EdgeKind("AUTHORED", ("Author",), ("Paper",), BYLINE),
    EdgeKind("ALSO_AUTHORED", ("Author",), ("Paper",), BYLINE),
    EdgeKind("CITES", ("Paper",), ("Paper",)),
    EdgeKind("FROM", ("Paper",), ("Institution",)),
    EdgeKind("AFFILIATED_WITH", ("Author",), ("Institution",), {"firstYear": YEAR, "lastYear": YEAR}),
    EdgeKind("ABOUT", ("Paper",), ("Topic",), {"score": Real(0), "primary": FLAG}),
    EdgeKind("BROADER", ("Topic",), ("Topic",)),
    #: Derived (`graphdb.topic_rollup`).
    EdgeKind("WITHIN", ("Paper",), ("Topic",)),
    EdgeKind("PUBLISHED_IN", ("Paper",), ("Venue",)),
    #: FUNDED_BY and SUPPORTED_BY are derived from the funding properties of the paper (`graphdb.ingest.funding`), the
    #: next three from the property with the id of their end (`graphdb.ingest.membership`).
    EdgeKind("FUNDED_BY", ("Paper",), ("Funder",)),
    EdgeKind("SUPPORTED_BY", ("Paper",), ("Award",)),
    EdgeKind("GRANTED_BY", ("Award",), ("Funder",)),
    EdgeKind("PUBLISHED_BY", ("Venue",), ("Publisher",)),
    EdgeKind("PART_OF", ("Publisher",), ("Publisher",)),
    EdgeKind("AVAILABLE_AT", ("Paper",), ("Location",), {"position": COUNT}),
    EdgeKind("IN", ("Location",), ("Venue",)),
    EdgeKind("DESCRIBES", ("SourceClaim",), ("Paper", "Institution")),
    EdgeKind("HAS", WRITTEN_ON, ("Resource",)),
    EdgeKind("REVIEWS", ("Review",), WRITTEN_ON),
    EdgeKind("WITHDRAWN_FROM", ("Review",), WRITTEN_ON),
    EdgeKind("HIDDEN_FROM", ("Review", "Comment", "Resource"), WRITTEN_ON),
    EdgeKind("FOUND_HELPFUL", ("User",), ("Review",), {"at": MOMENT}),
    EdgeKind("MAKES", ("Review", "ReviewRevision"), ("ReviewPoint",), {"position": COUNT}),
    EdgeKind("SCORES", ("Review",), ("ReviewScore",), {"position": COUNT}),
    EdgeKind("RESPONDS_TO", ("ReviewNote",), ("Review",)),
    EdgeKind("NOTES", ("ReviewNote",), WRITTEN_ON),
    EdgeKind("WAS", ("Review",), ("ReviewRevision",)),
    EdgeKind("WROTE", ("User",), ("Review", "Comment")),
    EdgeKind("ON", ("Comment",), (*WRITTEN_ON, "Review", "Comment")),
    EdgeKind("WAS_ON", ("Comment",), (*WRITTEN_ON, "Review", "Comment")),
    EdgeKind("DISCUSSES", ("Comment",), WRITTEN_ON),
    EdgeKind("DISCUSSED", ("Comment",), WRITTEN_ON),
    EdgeKind("LIKED", ("User",), WRITTEN_ON, {"at": MOMENT}),
    EdgeKind("DISLIKED", ("User",), WRITTEN_ON, {"at": MOMENT}),
    *(EdgeKind(f"REACTED_{kind.value}", ("User",), WRITTEN_ON, {"at": MOMENT}) for kind in ReactionKind),
    EdgeKind("SAVED", ("User",), WRITTEN_ON, {"at": MOMENT}),
    EdgeKind("FOLLOWS", ("User",), ("Author", "Topic", "Venue", *WRITTEN_ON, "Collection"), {"at": MOMENT}),
    EdgeKind("ADDED", ("User",), ("Resource",), {"at": MOMENT}),
    EdgeKind("CLAIMS", ("User",), ("Author",), {"at": MOMENT, "granted": FLAG}),
    EdgeKind("ASKED", ("User",), ("ClaimRequest",)),
    EdgeKind("FOR", ("ClaimRequest",), ("Author",)),
    EdgeKind("ANSWERED", ("User",), ("ClaimRequest",)),
    EdgeKind(
        "OF",
        ("Session", "AccessToken", "Identity", "Device", "LoginChallenge", "OneTimeLink", "SecurityEvent"),
        ("User",),
    ),
    EdgeKind("OWNS", ("User",), ("Collection",)),
    EdgeKind("IMPORTED", ("User",), ("LibraryImport",)),
    EdgeKind("INTO", ("LibraryImport",), ("Collection",)),
    EdgeKind("FILED", ("User",), ("Report",)),
    EdgeKind("AGAINST", ("Report",), REPORTED_ON),
    EdgeKind("DECIDED", ("User",), ("Moderation",)),
    EdgeKind("CONCERNS", ("Moderation",), REPORTED_ON),
    EdgeKind("HOLDS", ("Collection",), WRITTEN_ON, {"at": MOMENT, "position": LONG}),
    EdgeKind("KEEPS", ("Collection",), WRITTEN_ON, {"at": MOMENT, "position": LONG}),
)
