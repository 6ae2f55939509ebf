"""The real records, and the load of all records with the commands of the product."""

import asyncio
import gzip
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from graphdb.embedded.server import Address
from tests.ingest.records import Record
from tests.records import foundation
from tests.records.awkward import awkward
from tests.sampler import Sampler

DATA: Final = Path(os.environ.get("PEERGRAPH_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
ROOT: Final = Path(__file__).parents[2]
#: Works of each file that the short form loads, at random.
WORKS: Final = {"works-2023.jsonl.gz": 400, "works-2025.jsonl.gz": 200}
_COMMAND: Final = "from commands import main; main()"


def present() -> bool:
    """Whether the real records are on this machine."""
    return DATA.is_dir()


class Run(NamedTuple):
    """The output and the exit code of a command."""

    code: int
    output: str

    @property
    def line(self) -> str:
        """The output as one line."""
        return " ".join(self.output.split())


async def peergraph(address: Address, *arguments: str | Path) -> Run:
    """Runs the command on the Neo4j of this address, in a new process."""
    assert address.auth is not None
    environment = os.environ | {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.auth[1], "COLUMNS": "200"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _COMMAND, *map(str, arguments), cwd=ROOT, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    return Run(process.returncode or 0, output.decode())


def choose_works(folder: Path, sample: Sampler) -> None:
    """Writes the works of the short form to the folder, where the load and the oracle find them."""
    for name, number in WORKS.items() if present() else ():
        lines = gzip.decompress((DATA / "openalex" / name).read_bytes()).splitlines(keepends=True)
        chosen = sample(lines, number)
        if len(chosen) < len(lines):
            (folder / name).write_bytes(gzip.compress(b"".join(chosen), 1))


def openalex_files(folder: Path) -> list[Path]:
    """The real records in OpenAlex's form; works as chosen in the folder, or all of them."""
    paths = sorted((DATA / "openalex").glob("*.jsonl.gz"))
    return [chosen if (chosen := folder / path.name).exists() else path for path in paths]


def sources(folder: Path) -> list[Path]:
    """The files of all records without the demo's; generated ones are written to the folder."""
    listed = [written(folder / "awkward.jsonl", awkward())]
    if present():
        listed += openalex_files(folder)
        listed += [DATA / "openalex-snapshot"]
        listed += [written(folder / "foundation.jsonl", foundation.works(DATA / "foundation-models"))]
    return listed


def written(path: Path, records: Sequence[Mapping[str, object]]) -> Path:
    """Writes the records as JSON Lines, including invalid JSON (NaN, half surrogate pairs)."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


async def load(address: Address, folder: Path) -> dict[str, Run]:
    """Loads everything into the empty graph; returns the run of each command."""
    rejects = folder / "rejects.jsonl"
    runs = {
        "demo": await peergraph(address, "demo"),
        "openalex": await peergraph(address, "ingest", "openalex", *sources(folder), "--rejects", rejects),
    }
    if present():
        reviews = written(folder / "reviews.jsonl", foundation.reviewed(DATA / "foundation-models"))
        papers = written(folder / "papers.jsonl", _named(foundation.works(DATA / "foundation-models")))
        runs["reviews"] = await peergraph(
            address, "ingest", "reviews", reviews, "--papers", papers, "--licence", "CC-BY-4.0", "--rejects", rejects
        )
    for name, run in runs.items():
        # Some reviews of the set have no point: the command reports them and exits with 3.
        assert run.code in ((0, 3) if name == "reviews" else (0,)), f"{name} ended with {run.code}: {run.output}"
    return runs


def _named(works: Sequence[Record]) -> list[Record]:
    """The works with the ids of papers in the file of reviews."""
    names = [line["paper"] for line in foundation.reviewed(DATA / "foundation-models")]
    return [{"id": name, "title": work["title"], "year": work["publication_year"]}
            for name, work in zip(names, works, strict=True)]  # fmt: skip
