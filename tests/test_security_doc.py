"""What docs/security.md says of settings, files and audits can be looked up and holds."""

import re
from typing import Final

import pytest

from execution.prepare import GraphQLParams, RequestError
from loaders.cost import Limits
from schema.operations import prepare
from settings import Settings
from tests.test_imports import ROOT

_TEXT: Final = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
#: The documents of graphql-cop that must be refused, by the name of its check.
REFUSED: Final = {
    "directive overloading": f"query cop {{ __typename {'@aa' * 10} }}",
    "circular introspection": "query cop { __schema { types { fields { type { fields { type { fields { type { fields {"
    " type { name } } } } } } } } } } }",
    "field suggestions": "query cop { __schema { directive } }",
}


def test_the_settings_that_are_named_exist() -> None:
    names = {f"PEERGRAPH_{name.upper()}" for name in Settings.model_fields}
    named = set(re.findall(r"PEERGRAPH_\w+", _TEXT))
    assert named
    assert named <= names


def test_the_files_that_are_named_exist() -> None:
    named = re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", _TEXT)
    assert named
    assert [file for file in named if not (ROOT / file).is_file()] == []


@pytest.mark.parametrize("check", REFUSED)
def test_what_the_audit_sends_is_refused(check: str) -> None:
    assert f"| {check} |" in _TEXT
    with pytest.raises(RequestError) as refusal:
        prepare(GraphQLParams(REFUSED[check]), Limits())
    assert len(refusal.value.errors) <= 20


def test_the_fields_of_a_hundred_aliases_are_counted() -> None:
    aliases = " ".join(f"alias{number}: __typename" for number in range(101))
    assert prepare(GraphQLParams(f"query cop {{ {aliases} }}"), Limits()).cost.work > 0
    many = " ".join(f'alias{number}: paper(by: {{id: "W1"}}) {{ id }}' for number in range(Limits().fields))
    with pytest.raises(RequestError):
        prepare(GraphQLParams(f"query cop {{ {many} }}"), Limits())
