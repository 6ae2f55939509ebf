"""The enumerations whose values are stored, each value under its own name. `schema/` describes them to clients."""

from typing import Final

from graphdb.reaction_kind import ReactionKind

PAPER_KINDS: Final = (
    "ARTICLE", "PREPRINT", "BOOK", "CHAPTER", "DATASET", "DISSERTATION", "REPORT", "REVIEW_ARTICLE", "EDITORIAL",
    "LETTER", "ERRATUM", "PEER_REVIEW", "SOFTWARE", "STANDARD", "OTHER",
)  # fmt: skip
ABSTRACT_KINDS: Final = ("ORIGINAL", "SUMMARY")
OPEN_ACCESS_STATUSES: Final = ("DIAMOND", "GOLD", "GREEN", "HYBRID", "BRONZE", "CLOSED")
RESOURCE_KINDS: Final = ("CODE", "DATASET", "MODEL", "DEMO", "VIDEO", "SLIDES", "OTHER")
TOPIC_LEVELS: Final = ("DOMAIN", "FIELD", "SUBFIELD", "TOPIC", "CONCEPT")

REVIEW_POINT_KINDS: Final = ("STRENGTH", "CONCERN", "METHOD_QUESTION")
RECOMMENDATIONS: Final = ("STRONG_YES", "YES", "NEUTRAL", "NO", "STRONG_NO")
COMMENT_KINDS: Final = ("NOTE", "CAVEAT", "REPLICATION", "QUESTION")
VISIBILITIES: Final = ("PRIVATE", "UNLISTED", "PUBLIC")

ROLES: Final = ("MEMBER", "MODERATOR", "ADMIN")
TOKEN_SCOPES: Final = ("READ", "WRITE")
REPORT_REASONS: Final = ("SPAM", "ABUSE", "PRIVACY", "COPYRIGHT", "WRONG", "OTHER")
REPORT_STATES: Final = ("OPEN", "UPHELD", "DISMISSED")
MODERATION_ACTIONS: Final = ("HIDE", "RESTORE", "DISMISS")
ACTIVITY_KINDS: Final = (
    "VOTE", "REACTION", "SAVE", "REVIEW", "REVIEW_EDITED", "REVIEW_WITHDRAWN", "COMMENT", "COMMENT_EDITED",
    "COMMENT_DELETED", "RESOURCE",
)  # fmt: skip
REACTION_KINDS: Final = tuple(kind.value for kind in ReactionKind)
