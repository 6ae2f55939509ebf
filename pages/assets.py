"""What `web/` was built into: files with hashed names, and the widget with its stable one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson

from errors import PeergraphError

FOLDER: Final = Path(__file__).parent / "built"
_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
#: By content coding, in the order of our preference: the suffix of the file that has it.
_CODINGS: Final = {"br": ".br", "gzip": ".gz"}


class NotBuilt(PeergraphError):
    """The web side is not there."""

    code = "NOT_BUILT"
    status = 503


@dataclass(frozen=True, slots=True)
class Asset:
    """A built file: its media type, the strong tag of its content, and where it is in each content coding."""

    media: str
    tag: str
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page loads for one entry of `web/src/pages`: addresses, in the order in which they are needed."""

    scripts: tuple[str, ...] = ()
    preloads: tuple[str, ...] = ()
    styles: tuple[str, ...] = field(default=())


def assets() -> Mapping[str, Asset]:
    """By name within the folder, such as `widget.js` or `assets/plain-B6FY.js`. Raises NotBuilt."""
    return _assets(_built_at())


def entry(name: str) -> Entry:
    """The entry `web/src/pages/{name}.ts`. Raises NotBuilt."""
    return _entry(name, _built_at())


def _built_at() -> float:
    """What is read here is kept until the web side is built anew."""
    stamp = FOLDER / "manifest.json"
    return stamp.stat().st_mtime if stamp.is_file() else 0.0


@lru_cache(1)
def _assets(_at: float) -> Mapping[str, Asset]:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and path.suffix in _TYPES]
    if not files:
        raise NotBuilt(
            "The web side was not built: run `make run`, or `python web/build.py`, which need no Node installed."
        )
    return {path.relative_to(FOLDER).as_posix(): _asset(path) for path in files}


@lru_cache(64)
def _entry(name: str, at: float) -> Entry:
    _assets(at)
    manifest: dict[str, Any] = orjson.loads((FOLDER / "manifest.json").read_bytes())
    found = next((chunk for chunk in manifest.values() if chunk.get("isEntry") and chunk.get("name") == name), None)
    if found is None:
        raise NotBuilt(f"The web side was built without the entry {name!r}: run `python web/build.py`.")
    chunks = _needed(manifest, found)
    return Entry(
        scripts=(f"/{found['file']}",),
        preloads=tuple(f"/{chunk['file']}" for chunk in chunks[1:]),
        styles=tuple(dict.fromkeys(f"/{style}" for chunk in reversed(chunks) for style in chunk.get("css", ()))),
    )


def _needed(manifest: Mapping[str, Any], chunk: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A chunk and all that it imports at once."""
    found = [chunk]
    for name in chunk.get("imports", ()):
        found += [each for each in _needed(manifest, manifest[name]) if each not in found]
    return found


def _asset(path: Path) -> Asset:
    coded = {coding: path.with_name(path.name + suffix) for coding, suffix in _CODINGS.items()}
    there = {coding: file for coding, file in coded.items() if file.is_file()}
    tag = f'"{hashlib.sha256(path.read_bytes()).hexdigest()[:32]}"'
    return Asset(_TYPES[path.suffix], tag, {**there, "identity": path})
