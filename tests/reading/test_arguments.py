"""What cannot be asked is refused before anything runs, with the argument, the limit and the value."""

import base64
from typing import Any, Final

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.client import Client

REFUSED: Final = [
    ("papers(first: -1)", ["`first`", "-1", "0", "1000"]),
    ("papers(first: 10000)", ["`first`", "10000", "1000"]),
    ("papers(last: -5)", ["`last`", "-5"]),
    ("papers(first: 1, last: 2)", ["`first`", "`last`", "1", "2"]),
    ('papers(after: "nonsense")', ["`after`", "nonsense"]),
    ('papers(after: "é")', ["`after`", "é"]),
    ('papers(last: 1, before: "")', ["`before`"]),
    ("papers(filter: {year: {from: 2020, to: 2019}})", ["filter.year", "2020", "2019"]),
    ("papers(orderBy: [{field: YEAR}, {field: TITLE}, {field: SAVES}, {field: LIKES}, {field: CITATIONS},"
     " {field: COMMENTS}])", ["`orderBy`", "6", "5"]),
    ("authors(first: 1001)", ["`first`", "1001", "1000"]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "words"), REFUSED)
async def test_an_argument_that_cannot_be_used_is_named(client: Client, field: str, words: list[str]) -> None:
    error = await client.refusal(f"{{ list: {field} {{ nodes {{ id }} }} }}")
    assert all(word in error.message for word in words), error.message
    assert error.extensions == {"code": "BAD_USER_INPUT"}
    assert error.path == ["list"]
    assert error.locations


async def test_an_argument_far_below_is_named_with_its_place(client: Client) -> None:
    error = await client.refusal(
        "{ papers(first: 1) { nodes { who: authors(first: 1) { edges { node { papers(first: 2000) "
        "{ nodes { id } } } } } } } }"
    )
    assert error.path == ["papers", "nodes", "who", "edges", "node", "papers"]
    assert "2000" in error.message


async def test_a_cursor_of_another_order_or_list_is_refused(client: Client) -> None:
    data = await client.ask("{ papers(first: 1) { pageInfo { endCursor } } }")
    variables = {"after": data["papers"]["pageInfo"]["endCursor"]}
    for field in ("papers(after: $after, orderBy: [{field: YEAR}])", "topics(after: $after)"):
        error = await client.refusal(f"query($after: String) {{ {field} {{ nodes {{ id }} }} }}", variables)
        assert "`after`" in error.message
    ascending = "papers(after: $after, orderBy: [{field: CITATIONS, direction: ASC}])"
    error = await client.refusal(f"query($after: String) {{ {ascending} {{ nodes {{ id }} }} }}", variables)
    assert "different `orderBy`" in error.message


_FORGED: Final = st.lists(
    st.one_of(st.integers(), st.text(max_size=5), st.none(), st.booleans(), st.floats(), st.lists(st.just(1))),
    max_size=4,
)


@given(keys=_FORGED)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_a_forged_cursor_is_refused_or_means_something(client: Client, keys: list[Any]) -> None:
    """Whoever makes cursors up gets a page or a refusal, and never a failure of ours."""
    real = (await client.ask("{ papers(first: 1) { pageInfo { endCursor } } }"))["papers"]["pageInfo"]["endCursor"]
    order = orjson.loads(base64.urlsafe_b64decode(real + "=" * (-len(real) % 4)))[0]
    storable = [key for key in keys if not isinstance(key, int) or abs(key) < 2**63]
    for cursor in (_cursor([order, *storable]), _cursor([order, 2**63, "W1"]), _cursor(storable)):
        data, errors = await client.answer(
            "query($after: String) { papers(first: 1, after: $after) { nodes { id } } }", {"after": cursor}
        )
        assert data is not None or [(error.extensions or {})["code"] for error in errors] == ["BAD_USER_INPUT"]


def _cursor(keys: list[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(keys)).rstrip(b"=").decode()


async def test_a_page_of_nothing_is_a_page(client: Client) -> None:
    data = await client.ask("{ papers(first: 0) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }")
    assert data["papers"]["nodes"] == []
    assert data["papers"]["pageInfo"] == {"hasNextPage": True, "endCursor": None}


async def test_what_an_answer_could_hold_has_a_limit(client: Client) -> None:
    error = await client.refusal(
        "{ papers(first: 1000) { nodes { citations(first: 1000) { nodes { id } } } } }",
    )
    assert (error.extensions or {})["code"] == "QUERY_TOO_EXPENSIVE"
    assert "the limit is 1,000,000" in error.message
