"""citeproc-py with the elements of `exports.style_elements`."""
# citeproc and lxml have no type hints.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportAttributeAccessIssue=false

from pathlib import Path
from typing import Any, Final, cast

from citeproc import CitationStylesStyle
from citeproc.model import CitationStylesElement
from lxml import etree

from exports.style_elements import ELEMENTS

_NAMESPACE: Final = "http://purl.org/net/xbiblio/csl"


class Processor(CitationStylesStyle):
    """A parsed style in a locale. Schema validation is left out: the styles come validated, and it takes longer than
    all the rest."""

    def __init__(self, file: Path, locale: str) -> None:
        elements = cast("list[type]", CitationStylesElement.__subclasses__())
        lookup = etree.ElementNamespaceClassLookup()
        namespace: Any = lookup.get_namespace(_NAMESPACE)
        namespace[None] = CitationStylesElement
        namespace.update({each.__name__.replace("_", "-").lower(): each for each in elements} | ELEMENTS)
        self.parser: Any = etree.XMLParser(remove_comments=True, no_network=True)
        self.parser.set_element_class_lookup(lookup)
        self.xml: Any = etree.parse(str(file), self.parser)
        self.root: Any = self.xml.getroot()
        self.root.set_locale_list(locale, validate=False)
