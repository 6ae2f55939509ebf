"""Settings are checked when they are read: the message names the variable, and the nearest name of an unknown one."""

import pytest

from errors import CannotStart
from settings import Settings


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("PEERGRAPH_PAGE_LIMITS", "did you mean PEERGRAPH_PAGE_LIMIT?"),
        ("PEERGRAPH_COST_PR_MINUTE", "did you mean PEERGRAPH_COST_PER_MINUTE?"),
        ("peergraph_page_limit", None),
        ("PEERGRAPH_XYZZY", "`peergraph settings` lists all"),
        ("PEERGRAPH_TEST_ANYTHING", None),
        ("PATHOLOGY", None),
    ],
)
def test_an_unknown_variable_is_named_with_the_nearest_one(
    name: str, says: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "7")
    if says is None:
        Settings.read()
        return
    with pytest.raises(CannotStart) as raised:
        Settings.read()
    assert name in str(raised.value)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PEERGRAPH_HEAP", "much"),
        ("PEERGRAPH_PAGE_CACHE", "1 g"),
        ("PEERGRAPH_PUBLIC_URL", "graph.example.org"),
        ("PEERGRAPH_PUBLIC_URL", "https://example.org/graph"),
        ("PEERGRAPH_PAGE_LIMIT", "0"),
        ("PEERGRAPH_TRUSTED_PROXIES", '["example.org"]'),
        ("PEERGRAPH_SECURITY_CONTACT", "security@example.org"),
        ("PEERGRAPH_SESSION_MAX_DAYS", "3"),
    ],
)
def test_an_invalid_value_names_its_variable(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotStart) as raised:
        Settings.read()
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_values_of_secrets_are_not_in_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERGRAPH_ISSUERS", '[{"name": "x", "client_secret": "s3cret-value"}]')
    with pytest.raises(CannotStart) as raised:
        Settings.read()
    assert "s3cret-value" not in str(raised.value)
