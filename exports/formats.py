"""`cite`: the citation of a paper in a format."""

from enum import StrEnum

from exports.bibtex import bibtex
from exports.csl import csl_json
from exports.reference import Reference
from exports.ris import ris
from exports.styled_citation import styled_html, styled_text


class CitationFormat(StrEnum):
    """The formats of citations."""

    BIBTEX = "BIBTEX"
    RIS = "RIS"
    CSL_JSON = "CSL_JSON"
    TEXT = "TEXT"
    HTML = "HTML"


def cite(reference: Reference, form: CitationFormat, style: str = "apa", locale: str = "en-US") -> str:
    """The reference in this format. `style` and `locale` apply only to TEXT and HTML.

    Takes 1 to 30 ms of CPU for TEXT and HTML: call it in a thread (`thread_pools`). Raises `BadInput` for a style
    or a locale that there is not.
    """
    match form:
        case CitationFormat.BIBTEX:
            return bibtex(reference)
        case CitationFormat.RIS:
            return ris(reference)
        case CitationFormat.CSL_JSON:
            return csl_json(reference)
        case CitationFormat.TEXT:
            return styled_text(reference, style, locale)
        case CitationFormat.HTML:
            return styled_html(reference, style, locale)
