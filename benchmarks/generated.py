"""OpenAlex works generated from a seed: as large, as linked and as skewed as real ones, and the same on every run.

Every work has about 6 authors, 39 references (a fifth of them inside the set), an abstract of 200 words, and the fields
of the full record of 2025 with their usual sizes, so that parsing costs as much as for real ones (14 kB per work).
"""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

SITE: Final = "https://openalex.org/"
#: The first id of generated works; ids of works outside the set start at ten times this.
FIRST: Final = 4_000_000_000
_SYLLABLES: Final = ("ka", "lo", "mi", "ne", "ra", "su", "ti", "vo", "den", "ger", "hal", "lin", "mar", "nor", "sel")


def works(number: int, *, seed: int = 1, first: int = FIRST, day: str | None = None) -> Iterator[dict[str, Any]]:
    """`number` works; the same for the same seed. With `day`, the records of a later day: that date, other counts, and
    another title for every fiftieth."""
    chance = random.Random(seed)
    words = [_word(chance) for _ in range(5_000)]
    for index in range(number):
        work = _work(index, number, first, words, chance)
        yield work if day is None else _later(work, index, day)


def write(path: Path, number: int, *, seed: int = 1, first: int = FIRST, day: str | None = None) -> Path:
    """Writes the works as JSON Lines, compressed if the name ends in `.gz`."""
    with gzip.open(path, "wb", compresslevel=1) if path.suffix == ".gz" else path.open("wb") as file:
        for work in works(number, seed=seed, first=first, day=day):
            file.write(orjson.dumps(work) + b"\n")
    return path


