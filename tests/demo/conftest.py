"""The demo's records, built once per session."""

import pytest

import demo


@pytest.fixture(scope="session")
def graph() -> demo.Demo:
    return demo.records()
