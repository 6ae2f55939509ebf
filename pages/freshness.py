"""Whether the browser assets are older than their sources. Only a checkout has the sources."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final, cast

from pages.assets import FOLDER

#: What builds the assets and can compare them with their sources.
_BUILD: Final = Path(__file__).parents[1] / "web" / "build.py"
OUTDATED: Final = "The browser assets are older than their sources: run `make web` or `python web/build.py`."


def is_outdated(build: Path = _BUILD, built: Path = FOLDER) -> bool:
    """Whether assets that are built are not those of the sources beside `build`; False without sources."""
    stamp = built / "stamp"
    if not build.is_file() or not stamp.is_file():
        return False
    spec = spec_from_file_location("peergraph_web_build", build)
    if spec is None or spec.loader is None:
        return False
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return stamp.read_text(encoding="utf-8") != cast("Any", module).sources()
