"""Every command of docs/operations.md: those of `peergraph` are parsed as written and shown to work elsewhere; files,
settings and pages that are named exist."""

import re
import shlex
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.routing import Route
from typer.main import get_command

from app import application
from commands.cli import cli
from settings import Settings, variable
from tests.test_imports import ROOT

TEXT: Final = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS: Final = [
    line for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL) for line in block.splitlines()
]
#: The tests that run a command of `peergraph`.
RUN_IN: Final = {
    "doctor": "commands/test_doctor.py",
    "store": "commands/test_doctor.py",
    "index": "commands/test_doctor.py",
    "backup": "commands/test_backup.py",
    "restore": "commands/test_backup.py",
    "ingest": "ingest/test_command.py",
    "admin": "commands/test_admin.py",
}
#: Programs of the system. Wheels are built and installed in tests/distribution; the rest needs what tests do not have.
OTHERS: Final = frozenset(
    {
        "make",
        "useradd",
        "python3",
        "python",
        "pip",
        "install",
        "test",
        "systemctl",
        "journalctl",
        "export",
        "nginx",
        "promtool",
        "docker",
        "kubectl",
        "neo4j-admin",
    }
)


def words(line: str) -> list[str]:
    """The words of a command, with the name of its program."""
    parts = shlex.split(line)
    return [Path(parts[0]).name, *parts[1:]]


PEERGRAPH: Final = [line for line in COMMANDS if words(line)[0] == "peergraph"]


@pytest.mark.parametrize("line", PEERGRAPH)
def test_a_command_is_as_written_and_run_by_a_test(line: str) -> None:
    _, name, *arguments = words(line)
    assert name in (ROOT / "tests" / RUN_IN[name]).read_text()
    parse([name, *arguments])


@pytest.mark.parametrize("arguments", [["backup"], ["doctor", "--services", "x"], ["store", "summaries"]])
def test_one_that_is_not_as_written_would_be_noticed(arguments: list[str]) -> None:
    with pytest.raises(Exception, match=r"Missing|No such|summaries"):
        parse(arguments)


def parse(arguments: list[str]) -> None:
    """Raises an error of usage for options and arguments that a command does not have."""
    command: Any = get_command(cli)
    while hasattr(command, "commands"):
        command = command.commands[arguments.pop(0)]
    command.make_context(command.name, arguments)


def test_every_other_command_is_of_the_system() -> None:
    others = [words(line)[0] for line in COMMANDS if line not in PEERGRAPH]
    assert set(others) - {"curl"} <= OTHERS
    assert others


def test_pages_that_are_fetched_exist(tmp_path: Path) -> None:
    paths = {route.path for route in application(Settings(data=tmp_path)).routes if isinstance(route, Route)}
    fetched = {match[1] for line in COMMANDS if (match := re.fullmatch(r"curl http://127\.0\.0\.1:8000(/\S+)", line))}
    assert fetched
    assert fetched <= paths


def test_files_and_links_lead_somewhere() -> None:
    files = set(re.findall(r"deploy/[\w./-]*\w", TEXT)) | set(re.findall(r"tests/[\w./]*\w", TEXT))
    links = re.findall(r"\]\((?!https?://)([^)#]+)", TEXT)
    assert files
    assert links
    assert [each for each in files if not (ROOT / each).exists()] == []
    assert [each for each in links if not (ROOT / "docs" / each).exists()] == []


def test_settings_exist() -> None:
    named = set(re.findall(r"`(PEERGRAPH_[A-Z_]+|NEO4J_[A-Z]+)[`=]", TEXT)) - {"PEERGRAPH_PORT"}
    assert len(named) > 10
    assert named <= {variable(name) for name in Settings.model_fields}


def test_defaults_are_those_of_the_settings() -> None:
    stated = re.findall(r"`(PEERGRAPH_[A-Z_]+)` \((\d+)\)", TEXT)
    assert stated
    for name, value in stated:
        assert Settings.model_fields[name.removeprefix("PEERGRAPH_").lower()].default == float(value)
