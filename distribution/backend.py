"""The build backend (PEP 517): setuptools', except that a wheel is built from the tree of `distribution.staging`.

The wheel has the built browser assets. If they are missing, they are built: Node is then a requirement of the build.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from setuptools import build_meta

from distribution.staging import ROOT, project, stage

#: `make run`, and source distributions, are as setuptools makes them.
build_sdist = build_meta.build_sdist
build_editable = build_meta.build_editable
get_requires_for_build_editable = build_meta.get_requires_for_build_editable
get_requires_for_build_sdist = build_meta.get_requires_for_build_sdist
prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable

_BUILT: Final = ROOT / "pages" / "built" / "manifest.json"
_Settings = Mapping[str, Any] | None


def get_requires_for_build_wheel(config_settings: _Settings = None) -> list[str]:
    """Node, if the browser assets are missing."""
    _ = config_settings
    return [] if _BUILT.exists() else [each for each in project()["dependency-groups"]["build"] if "node" in each]


def build_wheel(wheel_directory: str, config_settings: _Settings = None, metadata_directory: str | None = None) -> str:
    """Builds the wheel; its file name."""
    _ = metadata_directory
    if not _BUILT.exists():
        subprocess.run([sys.executable, ROOT / "web" / "build.py"], check=True)  # noqa: S603
    before, target = Path.cwd(), Path(wheel_directory).absolute()
    with TemporaryDirectory() as folder:
        stage(Path(folder) / "tree")
        os.chdir(Path(folder) / "tree")
        try:
            return build_meta.build_wheel(str(target), config_settings)
        finally:
            os.chdir(before)
