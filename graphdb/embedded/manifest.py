"""`manifest.json` of a backup: what the backup holds, and the checksums of its files. It is written last."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from errors import CannotStart

NAME: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """`peergraph`, `neo4j`, `graph`: versions of the program, of Neo4j and of the graph; `created`: an RFC 3339 time;
    `paused`: seconds for which statements waited; `counts`: of nodes and citations; `files`: SHA-256 by path."""

    peergraph: str
    neo4j: str
    graph: int | None
    created: str
    paused: float
    counts: dict[str, int]
    files: dict[str, str]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Writes it into the folder."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Of a backup. Raises CannotStart if the folder is none."""
        try:
            manifest = cls(**json.loads((folder / NAME).read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise CannotStart(f"{folder} is not a complete backup: it has no {NAME}.") from None
        except (OSError, ValueError, TypeError) as error:
            raise CannotStart(f"{folder / NAME} cannot be read ({error}).") from error
        if manifest.format != FORMAT:
            raise CannotStart(f"{folder} is a backup of format {manifest.format}, not {FORMAT}: update the program.")
        return manifest

    def check(self, folder: Path) -> None:
        """Compares the files of the folder with the checksums. Raises CannotStart."""
        stored = checksums(folder)
        wrong = sorted(name for name in {*self.files, *stored} if self.files.get(name) != stored.get(name))
        if wrong:
            raise CannotStart(f"The backup is damaged: {wrong[0]} is missing or has changed ({len(wrong)} files).")


def checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of all files of the folder but the manifest."""
    return dict(_checksums(folder))


def _checksums(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if (name := path.relative_to(folder).as_posix()) != NAME:
            with path.open("rb") as file:
                yield name, hashlib.file_digest(file, "sha256").hexdigest()
