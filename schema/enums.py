"""The enumerations of the contract. A value is stored under its own name."""

from enum import Enum

from exports.formats import CitationFormat
from schema.enumeration import enumeration


@enumeration(
    "What kind of work a paper is.",
    ARTICLE="In a journal, or in proceedings where the source does not tell them apart.",
    PREPRINT="Published by its authors, before or without a journal.",
    BOOK="A book.",
    CHAPTER="A chapter of a book.",
    DATASET="Data, published by itself.",
    DISSERTATION="For a degree.",
    REPORT="Of an institution or a company.",
    REVIEW_ARTICLE="Sums up what others have found.",
    EDITORIAL="By a journal's editors.",
    LETTER="To a journal, or a short communication.",
    ERRATUM="Corrects another paper.",
    PEER_REVIEW="A review of another paper, published.",
    SOFTWARE="A program, published by itself.",
    STANDARD="A norm.",
    OTHER="Anything else, or not known.",
    CONFERENCE_PAPER="A whole paper of a conference, usually in its proceedings.",
    CONFERENCE_ABSTRACT="The abstract of a talk or poster, published without a paper.",
    BOOK_REVIEW="A review of one book.",
    DATA_PAPER="Describes a dataset.",
    SOFTWARE_PAPER="Describes research software.",
    SUPPLEMENT="Supplementary materials of another work.",
    PARATEXT="A cover, table of contents or the like.",
)
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
    CONFERENCE_PAPER = "CONFERENCE_PAPER"
    CONFERENCE_ABSTRACT = "CONFERENCE_ABSTRACT"
    BOOK_REVIEW = "BOOK_REVIEW"
    DATA_PAPER = "DATA_PAPER"
    SOFTWARE_PAPER = "SOFTWARE_PAPER"
    SUPPLEMENT = "SUPPLEMENT"
    PARATEXT = "PARATEXT"


@enumeration(
    "Where the text in `abstract` comes from.",
    ORIGINAL="The authors' own abstract.",
    SUMMARY="A summary that somebody else wrote in its place.",
)
class AbstractKind(Enum):
    ORIGINAL = "ORIGINAL"
    SUMMARY = "SUMMARY"


@enumeration(
    "How a paper is free to read; `CLOSED` where it is not.",
    DIAMOND="In an open journal, free for authors too.",
    GOLD="In an open journal.",
    GREEN="In a repository.",
    HYBRID="In a subscription journal, under an open licence.",
    BRONZE="On the publisher's page, without an open licence.",
    CLOSED="Not free to read.",
)
class OpenAccessStatus(Enum):
    DIAMOND = "DIAMOND"
    GOLD = "GOLD"
    GREEN = "GREEN"
    HYBRID = "HYBRID"
    BRONZE = "BRONZE"
    CLOSED = "CLOSED"


@enumeration(
    "What a resource is.",
    CODE="Program text.",
    DATASET="Data.",
    MODEL="A trained model.",
    DEMO="Something to try.",
    VIDEO="A recording.",
    SLIDES="Slides of a talk.",
    OTHER="Anything else.",
)
class ResourceKind(Enum):
    CODE = "CODE"
    DATASET = "DATASET"
    MODEL = "MODEL"
    DEMO = "DEMO"
    VIDEO = "VIDEO"
    SLIDES = "SLIDES"
    OTHER = "OTHER"


@enumeration(
    "How wide a topic is.",
    DOMAIN="The widest.",
    FIELD="Within a domain.",
    SUBFIELD="Within a field.",
    TOPIC="The narrowest, within a subfield.",
    CONCEPT="Outside of the hierarchy, in older data.",
)
class TopicLevel(Enum):
    DOMAIN = "DOMAIN"
    FIELD = "FIELD"
    SUBFIELD = "SUBFIELD"
    TOPIC = "TOPIC"
    CONCEPT = "CONCEPT"


enumeration(
    "The format of a citation.",
    BIBTEX="BibTeX, for LaTeX.",
    RIS="RIS, for reference managers.",
    CSL_JSON="CSL-JSON, for citation processors.",
    TEXT="Plain text, in a citation style.",
    HTML="HTML, in a citation style.",
)(CitationFormat)


@enumeration(
    "Which way a list is sorted.",
    ASC="The least first.",
    DESC="The greatest first.",
)
class Direction(Enum):
    ASC = "ASC"
    DESC = "DESC"


@enumeration(
    "What papers are sorted by. What is not known comes last when the greatest comes first.",
    YEAR="The year of publication.",
    PUBLISHED_ON="The day of publication.",
    TITLE="The title, whatever its case and accents.",
    CITATIONS="How often it is cited in this graph.",
    REFERENCES="How many papers of this graph it cites.",
    REVIEWS="How many structured reviews it has.",
    COMMENTS="How many comments it has.",
    SAVES="How many people have saved it.",
    LIKES="How many people like it.",
)
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


@enumeration(
    "What authors are sorted by.",
    NAME="The name, whatever its case and accents.",
    PAPERS="How many papers are theirs.",
    CITATIONS="How often these are cited.",
)
class AuthorOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"
    CITATIONS = "CITATIONS"


@enumeration(
    "What institutions are sorted by.",
    NAME="The name, whatever its case and accents.",
    PAPERS="How many papers come from it.",
    CITATIONS="How often these are cited.",
    AUTHORS="How many authors worked there.",
)
class InstitutionOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"
    CITATIONS = "CITATIONS"
    AUTHORS = "AUTHORS"


@enumeration(
    "What topics are sorted by.",
    NAME="The name, whatever its case and accents.",
    PAPERS="How many papers name it.",
)
class TopicOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"


@enumeration(
    "What venues are sorted by.",
    NAME="The name, whatever its case and accents.",
    PAPERS="How many papers it published.",
)
class VenueOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"


@enumeration(
    "What funders are sorted by.",
    NAME="The name, whatever its case and accents.",
    PAPERS="How many papers name it.",
)
class FunderOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"


@enumeration(
    "What publishers are sorted by.",
    NAME="The name, whatever its case and accents.",
    PAPERS="How many papers it published.",
)
class PublisherOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"
