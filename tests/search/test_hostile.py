"""No text is read as query syntax, and no text makes a search fail."""

import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import cursors
from resolvers.search import SORTS
from tests.reading.client import Client
from tests.sampler import Sampler

SEARCH = """
query ($text: String!, $after: String) {
  search(text: $text, first: 5, after: $after) {
    totalCount
    facets { kinds { count } years { count } topics { count } venues { count } openAccess { count }
      authors { count } institutions { count } countries { count } papers withoutYear withoutVenue otherVenues }
    edges { score cursor highlights { field fragments } node { id } }
  }
}"""
OPERATORS = [
    "AND", "OR", "NOT", "&&", "||", "!", "+", "-", "(", ")", "{", "}", "[", "]", "^", '"', "~", "*", "?", ":", "\\",
    "/", "TO", "title:", "name:", "*:*", "[* TO *]", "^99", "~2", "\\u0041", "$most", "{m}", "{p}", "'", "`", ";",
    "//", "/*",
    "<mark>", "</mark>", "&amp;", "%", "\x00", "\ud800", "\u202e", "\u2028", "\x85",
]  # fmt: skip


async def total(client: Client, text: str) -> int:
    return (await client.ask(SEARCH, {"text": text}))["search"]["totalCount"]


async def test_every_printable_character_can_be_searched_for(client: Client, sample: Sampler) -> None:
    printable = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isprintable()]
    kinds: dict[str, list[str]] = {}
    for char in printable:
        kinds.setdefault(unicodedata.category(char), []).append(char)
    # Every punctuation mark and symbol, and a sample of the hundred thousand letters, the same number of each category.
    for chars in kinds.values():
        for start in sample(range(0, min(len(chars), 1_350), 450), 1):
            await total(client, " ".join(chars[start : start + 450]))
            await total(client, "".join(chars[start : start + 450]))
    # No letter and no digit of ASCII is syntax by itself.
    for char in sample(filter(lambda char: not char.isalnum(), map(chr, range(128))), 20):
        await total(client, f"{char} lan{char}guage {char}{char}models{char}")


@pytest.mark.sample(12)
@pytest.mark.parametrize("operator", OPERATORS)
async def test_operators_are_words(client: Client, operator: str) -> None:
    alone = await total(client, "language models")
    word = [char for char in operator if char.isalnum()]
    for text in (operator, f"{operator} language models", f"language {operator} models", f"language models {operator}"):
        number = await total(client, text)
        if not word and text != operator:
            assert number == alone, text


async def test_fields_and_exclusions_are_words(client: Client) -> None:
    assert await total(client, "*:*") == 0
    assert await total(client, "title:[a TO z]") < 20
    assert await total(client, "language -models") == await total(client, "language models")
    assert await total(client, "language NOT models") == await total(client, "language not models")
    assert await total(client, "langua*e") <= await total(client, "langua")


@pytest.mark.parametrize("text", ["x" * 10_000, '"' * 10_000, "word " * 2_000, "(" * 10_000, "é" * 10_000])
async def test_ten_thousand_characters_are_refused(client: Client, text: str) -> None:
    error = await client.refusal(SEARCH, {"text": text})
    assert error.message == f"`text` has {len(text)} characters: it may have 1000."


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000,
        " ".join(f"language{number}" for number in range(80))[:1_000],
        "-".join("abcdefgh" for _ in range(111)),
        "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 19,
        "深度学习" * 250,
        "نموذج لغوي " * 90,
        "e\u0301" * 500,
        # Words that can be divided at many places, and many words with several forms: Lucene counts 1,024 clauses.
        " ".join(letter + "etaphysicalneurolinguisticprogram" * 3 for letter in "abcdefgh"),
        " ".join(f"behaviours {letter}ormalisation networks colouring-{letter}" for letter in "abcdefghijklmnopqrst"),
    ],
)
async def test_the_longest_texts_have_a_result(client: Client, text: str) -> None:
    assert await total(client, text) >= 0


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=200),
        st.text(alphabet=st.characters(max_codepoint=127), max_size=200),
        st.lists(st.sampled_from([*OPERATORS, "language", "models", "learning"]), max_size=12).map(" ".join),
        st.lists(st.sampled_from([*OPERATORS, "language", "models"]), max_size=8).map("".join),
    )
)
async def test_any_text_has_a_result(client: Client, text: str) -> None:
    answer: Any = await client.ask(SEARCH, {"text": text})
    for edge in answer["search"]["edges"]:
        for each in edge["highlights"]:
            for fragment in each["fragments"]:
                assert "<" not in fragment.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    "key", [[1, 2, 3], ["a", "b", "c"], [0, {}, "x"], [0, None, "x"], [0, 1e400, "x"], [True, 1.0, "x"]]
)
async def test_an_invented_cursor_is_refused(client: Client, key: list[Any]) -> None:
    cursor = cursors.encode(cursors.order_of(SORTS), key)
    error = await client.refusal(SEARCH, {"text": "language", "after": cursor})
    assert "`after` is" in error.message
