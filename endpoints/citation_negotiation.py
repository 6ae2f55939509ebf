"""Content negotiation for papers: the page, or a citation in the format that a client accepts, as for DOIs.

    curl -LH "Accept: application/x-bibtex" https://example.org/papers/W2626778328
    curl -LH "Accept: text/x-bibliography; style=apa; locale=de-DE" https://example.org/papers/W2626778328

Sources: RFC 9110, section 12.5.1; CrossCite, "DOI Content Negotiation".
"""

from dataclasses import dataclass, field
from typing import Final

from exports.formats import CitationFormat

#: Format, and the media type of the response, by accepted media type.
FORMATS: Final = {
    "application/x-bibtex": (CitationFormat.BIBTEX, "application/x-bibtex; charset=utf-8"),
    "application/x-research-info-systems": (CitationFormat.RIS, "application/x-research-info-systems; charset=utf-8"),
    "application/vnd.citationstyles.csl+json": (CitationFormat.CSL_JSON, "application/vnd.citationstyles.csl+json"),
    "application/citeproc+json": (CitationFormat.CSL_JSON, "application/vnd.citationstyles.csl+json"),
    "text/x-bibliography": (CitationFormat.TEXT, "text/x-bibliography; charset=utf-8"),
}
_HTML: Final = frozenset({"text/html", "application/xhtml+xml", "text/*", "application/*", "*/*"})
#: Media types that are read of one header.
_MAX_TYPES: Final = 40


@dataclass(frozen=True, slots=True)
class AcceptedCitation:
    """The citation that a client accepts. `parameters`: those of the media type, such as `style` and `locale`."""

    format: CitationFormat
    media: str
    parameters: dict[str, str] = field(default_factory=dict[str, str])


def accepted_citation(header: str | None) -> AcceptedCitation | None:
    """The citation that an Accept header prefers to the page; None for the page. Of types with the same weight, the
    first one counts."""
    preferred, greatest = None, 0.0
    for part in (header or "").split(",")[:_MAX_TYPES]:
        media, *parameters = (each.strip() for each in part.split(";"))
        values = dict(_parameter(each) for each in parameters)
        weight = _weight(values.pop("q", "1"))
        if weight > greatest and (media.lower() in FORMATS or media.lower() in _HTML):
            form = FORMATS.get(media.lower())
            preferred, greatest = None if form is None else AcceptedCitation(*form, values), weight
    return preferred


def _parameter(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip().strip('"')


def _weight(text: str) -> float:
    try:
        return min(float(text), 1.0)
    except ValueError:
        return 0.0
