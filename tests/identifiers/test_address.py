"""Keys of web addresses: all addresses of a page have one key; other text has none."""

import pytest

from identifiers import address


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/paper/1",
        "http://example.org/paper/1",
        "http://www.example.org/paper/1/",
        "HTTPS://WWW.Example.ORG:443/paper/1#abstract",
        "example.org/paper/1?utm_source=mail",
        " https://example.org/paper/1 ",
        "<https://example.org/paper/1>.",
    ],
)
def test_addresses_of_one_page_have_one_key(text: str) -> None:
    assert address.key(text) == "example.org/paper/1"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://example.org", "example.org"),
        ("https://example.org/a?id=2&fbclid=x", "example.org/a?id=2"),
        ("https://example.org/A", "example.org/A"),
        ("http://example.org:8080/a", "example.org:8080/a"),
        ("https://europepmc.org/articles/pmc4436856?pdf=render", "ncbi.nlm.nih.gov/pmc/articles/PMC4436856"),
    ],
)
def test_parts_that_distinguish_pages_stay_in_the_key(text: str, key: str) -> None:
    assert address.key(text) == key


@pytest.mark.parametrize("text", ["", "paper", "ftp://example.org/a", "https://", "mailto:a@example.org", "a" * 3_000])
def test_text_that_is_not_an_address_has_no_key(text: str) -> None:
    assert address.key(text) is None


@pytest.mark.parametrize("text", ["https://example.org/paper/1/", "www.example.org/a//", "example.org/a?b=c"])
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = address.key(text)
    assert key is not None
    assert address.key(key) == key
