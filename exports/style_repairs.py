"""What a parsed style needs before citeproc-py sets a single reference with it as the CSL specification says."""

from collections.abc import Iterable
from typing import Any, Final

_CSL: Final = "{http://purl.org/net/xbiblio/csl}"


def repair(style: Any) -> None:
    """Change a parsed style (the root element of citeproc-py) in place."""
    _without_numbers(style)
    _without_name_cases(style)
    _with_names(style)
    for locale in style.locales:
        for date in locale.iter(f"{_CSL}date"):
            _with_delimiter(date)


def date_parts(style: Any) -> list[tuple[Any, dict[str, str]]]:
    """The parts of localised dates with their attributes. Rendering writes one date's attributes into the locale, where
    they would change the next paper's date: `restore` undoes that."""
    return [(part, dict(part.attrib)) for locale in style.locales for part in locale.iter(f"{_CSL}date-part")]


def restore(parts: Iterable[tuple[Any, dict[str, str]]]) -> None:
    """Give the parts the attributes that they had."""
    for part, attributes in parts:
        if dict(part.attrib) != attributes:
            part.attrib.clear()
            part.attrib.update(attributes)


def _without_numbers(style: Any) -> None:
    # A reference that stands alone has no number in a list, so `[1]` goes.
    for tag in ("text", "number"):
        for element in list(style.iter(_CSL + tag)):
            if element.get("variable") == "citation-number":
                element.getparent().remove(element)


def _without_name_cases(style: Any) -> None:
    # The processor fails on the cases of names that it splits into words; names come in their own case anyway.
    for part in style.iter(f"{_CSL}name-part"):
        if part.get("text-case") not in (None, "uppercase", "lowercase"):
            del part.attrib["text-case"]


def _with_names(style: Any) -> None:
    # The processor adds this element while it renders, each time again.
    for names in style.iter(f"{_CSL}names"):
        if names.find(f"{_CSL}name") is None and names.getparent().tag != f"{_CSL}substitute":
            names.insert(0, names.makeelement(f"{_CSL}name"))


def _with_delimiter(date: Any) -> None:
    """The `delimiter` of a localised date (CSL 1.0.2, "Date"), which the processor does not set, as affixes of its
    parts, on the side of the year, the one part that is always there."""
    delimiter = date.get("delimiter")
    parts = date.findall(f"{_CSL}date-part")
    years = [index for index, part in enumerate(parts) if part.get("name") == "year"]
    if delimiter is None or date.get("variable") is not None or not years:
        return
    for index, part in enumerate(parts):
        if index < years[0]:
            part.set("suffix", part.get("suffix", "") + delimiter)
        elif index > years[0]:
            part.set("prefix", delimiter + part.get("prefix", ""))
