"""Papers of NeurIPS with their reviews and decisions, as works of OpenAlex: real records that have reviews.

The set has a form of its own. What it says of a paper stands here in OpenAlex's form, because that is what the product
reads; nothing is invented but the numbers.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.ingest.records import SITE, Record, ids

#: Numbers of the works, apart from those of OpenAlex and of awkward records.
FIRST: Final = 9_910_000_000
#: How many papers: those of most reviewers' words would take longest, so simply the first.
MOST: Final = 60


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON Lines: lines end with a line feed and nothing else."""
    content = path.read_bytes()
    for line in (gzip.decompress(content) if path.suffix == ".gz" else content).split(b"\n"):
        if line.strip():
            yield json.loads(line)


def reviewed(folder: Path) -> list[dict[str, Any]]:
    """The lines of the first papers' reviews."""
    return [line for line, _ in zip(lines(folder / "reviews.jsonl.gz"), range(MOST), strict=False)]


def works(folder: Path) -> list[Record]:
    """The papers of these reviews as works, with the citations among them."""
    names = [line["paper"] for line in reviewed(folder)]
    numbers = {name: FIRST + place for place, name in enumerate(names)}
    cited: dict[str, list[int]] = {name: [] for name in names}
    for line in gzip.decompress((folder / "citations.tsv.gz").read_bytes()).decode().splitlines():
        citing, _, target = line.partition("\t")
        if citing in numbers and target in numbers:
            cited[citing].append(numbers[target])
    papers = {paper["id"]: paper for paper in lines(folder / "papers.jsonl.gz") if paper["id"] in numbers}
    return [_work(numbers[name], papers[name], cited[name]) for name in names]


def _texts(paper: dict[str, Any], name: str) -> list[str]:
    return paper.get(name) or []


def _work(number: int, paper: dict[str, Any], cited: list[int]) -> Record:
    words: dict[str, list[int]] = {}
    for place, word in enumerate((paper.get("abstract") or "").split()):
        words.setdefault(word, []).append(place)
    return {
        "id": f"{SITE}W{number}",
        "title": paper["title"],
        "publication_year": paper.get("year"),
        "type": "conference-paper",
        "abstract_inverted_index": words or None,
        "authorships": [{"author": {}, "raw_author_name": name} for name in _texts(paper, "authors")],
        "keywords": [{"keyword": word, "score": 0.5} for word in _texts(paper, "keywords")],
        "primary_location": {
            "landing_page_url": f"https://openreview.net/forum?id={paper['id'].rpartition(':')[2]}",
            "source": None, "raw_source_name": paper.get("conference"),
        },
        "referenced_works": ids(*cited),
        "cited_by_count": paper.get("cited_by_in_set"),
        "updated_date": "2025-06-01",
    }  # fmt: skip
