"""The enumerations of the schema. A value is stored under its name."""

from enum import Enum

from exports.formats import CitationFormat
from schema.enumeration import enumeration


@enumeration(
    "The kind of a paper.",
    ARTICLE="An article in a journal, or in proceedings if the source does not distinguish them.",
    PREPRINT="Published by its authors, before or without a journal.",
    BOOK="A book.",
    CHAPTER="A chapter of a book.",
    DATASET="A dataset, published on its own.",
    DISSERTATION="A thesis for a degree.",
    REPORT="A report of an institution or a company.",
    REVIEW_ARTICLE="A review of the literature.",
    EDITORIAL="By a journal's editors.",
    LETTER="A letter to a journal, or a short communication.",
    ERRATUM="A correction of another paper.",
    PEER_REVIEW="A published review of another paper.",
    SOFTWARE="Software, published on its own.",
    STANDARD="A norm.",
    OTHER="Any other or unknown kind.",
    CONFERENCE_PAPER="A full paper of a conference, usually in its proceedings.",
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
    ORIGINAL="The abstract of the authors.",
    SUMMARY="A summary by others.",
)
class AbstractKind(Enum):
    ORIGINAL = "ORIGINAL"
    SUMMARY = "SUMMARY"


@enumeration(
    "The open access status of a paper.",
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
    "The kind of a resource.",
    CODE="Source code.",
    DATASET="Data.",
    MODEL="A trained model.",
    DEMO="A demo.",
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
    "The level of a topic in the hierarchy.",
    DOMAIN="The broadest level.",
    FIELD="Within a domain.",
    SUBFIELD="Within a field.",
    TOPIC="The narrowest level, within a subfield.",
    CONCEPT="Outside the hierarchy, in older data.",
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
    "The direction of a sort key.",
    ASC="Ascending.",
    DESC="Descending.",
)
class Direction(Enum):
    ASC = "ASC"
    DESC = "DESC"


@enumeration(
    "The sort fields of papers. Unknown values come last in both directions.",
    YEAR="The year of publication.",
    PUBLISHED_ON="The day of publication.",
    TITLE="The title, ignoring case and accents.",
    CITATIONS="How often it is cited in this graph.",
    REPORTED_CITATIONS="How often it is cited, as its source reports.",
    UPDATED="When it was added to this graph, or last changed by a record of a source.",
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
    REPORTED_CITATIONS = "REPORTED_CITATIONS"
    UPDATED = "UPDATED"
    REFERENCES = "REFERENCES"
    REVIEWS = "REVIEWS"
    COMMENTS = "COMMENTS"
    SAVES = "SAVES"
    LIKES = "LIKES"


@enumeration(
    "The sort fields of authors.",
    NAME="The name, ignoring case and accents.",
    PAPERS="How many papers they wrote.",
    CITATIONS="How often these are cited.",
)
class AuthorOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"
    CITATIONS = "CITATIONS"


@enumeration(
    "The sort fields of institutions.",
    NAME="The name, ignoring case and accents.",
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
    "The sort fields of topics.",
    NAME="The name, ignoring case and accents.",
    PAPERS="How many papers are about it or a topic below it.",
)
class TopicOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"


@enumeration(
    "The sort fields of venues.",
    NAME="The name, ignoring case and accents.",
    PAPERS="How many papers it published.",
)
class VenueOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"


@enumeration(
    "The sort fields of funders.",
    NAME="The name, ignoring case and accents.",
    PAPERS="How many papers name it.",
)
class FunderOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"


@enumeration(
    "The sort fields of publishers.",
    NAME="The name, ignoring case and accents.",
    PAPERS="How many papers it and its parts published.",
)
class PublisherOrderField(Enum):
    NAME = "NAME"
    PAPERS = "PAPERS"
