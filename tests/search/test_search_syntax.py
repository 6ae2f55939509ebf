"""The text of a search: phrases, fields and years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import BadInput
from graphdb.search.words import Chunk
from resolvers.search_syntax import search_text


def read(text: str) -> list[tuple[str, bool, str | None]]:
    return [(chunk.text, chunk.is_phrase, chunk.field) for chunk in search_text(text).words]


@pytest.mark.parametrize("text", ["Vaswani et al., 2017", "(Vaswani et al. 2017)", "vaswani ET AL 2017"])
def test_et_al_is_no_word(text: str) -> None:
    assert [chunk.parts for chunk in search_text(text).words] == [("vaswani",), ("2017",)]


def test_phrases_and_fields() -> None:
    assert read('"scaling laws" kaplan') == [("scaling laws", True, None), ("kaplan", False, None)]
    assert read('author:"percy liang" title:LoRA') == [("percy liang", True, "credits"), ("LoRA", False, "title")]
    assert read('an "unclosed quote') == [("unclosed", False, None), ("quote", False, None)]
    assert read("BERT: pre-training") == [("BERT:", False, None), ("pre training", False, None)]
    assert search_text('author:vaswani title:attention "is all"').plain == "attention is all"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("x year:2017", {"from": 2017, "to": 2017}),
        ("x YEAR:2017-2020", {"from": 2017, "to": 2020}),
        ("x year:2017-", {"from": 2017}),
        ("x year:-2020", {"to": 2020}),
        ("x year:2017–2020", {"from": 2017, "to": 2020}),
    ],
)
def test_years(text: str, years: dict[str, int]) -> None:
    assert search_text(text).filter == {"year": years}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("attention year: 2017", "attention year:2017"),
        ("attention year: 2017-2020 vaswani", "attention year:2017-2020 vaswani"),
        ("author: vaswani title:  attention year: 2017", "author:vaswani title:attention year:2017"),
        ('attention author: "ashish vaswani"', 'attention author:"ashish vaswani"'),
        ("  Author: Vaswani", "author:Vaswani"),
    ],
)
def test_a_space_after_the_colon_of_a_field(text: str, same: str) -> None:
    assert search_text(text) == search_text(same)


def test_a_colon_in_a_title_begins_no_field() -> None:
    assert all(field is None for _, _, field in read("The death of the author: a history"))
    assert search_text("The gap year: what we know").filter == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x year:abc", "`year:abc` is no year: write year:2017, year:2017-2020, year:2017- or year:-2020."),
        ("x year:-", "`year:-` is no year"),
        ("x year:2020-2017", "`year:2020-2017` runs from 2020 to 2017"),
        ("journal:nature x", "`journal:` is no field of search; the fields are author:, title:, venue: and year:"),
        ("year:2017", "add words"),
        ("venue:nature", "add words"),
    ],
)
def test_errors_say_what_is_allowed(text: str, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        search_text(text)
    assert message in str(caught.value)


@given(st.text(alphabet='ab: "-', max_size=40))
def test_any_text_is_read(text: str) -> None:
    assert all(isinstance(chunk, Chunk) and chunk.parts for chunk in search_text(text).words)
