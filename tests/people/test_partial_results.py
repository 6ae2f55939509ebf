"""A field that fails is null, and the results of the other fields stay."""

from typing import Final

import pytest

from resolvers.search import MAX_TEXT
from tests.people.client import ANYBODY, Client, viewer

BEN: Final = viewer("ben")


async def test_a_forbidden_mutation_leaves_the_result_of_the_mutation_before_it(people: Client) -> None:
    data, errors = await people.answer(
        BEN,
        """mutation {
          save(input: {paper: "W1"}) { paper { id } userErrors { code } }
          moderate(input: {subject: "com_1", action: HIDE}) { subjectId }
        }""",
    )
    assert data == {"save": {"paper": {"id": "W1"}, "userErrors": []}, "moderate": None}
    assert [error.path for error in errors] == [["moderate"]]


async def test_a_failed_search_and_citation_leave_the_page(people: Client) -> None:
    query = """query ($text: String!) {
      paper(by: {id: "W1"}) { title cite(format: TEXT, style: "no-such-style") }
      search(text: $text) { totalCount }
      renderMarkdown(text: "**a**")
    }"""
    data, errors = await people.answer(ANYBODY, query, text="a" * (MAX_TEXT + 1))
    assert data == {
        "paper": {"title": "Paper 1", "cite": None},
        "search": None,
        "renderMarkdown": "<p><strong>a</strong></p>\n",
    }
    assert {tuple(error.path or ()) for error in errors} == {("paper", "cite"), ("search",)}


@pytest.mark.parametrize("handle", ["ben", "@BEN", " Ben "])
async def test_a_user_by_handle(people: Client, handle: str) -> None:
    data = await people.ask(ANYBODY, "query ($handle: String) { user(handle: $handle) { id } }", handle=handle)
    assert data["user"] == {"id": "usr_ben"}


async def test_an_unknown_handle_is_null(people: Client) -> None:
    assert await people.ask(ANYBODY, '{ user(handle: "nobody") { id } }') == {"user": None}


@pytest.mark.parametrize("arguments", ["", '(id: "usr_ben", handle: "ben")', "(id: null)"])
async def test_a_user_needs_one_key(people: Client, arguments: str) -> None:
    data, (error,) = await people.answer(ANYBODY, f"{{ user{arguments} {{ id }} }}")
    assert data == {"user": None}
    assert error.message == "Give exactly one of `id` and `handle`."