def _work(index: int, number: int, first: int, words: list[str], chance: random.Random) -> dict[str, Any]:
    openalex_id, doi = f"{SITE}W{first + index}", f"https://doi.org/10.5555/generated.{first + index}"
    year = chance.randint(1990, 2025)
    venue = _skewed(chance, max(20, number // 50))
    source = {
        "id": f"{SITE}S{7_000_000 + venue}", "display_name": f"Journal of {words[venue % 5_000].title()} {venue}",
        "issn_l": None, "issn": None, "is_oa": True, "is_in_doaj": False, "host_organization": f"{SITE}P4310320990",
        "host_organization_name": "Generated Press", "type": "journal",
    }  # fmt: skip
    location = {
        "is_oa": True, "landing_page_url": doi, "pdf_url": None, "source": source, "license": "cc-by",
        "version": "publishedVersion", "is_accepted": True, "is_published": True,
    }  # fmt: skip
    topics = [_topic(_skewed(chance, 4_500), score) for score in (0.99, 0.95, 0.61)]
    title = " ".join(chance.choices(words, k=12)).capitalize()
    authorships = [_authorship(chance, number, words) for _ in range(1 + min(int(chance.expovariate(0.2)), 60))]
    return {
        "id": openalex_id, "doi": doi, "title": title, "display_name": title, "publication_year": year,
        "publication_date": f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "ids": {"openalex": openalex_id, "doi": doi, "mag": str(first + index)}, "language": "en",
        "primary_location": location, "type": "article", "type_crossref": "journal-article", "indexed_in": ["crossref"],
        "open_access": {"is_oa": True, "oa_status": "gold", "oa_url": doi, "any_repository_has_fulltext": False},
        "authorships": authorships, "countries_distinct_count": 1, "institutions_distinct_count": 2,
        "corresponding_author_ids": [authorships[0]["author"]["id"]], "fwci": chance.random(), "has_fulltext": False,
        "cited_by_count": int(chance.paretovariate(1)) % 50_000,
        "biblio": {"volume": str(year - 1980), "issue": "4", "first_page": "101", "last_page": "119"},
        "is_retracted": False, "is_paratext": False, "primary_topic": topics[0], "topics": topics,
        "keywords": [{"id": f"{SITE}keywords/{word}", "display_name": word, "score": 0.5} for word in words[:8]],
        "concepts": [_concept(chance, words) for _ in range(10)],
        "mesh": [{"descriptor_ui": "D0", "descriptor_name": word, "is_major_topic": False} for word in words[:10]],
        "locations_count": 1, "locations": [location], "best_oa_location": location, "grants": [],
        "referenced_works_count": 39, "referenced_works": _references(index, number, first, chance),
        "related_works": [f"{SITE}W{chance.randint(10**9, 4 * 10**9)}" for _ in range(10)],
        "abstract_inverted_index": _inverted(chance.choices(words[:1_500], k=200)),
        "counts_by_year": [{"year": past, "cited_by_count": 3} for past in range(2012, 2026)],
        "updated_date": f"2025-10-{chance.randint(1, 28):02d}T11:55:47.{index % 1_000_000:06d}",
        "created_date": "2016-06-24",
    }  # fmt: skip


def _later(work: dict[str, Any], index: int, day: str) -> dict[str, Any]:
    work["updated_date"] = f"{day}T11:55:47.{index % 1_000_000:06d}"
    work["cited_by_count"] += 1
    work["counts_by_year"][-1]["cited_by_count"] += 1
    work["fwci"] *= 1.01
    if index % 50 == 0:
        work["title"] = work["display_name"] = f"{work['title']} revised"
    return work


def _authorship(chance: random.Random, number: int, words: list[str]) -> dict[str, Any]:
    person, institution = _skewed(chance, number * 4), _skewed(chance, max(50, number // 5))
    name = f"{words[person % 5_000].title()} {words[(person // 7) % 5_000].title()}"
    at = f"{SITE}I{20_000_000 + institution}"
    institution = {
        "id": at, "display_name": f"University of {words[institution % 5_000].title()}",
        "ror": None, "country_code": "NO",
        "type": "education", "lineage": [at],
    }  # fmt: skip
    return {
        "author_position": "middle", "institutions": [institution], "countries": ["NO"], "is_corresponding": False,
        "author": {"id": f"{SITE}A{5_000_000_000 + person}", "display_name": name, "orcid": None},
        "raw_author_name": name, "raw_affiliation_strings": [institution["display_name"]],
        "affiliations": [{"raw_affiliation_string": institution["display_name"], "institution_ids": [at]}],
    }  # fmt: skip


def _topic(number: int, score: float) -> dict[str, Any]:
    subfield, field, domain = 1_000 + number % 250, 10 + number % 26, 1 + number % 4
    return {
        "id": f"{SITE}T{10_000 + number}", "display_name": f"Topic {number}", "score": score,
        "subfield": {"id": f"{SITE}subfields/{subfield}", "display_name": f"Subfield {subfield}"},
        "field": {"id": f"{SITE}fields/{field}", "display_name": f"Field {field}"},
        "domain": {"id": f"{SITE}domains/{domain}", "display_name": f"Domain {domain}"},
    }  # fmt: skip


def _concept(chance: random.Random, words: list[str]) -> dict[str, Any]:
    number = _skewed(chance, 60_000)
    return {
        "id": f"{SITE}C{40_000_000 + number}", "wikidata": f"https://www.wikidata.org/wiki/Q{number}",
        "display_name": words[number % 5_000], "level": 2, "score": 0.42,
    }  # fmt: skip


def _references(index: int, number: int, first: int, chance: random.Random) -> list[str]:
    """References, a fifth of them inside the set and mostly to few works; some to works later in the file."""
    inside = {_skewed(chance, number) for _ in range(8)} - {index}
    outside = {10 * first + _skewed(chance, number * 30) for _ in range(31)}
    return [f"{SITE}W{first + cited}" for cited in sorted(inside)] + [f"{SITE}W{cited}" for cited in sorted(outside)]


def _inverted(words: list[str]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for position, word in enumerate(words):
        index.setdefault(word, []).append(position)
    return index


def _skewed(chance: random.Random, number: int) -> int:
    """A random number below `number`, small ones far more often: a few hubs, a long tail."""
    return int(number * chance.random() ** 3)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4)))
