"""The sources of records in order of precedence, which decides between records about one node."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is stored on nodes, `title` is displayed, `address` is the page of a record with `{}` for its id."""

    name: str
    title: str
    address: str | None = None


ROR: Final = Source("ror", "ROR", "https://ror.org/{}")
OPENALEX: Final = Source("openalex", "OpenAlex", "https://openalex.org/{}")
DEMO: Final = Source("demo", "Peergraph demo")

#: Curated registries, then catalogues, then the demo with its summaries.
SOURCES: Final = (ROR, OPENALEX, DEMO)
_POSITIONS: Final = {source.name: position for position, source in enumerate(SOURCES)}
_BY_NAME: Final = {source.name: source for source in SOURCES}
#: An unlisted source ranks below the catalogues and above the demo.
_UNLISTED: Final = _POSITIONS[DEMO.name] - 0.5


def rank(name: str) -> tuple[float, str]:
    """The sort key of a source in the order of precedence; the smallest takes precedence."""
    return _POSITIONS.get(name, _UNLISTED), name


def source(name: str) -> Source:
    """The source of this name; the title of an unlisted source is its name."""
    return _BY_NAME.get(name) or Source(name, name)
