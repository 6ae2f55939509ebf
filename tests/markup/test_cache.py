"""Renderings are made once, and the room for them has an end."""

from concurrent.futures import ThreadPoolExecutor

from markup.cache import Renderings
from resolvers.markdown import html


def test_a_text_is_rendered_once_and_the_oldest_goes() -> None:
    renderings = Renderings(room=200)
    assert renderings.cached("*a*") is None
    assert renderings.of("*a*") == "<p><em>a</em></p>\n" == renderings.cached("*a*")
    first = renderings.of("first")
    for number in range(20):
        renderings.of(f"text {number}")
        assert renderings.cached("first") is first
    assert renderings.cached("text 0") is None
    assert renderings.size <= 200


def test_what_has_no_room_is_rendered_all_the_same() -> None:
    renderings = Renderings(room=5)
    assert renderings.of("long enough") == "<p>long enough</p>\n"
    assert renderings.size == 0


def test_threads_share_it() -> None:
    renderings = Renderings(room=2_000)
    texts = [f"*{number % 50}*" for number in range(2_000)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(renderings.of, texts)) == [
            f"<p><em>{number % 50}</em></p>\n" for number in range(2_000)
        ]
    assert renderings.size == sum(len(renderings.of(text)) for text in texts[:50])


async def test_many_at_once() -> None:
    assert await html(["**x**", "", "**x**"]) == ["<p><strong>x</strong></p>\n", "", "<p><strong>x</strong></p>\n"]
