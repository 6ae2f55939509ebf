"""The demo's records, built once for the tests that read them."""

import pytest

import demo


@pytest.fixture(scope="session")
def graph() -> demo.Demo:
    return demo.records()
