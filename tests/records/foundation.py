"""Papers of NeurIPS with their reviews and decisions, as works of OpenAlex: real records that have reviews.

The set has its own format. Its papers are converted to works of OpenAlex, the format that ingest reads; only the
numbers are invented.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.ingest.records import SITE, Record, ids

#: Numbers of the works, apart from those of OpenAlex and of awkward records.
FIRST: Final = 9_910_000_000
#: The first papers of the file, to limit the time of the load.
MAX_PAPERS: Final = 60


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON Lines; only a line feed ends a line."""
    content = path.read_bytes()
    for line in (gzip.decompress(content) if path.suffix == ".gz" else content).split(b"\n"):
        if line.strip():
            yield json.loads(line)


def reviewed(folder: Path) -> list[dict[str, Any]]:
    """The lines of reviews of the first papers."""
    return [line for line, _ in zip(lines(folder / "reviews.jsonl.gz"), range(MAX_PAPERS), strict=False)]


def works(folder: Path) -> list[Record]:
    """The papers of these reviews as works, with the citations among them."""
    names = [line["paper"] for line in reviewed(folder)]
    numbers = {name: FIRST + index for index, name in enumerate(names)}
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
    abstract_index: dict[str, list[int]] = {}
    for index, word in enumerate((paper.get("abstract") or "").split()):
        abstract_index.setdefault(word, []).append(index)
    return {
        "id": f"{SITE}W{number}",
        "title": paper["title"],
        "publication_year": paper.get("year"),
        "type": "conference-paper",
        "abstract_inverted_index": abstract_index or None,
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
