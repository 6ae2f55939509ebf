"""The sources of facts, the most trusted first: this order decides wherever two of them describe one thing."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is what nodes store, `title` what people read, `address` the page of a record with its id for `{}`."""

    name: str
    title: str
    address: str | None = None


ROR: Final = Source("ror", "ROR", "https://ror.org/{}")
OPENALEX: Final = Source("openalex", "OpenAlex", "https://openalex.org/{}")
DEMO: Final = Source("demo", "Peergraph demo")

#: Curated registries, then catalogues, then the demo, whose records are summaries of the project's own.
SOURCES: Final = (ROR, OPENALEX, DEMO)
_POSITIONS: Final = {source.name: place for place, source in enumerate(SOURCES)}
_BY_NAME: Final = {source.name: source for source in SOURCES}
#: A source that the table does not name is trusted less than a catalogue and more than the demo.
_UNLISTED: Final = _POSITIONS[DEMO.name] - 0.5


def rank(name: str) -> tuple[float, str]:
    """The place of a source in the order of precedence, as a sort key: smaller is trusted more."""
    return _POSITIONS.get(name, _UNLISTED), name


def source(name: str) -> Source:
    """The source of this name; of one that the table does not list, the name is the title."""
    return _BY_NAME.get(name) or Source(name, name)
