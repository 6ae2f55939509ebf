"""The enumerations of the contract. A value is stored under its own name."""

from enum import Enum

import strawberry

from exports.formats import CitationFormat


@strawberry.enum(description="What kind of work a paper is.")
class PaperKind(Enum):
    ARTICLE = "ARTICLE"
    PREPRINT = "PREPRINT"
    BOOK = "BOOK"
    CHAPTER = "CHAPTER"
    DATASET = "DATASET"
    DISSERTATION = "DISSERTATION"
    REPORT = "REPORT"
    REVIEW_ARTICLE = "REVIEW_ARTICLE"
    EDITORIAL = "EDITORIAL"
    LETTER = "LETTER"
    ERRATUM = "ERRATUM"
    PEER_REVIEW = "PEER_REVIEW"
    SOFTWARE = "SOFTWARE"
    STANDARD = "STANDARD"
    OTHER = "OTHER"


@strawberry.enum(description="Where the text in `abstract` comes from.")
class AbstractKind(Enum):
    ORIGINAL = strawberry.enum_value("ORIGINAL", description="The authors' own abstract.")
    SUMMARY = strawberry.enum_value("SUMMARY", description="A summary that somebody else wrote in its place.")


@strawberry.enum(description="How a paper is free to read; `CLOSED` where it is not.")
class OpenAccessStatus(Enum):
    DIAMOND = "DIAMOND"
    GOLD = "GOLD"
    GREEN = "GREEN"
    HYBRID = "HYBRID"
    BRONZE = "BRONZE"
    CLOSED = "CLOSED"


@strawberry.enum(description="What a resource is.")
class ResourceKind(Enum):
    CODE = "CODE"
    DATASET = "DATASET"
    MODEL = "MODEL"
    DEMO = "DEMO"
    VIDEO = "VIDEO"
    SLIDES = "SLIDES"
    OTHER = "OTHER"


@strawberry.enum(description="How wide a topic is. `CONCEPT` stands outside of the hierarchy, in older data.")
class TopicLevel(Enum):
    DOMAIN = "DOMAIN"
    FIELD = "FIELD"
    SUBFIELD = "SUBFIELD"
    TOPIC = "TOPIC"
    CONCEPT = "CONCEPT"


strawberry.enum(CitationFormat, description="The format of a citation.")


@strawberry.enum(description="Which way a list is sorted.")
class Direction(Enum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.enum(description="What papers are sorted by. What is not known comes last when the greatest comes first.")
class PaperOrderField(Enum):
    YEAR = "YEAR"
    PUBLISHED_ON = "PUBLISHED_ON"
    TITLE = "TITLE"
    CITATIONS = "CITATIONS"
    REFERENCES = "REFERENCES"
    REVIEWS = "REVIEWS"
    COMMENTS = "COMMENTS"
    SAVES = "SAVES"
    LIKES = "LIKES"


@strawberry.enum(description="What authors are sorted by.")
class AuthorOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"
    CITATIONS = "CITATIONS"


@strawberry.enum(description="What institutions are sorted by.")
class InstitutionOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"
    CITATIONS = "CITATIONS"
    AUTHORS = "AUTHORS"


@strawberry.enum(description="What topics are sorted by.")
class TopicOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"


@strawberry.enum(description="What venues are sorted by.")
class VenueOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"
