"""What is imported is declared in pyproject.toml, and what is declared is used."""

import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from typing import Final

import pytest

from tests.test_imports import ORDER, ROOT, imported, room, trees

_PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
#: Rooms that are not installed with the product.
_DEVELOPMENT: Final = frozenset({"tests", "benchmarks", "docs", "distribution"})
_NAME: Final = re.compile(r"[\w.-]+")
#: Declared for its effect without being imported: compiled parts of the driver.
_EFFECTS: Final = frozenset({"neo4j-rust-ext"})
#: Of `uvicorn[standard]`.
_STANDARD: Final = frozenset({"httptools", "uvloop"})
_distributions: Final = cache(packages_distributions)


def normal(name: str) -> str:
    """A distribution's name in normal form. Source: PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    """The names of requirements."""
    return {normal(found[0]) for each in requirements if (found := _NAME.match(each))}


_OPTIONAL: Final = frozenset(
    name for group in _PROJECT["project"]["optional-dependencies"].values() for name in declared(group)
)


def used(*, product: bool) -> set[str]:
    """The distributions that modules of the product, or of its development, import."""
    return {
        normal(_distributions().get(top, [f"unknown: {top}"])[0])
        for file, tree in trees().items()
        if (file.split("/")[0] not in _DEVELOPMENT) == product
        for top in {room(name) for name in imported(tree)}
        if top not in ORDER and top not in sys.stdlib_module_names
    }


@pytest.mark.parametrize("product", [True, False])
def test_what_is_imported_is_declared(product: bool) -> None:
    requirements = declared(_PROJECT["project"]["dependencies"]) | _OPTIONAL
    if not product:
        groups = _PROJECT["dependency-groups"]
        requirements |= declared(groups["test"]) | declared(groups["build"]) | _STANDARD
    assert used(product=product) - requirements == set()


def test_what_is_declared_is_imported() -> None:
    assert declared(_PROJECT["project"]["dependencies"]) - _EFFECTS == used(product=True) - _OPTIONAL
