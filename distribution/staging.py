"""The source tree of the wheel: the packages of the repository below `peergraph/`, with rewritten imports."""

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any, Final

from distribution.names import PACKAGE, rewritten

ROOT: Final = Path(__file__).parents[1]
INIT: Final = '"""The research graph as one GraphQL endpoint."""\n'
MAIN: Final = f'"""`python -m {PACKAGE}`."""\n\nfrom {PACKAGE}.commands import main\n\nmain()\n'
#: The packages of the wheel, in the place of those of the repository.
PACKAGES: Final = f"""\
[tool.setuptools.packages.find]
include = ["{PACKAGE}*"]

[tool.setuptools.package-data]
"*" = ["*"]

"""
_TABLES: Final = re.compile(r"^\[tool\.setuptools\]\n.*?(?=^\[tool\.(?!setuptools))", re.MULTILINE | re.DOTALL)
_IGNORED: Final = shutil.ignore_patterns("__pycache__", "built.*")


def stage(target: Path, root: Path = ROOT) -> None:
    """Writes the tree. `root`: of the repository or of a source distribution."""
    package = target / PACKAGE
    package.mkdir(parents=True)
    for name in rooms(root):
        if (root / name).is_dir():
            shutil.copytree(root / name, package / name, ignore=_IGNORED)
        else:
            shutil.copy(root / f"{name}.py", package)
    modules = module_names(package)
    for file in package.rglob("*.py"):
        file.write_text(rewritten(file.read_text(encoding="utf-8"), modules), encoding="utf-8")
    (package / "__init__.py").write_text(INIT, encoding="utf-8")
    (package / "__main__.py").write_text(MAIN, encoding="utf-8")
    (package / "py.typed").touch()
    for name in ("README.md", "LICENSE"):
        shutil.copy(root / name, target)
    (target / "pyproject.toml").write_text(_pyproject((root / "pyproject.toml").read_text(encoding="utf-8")))


def rooms(root: Path = ROOT) -> list[str]:
    """The packages and modules of pyproject.toml that are installed."""
    setuptools = project(root)["tool"]["setuptools"]
    return [*setuptools["py-modules"], *(name.rstrip("*") for name in setuptools["packages"]["find"]["include"])]


def project(root: Path = ROOT) -> dict[str, Any]:
    """The content of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def module_names(folder: Path) -> frozenset[str]:
    """The dotted names of all modules and packages below a folder."""
    names = (".".join(path.relative_to(folder).with_suffix("").parts) for path in folder.rglob("*.py"))
    return frozenset(name.removesuffix(".__init__") for name in names)


def _pyproject(text: str) -> str:
    text, tables = _TABLES.subn(PACKAGES, text)
    text, scripts = re.subn(r'"commands:', f'"{PACKAGE}.commands:', text)
    if (tables, scripts) != (1, 1):
        raise ValueError("pyproject.toml has not one script and one group of [tool.setuptools].")
    return text
