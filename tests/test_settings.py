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
        ("peergraph_page_limits", "did you mean PEERGRAPH_PAGE_LIMIT?"),
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
        ("PEERGRAPH_CORS_ORIGINS", "*"),
        ("PEERGRAPH_CORS_ORIGINS", '["app.example.org"]'),
        ("PEERGRAPH_TRUSTED_ORIGINS", '["https://app.example.org/page"]'),
        ("PEERGRAPH_TRUSTED_ORIGINS", '["*"]'),
        ("PEERGRAPH_ISSUERS", '[{"name": "x", "issuer": "nope", "client_id": "y"}]'),
        ("PEERGRAPH_CROSSREF_MEMBER", '{"prefix": "10.5555"}'),
        # Without PEERGRAPH_PUBLIC_URL.
        (
            "PEERGRAPH_CROSSREF_MEMBER",
            '{"prefix": "10.5555", "depositor": "L", "email": "doi@example.org", "registrant": "U"}',
        ),
        ("PEERGRAPH_MAVEN", "repository"),
        ("PEERGRAPH_SMTP_HOST", "mail.example.org"),
        ("PEERGRAPH_IMPORT_BYTES", "99000000"),
        ("NEO4J_URI", ""),
        ("NEO4J_URI", "graph.example.org:7687"),
        ("NEO4J_URI", "http://graph.example.org:7474"),
        ("NEO4J_URI", "bolt://"),
        ("NEO4J_URI", "bolt://graph.example.org:99999"),
        ("NEO4J_URI", "bolt://graph.example.org/db"),
        # Without NEO4J_URI, for instance because of NEO4J_URL.
        ("NEO4J_PASSWORD", "secret"),
        ("NEO4J_DATABASE", "graph"),
    ],
)
def test_an_invalid_value_names_its_variable(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotStart) as raised:
        Settings.read()
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "pattern" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PEERGRAPH_PUBLIC_URL", "https://example.org/graph", "cannot run below a path"),
        ("PEERGRAPH_HEAP", "1 GB", "such as 512m or 2g"),
        ("NEO4J_DATABASE", "graph", "NEO4J_URI is not"),
    ],
)
def test_the_message_says_what_to_do(name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotStart, match=says):
        Settings.read()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PEERGRAPH_PUBLIC_URL", "https://graph.example.org/"),
        ("PEERGRAPH_PUBLIC_URL", "http://[::1]:8000"),
        ("PEERGRAPH_CORS_ORIGINS", '["https://a.example.org", "null"]'),
        ("PEERGRAPH_TRUSTED_PROXIES", '["10.0.0.0/8", "::1"]'),
        ("NEO4J_URI", "neo4j+s://graph.example.org"),
        ("NEO4J_URI", "neo4j://10.0.0.1:7687?policy=europe"),
    ],
)
def test_a_valid_value_is_read(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    Settings.read()


def test_the_values_of_secrets_are_not_in_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERGRAPH_ISSUERS", '[{"name": "x", "client_secret": "s3cret-value"}]')
    with pytest.raises(CannotStart) as raised:
        Settings.read()
    assert "s3cret-value" not in str(raised.value)
    monkeypatch.delenv("PEERGRAPH_ISSUERS")
    monkeypatch.setenv("NEO4J_URI", "bolt://neo4j:s3cret-value@graph.example.org")
    with pytest.raises(CannotStart) as raised:
        Settings.read()
    assert "s3cret-value" not in str(raised.value)
