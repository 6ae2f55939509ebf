"""The built files of `web/`: files with hashed names, and the widget under its stable name."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson

from errors import PeergraphError

FOLDER: Final = Path(__file__).parent / "built"
#: The fonts of pictures that the service renders.
FONTS: Final = FOLDER / "fonts"
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
#: Suffix of the file by content coding, in order of preference.
_CODINGS: Final = {"br": ".br", "gzip": ".gz"}


class NotBuilt(PeergraphError):
    """The browser assets are missing."""

    code = "NOT_BUILT"
    status = 503


@dataclass(frozen=True, slots=True)
class Asset:
    """A built file: its media type, strong entity tag, and path by content coding."""

    media: str
    tag: str
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Entry:
    """The URLs that a page loads for one entry of `web/src/pages`, in loading order."""

    scripts: tuple[str, ...] = ()
    preloads: tuple[str, ...] = ()
    styles: tuple[str, ...] = field(default=())


def assets() -> Mapping[str, Asset]:
    """Built files by their name within the folder, e.g. `widget.js` or `assets/plain-B6FY.js`. Raises NotBuilt."""
    return _assets(_build_time())


def entry(name: str) -> Entry:
    """The entry of `web/src/pages/{name}.ts`. Raises NotBuilt."""
    return _entry(name, _build_time())


def _build_time() -> float:
    """The time of the last build, which is part of the cache keys."""
    stamp = FOLDER / "manifest.json"
    return stamp.stat().st_mtime if stamp.is_file() else 0.0


@lru_cache(1)
def _assets(_time: float) -> Mapping[str, Asset]:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and path.suffix in _TYPES]
    if not files:
        raise NotBuilt("The browser assets are not built: run `make run` or `python web/build.py`; neither needs Node.")
    return {path.relative_to(FOLDER).as_posix(): _asset(path) for path in files}


@lru_cache(64)
def _entry(name: str, at: float) -> Entry:
    _assets(at)
    manifest: dict[str, Any] = orjson.loads((FOLDER / "manifest.json").read_bytes())
    root = next((chunk for chunk in manifest.values() if chunk.get("isEntry") and chunk.get("name") == name), None)
    if root is None:
        raise NotBuilt(f"The browser assets have no entry {name!r}: run `python web/build.py`.")
    chunks = _static_imports(manifest, root)
    return Entry(
        scripts=(f"/{root['file']}",),
        preloads=tuple(f"/{chunk['file']}" for chunk in chunks[1:]),
        styles=tuple(dict.fromkeys(f"/{style}" for chunk in reversed(chunks) for style in chunk.get("css", ()))),
    )


def _static_imports(manifest: Mapping[str, Any], chunk: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A chunk and its static imports, transitively."""
    chunks = [chunk]
    for name in chunk.get("imports", ()):
        chunks += [other for other in _static_imports(manifest, manifest[name]) if other not in chunks]
    return chunks


def _asset(path: Path) -> Asset:
    paths = {coding: path.with_name(path.name + suffix) for coding, suffix in _CODINGS.items()}
    existing = {coding: file for coding, file in paths.items() if file.is_file()}
    tag = f'"{hashlib.sha256(path.read_bytes()).hexdigest()[:32]}"'
    return Asset(_TYPES[path.suffix], tag, {**existing, "identity": path})
