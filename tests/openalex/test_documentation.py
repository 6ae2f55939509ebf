"""`docs/openalex.md` has every field of real records and of the documentation of OpenAlex."""

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

import orjson
import pytest

from tests.ingest.test_sets import DATA
from tests.openalex.documented import full_work
from tests.openalex.organisations import AWARDS, FUNDERS, PUBLISHERS

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "openalex.md"
#: Objects whose keys are words and languages, not fields.
_OPEN: Final = frozenset({"abstract_inverted_index", "international.display_name", "international.description"})
_SECTIONS: Final = {
    "works": "Works", "authors": "Authors", "institutions": "Institutions", "topics": "Topics", "concepts": "Concepts",
    "sources": "Sources", "publishers": "Publishers", "funders": "Funders", "awards": "Awards",
}  # fmt: skip
#: Further fields of a work in OpenAlex's API of 2026, besides those of `documented.full_work`.
_FURTHER: Final = (
    "sources[].id", "institutions[].id", "is_authors_truncated", "fulltext_origin", "datasets[]", "versions[]",
    "has_content.pdf", "has_content.grobid_xml", "content_urls.pdf", "content_urls.grobid_xml", "related_works[]",
    "cited_by_api_url", "authorships[].raw_orcid", "authorships[].affiliations[].institution_ids[]",
    "countries_distinct_count", "institutions_distinct_count", "locations_count", "relevance_score",
    "open_access.any_repository_has_fulltext", "locations[].license_id", "locations[].source.is_core",
)  # fmt: skip


def tables() -> dict[str, set[str]]:
    """Section of the document → paths."""
    sections: dict[str, set[str]] = {}
    section = ""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line.startswith("| `"):
            sections.setdefault(section, set()).update(re.findall(r"`([^`]+)`", line.split("|")[1]))
    return sections


TABLES: Final = tables()


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The path of every value in a record."""
    if isinstance(value, dict) and (value or path):
        entries = cast("Mapping[str, Any]", value)
        if path in _OPEN:
            yield f"{path}.*"
            return
        for name, below in entries.items():
            yield from paths(below, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        listed = cast("list[Any]", value)
        if not listed:
            yield f"{path}[]"
        for below in listed:
            yield from paths(below, f"{path}[]")
    else:
        yield path


def is_documented(path: str, section: str) -> bool:
    """Whether the section has the path, a wildcard that covers it, or a path below it (the value can be null)."""
    documented = TABLES[section]
    if (
        path in documented
        or "*" in documented
        or any(other.startswith((f"{path}.", f"{path}[]")) for other in documented)
    ):
        return True
    parts = re.split(r"(?<=.)\.", path)
    return any(".".join(parts[:size]) + ".*" in documented for size in range(1, len(parts) + 1))


def files() -> list[tuple[str, Path]]:
    """Entity and file of every set of real records."""
    if not DATA.exists():
        return []
    sets = [(path.name.partition(".")[0].partition("-")[0], path) for path in (DATA / "openalex").glob("*.jsonl.gz")]
    parts = (DATA / "openalex-snapshot").glob("*/updated_date=*/*.gz")
    return sorted([*sets, *((path.parts[-3], path) for path in parts)])


@pytest.mark.skipif(not DATA.exists(), reason=f"real records are not at {DATA}")
@pytest.mark.parametrize(("entity", "path"), files(), ids=lambda value: getattr(value, "name", value))
def test_every_field_of_real_records_is_documented(entity: str, path: Path) -> None:
    with gzip.open(path) as file:
        field_paths = {field_path for line in file if line.strip() for field_path in paths(orjson.loads(line))}
    assert len(field_paths) > 10
    assert sorted(field_path for field_path in field_paths if not is_documented(field_path, _SECTIONS[entity])) == []


@pytest.mark.skipif(not DATA.exists(), reason=f"real records are not at {DATA}")
def test_every_file_of_real_records_is_checked() -> None:
    present = {path for name in ("openalex", "openalex-snapshot") for path in (DATA / name).rglob("*.gz")}
    assert {path for _, path in files()} == {path for path in present if "merged_ids" not in path.parts}
    assert {entity for entity, _ in files()} <= _SECTIONS.keys()


def test_every_field_of_the_api_is_documented() -> None:
    field_paths = {*paths(full_work()), *_FURTHER}
    assert sorted(field_path for field_path in field_paths if not is_documented(field_path, "Works")) == []


@pytest.mark.parametrize(("section", "records"), [("Funders", FUNDERS), ("Publishers", PUBLISHERS), ("Awards", AWARDS)])
def test_every_field_of_organisations_is_documented(section: str, records: list[dict[str, Any]]) -> None:
    field_paths = {field_path for record in records for field_path in paths(record)}
    assert sorted(field_path for field_path in field_paths if not is_documented(field_path, section)) == []


@pytest.mark.parametrize("section", sorted(set(_SECTIONS.values())))
def test_an_undocumented_field_is_detected(section: str) -> None:
    reported = not is_documented("a_field_of_tomorrow", section)
    assert reported == ("*" not in TABLES[section])
