"""What people write in Markdown, as HTML: what it may become, and what it can never become."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML, Node

from markup.markdown import ELEMENTS, MAX_DEPTH, MAX_MATHS, MAX_TEXT, REL, SCHEMES, plain, render_markdown
from tests.growth import is_linear
from tests.markup.test_formulas import MATHML

#: Addresses that run something, or that bring the reader somewhere by another way than the web's.
ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "  javascript:alert(1)", "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)", "javascript&#58;alert(1)", "jav&#x09;ascript:alert(1)", "jav&#x0A;ascript:alert(1)",
    "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>", "file:///etc/passwd", "blob:https://x/1", "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)", "jar:https://x!/y", "//evil.example/x", "/relative", "#anchor", "?query", "",
    "\\javascript:alert(1)", "%6aavascript:alert(1)", "intent://x#Intent;end", "ws://x", "ftp://x/y", "about:blank",
]  # fmt: skip
#: The forms in which Markdown takes an address.
PLACES = [
    "[x]({})", "[x](<{}>)", "![x]({})", "<{}>", "[x]\n\n[x]: {}", "[x]\n\n[x]: <{}>", '[x]({} "t")', "[![x]({})]({})",
]  # fmt: skip
#: HTML by the ways in which it has run scripts: elements, handlers, styles, frames, forms, foreign content, and what
#: parsers have disagreed about.
HTML = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x0d\n>alert(1)</script >", "</script><script>alert(1)//", "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>", '<img src="x` `<script>alert(1)</script>"` `>',
    '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>", "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>", "<body onload=alert(1)>", "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>",
    "<base href=javascript:alert(1)//>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<link rel=stylesheet href=//evil.example>",
    "<style>@import '//evil.example';</style>", "<div style='background:url(javascript:alert(1))'>x</div>",
    "<p style=width:expression(alert(1))>", "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>", "<isindex action=javascript:alert(1)>",
    "<marquee onstart=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>", "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>", "<template><script>alert(1)</script></template>",
    "<a href='javascript:alert(1)'>x</a>", "<a href=java&#1&#2&#3script:alert(1)>x</a>", "<a onclick=alert(1)>x</a>",
    "<a id=__proto__ name=getElementById>x</a>", "<form id=x><input name=innerHTML></form>", "<x onclick=alert(1)>x",
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>", "<\x00script>alert(1)</script>",
    "\u2028<script>alert(1)</script>", "＜script＞alert(1)＜/script＞", "<plaintext>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
]  # fmt: skip
#: Where HTML can stand in Markdown.
AROUND = [
    "{}", "a {} b", "`{}`", "    {}", "```{}\n{}\n```", "~~~ {}\nx\n~~~", "# {}", "> {}", "- {}", "1. {}", "**{}**",
    "[{}](https://x.example)", "![{}](https://x.example)", '[x](https://x.example "{}")', "[x](https://x.example/{})",
    "<https://x.example/{}>", "|{}|\n|-|\n|{}|", "[x]: https://x.example '{}'\n\n[x]", "\\{}", "~~{}~~",
    "&lt;{}&gt;", "*{}",
]  # fmt: skip


def elements(html: str) -> list[Node]:
    """The elements that a browser makes of it in the body of a page."""
    tree = JustHTML(html, sanitize=False)
    names = {"html", "head", "body"}
    return [each for each in tree.query("*") if each.name not in names]


def assert_safe(html: str) -> None:
    for element in elements(html):
        if element.name in MATHML:
            assert all(
                str(value).partition(":")[0] not in {"javascript", "data"} for value in (element.attrs or {}).values()
            )
            assert not {name for name in element.attrs or {} if name.startswith("on") or name in {"href", "style"}}
            continue
        assert element.name in {*ELEMENTS, "tbody"}, element.name
        attributes = dict(element.attrs or {})
        link = attributes.pop("rel", None) if element.name == "a" else REL
        assert set(attributes) <= ELEMENTS.get(element.name, set()), attributes
        assert link == REL
        if "href" in attributes:
            assert str(attributes["href"]).partition(":")[0].lower() in SCHEMES, attributes


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_lead_to_the_web_or_to_mail(address: str) -> None:
    for place in PLACES:
        html = render_markdown(place.replace("{}", address))
        assert_safe(html)
        hidden = [each for each in elements(html) if "alert" in str((each.attrs or {}).get("href", ""))]
        assert hidden == []


@pytest.mark.parametrize("html", HTML)
def test_html_stays_text(html: str) -> None:
    for around in AROUND:
        assert_safe(render_markdown(around.replace("{}", html)))


def test_html_is_shown_as_it_was_written() -> None:
    assert render_markdown("<b>x</b> & <script>") == "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;</p>\n"


_PIECES = st.sampled_from([
    *ADDRESSES, *HTML, "[", "]", "(", ")", "<", ">", "!", "`", "```", "\n", "\n\n", "    ", "> ", "- ", "1. ", "|",
    "|-|",
    "# ", "*", "**", "_", "~~", "\\", "&", "&#", ";", '"', "'", "=", ":", "/", "\x00", "\r", "\t", "\u2028", "\ufeff",
    "https://x.example",
    "$", "$$", "\\alpha", "_1", "&#36;",
    "mailto:a@b.example", "[a]: ", "[a]", "onerror=alert(1)", "\ud800", "</p>", "</a>", "<a href=",
])  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=6), max_size=25).map("".join))
def test_whatever_is_written_becomes_nothing_but_what_is_allowed(text: str) -> None:
    assert_safe(render_markdown(text))
    assert "\n" not in plain(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>\n"),
        ("# Title", "<h4>Title</h4>\n"),
        ("###### Small", "<h6>Small</h6>\n"),
        ("Title\n---", "<h5>Title</h5>\n"),
        ("3. x", '<ol start="3">\n<li>x</li>\n</ol>\n'),
        ("a\n\n    b < c", "<p>a</p>\n<pre><code>b &lt; c\n</code></pre>\n"),
        ("```python\nx\n```", "<pre><code>x\n</code></pre>\n"),
        ("[x](https://x.example)", f'<p><a href="https://x.example" rel="{REL}">x</a></p>\n'),
        ("<mailto:a@b.example>", f'<p><a href="mailto:a@b.example" rel="{REL}">mailto:a@b.example</a></p>\n'),
        ("![a chart](https://x.example/c.png)", f'<p><a href="https://x.example/c.png" rel="{REL}">a chart</a></p>\n'),
        ("![](https://x.example/c.png)",
         f'<p><a href="https://x.example/c.png" rel="{REL}">https://x.example/c.png</a></p>\n'),
        ("", ""),
        ("$a_1$ and *$b$*",
         "<p><math><msub><mi>a</mi><mn>1</mn></msub></math> and <em><math><mi>b</mi></math></em></p>\n"),
        ("$$x$$", '<p><math display="block"><mi>x</mi></math></p>\n'),
        ("from $5 to $10, \\$x$ and `$y$`", "<p>from $5 to $10, $x$ and <code>$y$</code></p>\n"),
        ("(https://x.example/a_b(c)), https://x.example/?q=1.",
         f'<p>(<a href="https://x.example/a_b(c)" rel="{REL}">https://x.example/a_b(c)</a>), '
         f'<a href="https://x.example/?q=1" rel="{REL}">https://x.example/?q=1</a>.</p>\n'),
        ("[https://x.example](https://y.example) `https://z.example`",
         f'<p><a href="https://y.example" rel="{REL}">https://x.example</a> <code>https://z.example</code></p>\n'),
        ("x_1 < y_2", "<p>x_1 &lt; y_2</p>\n"),
    ],
)  # fmt: skip
def test_what_markdown_means(text: str, html: str) -> None:
    assert render_markdown(text) == html


def test_tables() -> None:
    html = render_markdown("a | b\n:-|-:\n1 | 2")
    assert [each.name for each in elements(html)] == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


def test_a_table_ends_where_its_block_does() -> None:
    html = render_markdown("> a|b\n> -|-\n> 1|2\n>\n> x\n\nc|d\n-|-\n3|4\n\n- e|f\n  -|-\n  5|6\n\n  y")
    assert [each.to_text() for each in elements(html) if each.name == "td"] == ["1", "2", "3", "4", "5", "6"]


def test_nothing_that_is_written_is_lost() -> None:
    """The parser gives up what lies too deep; then the text stands as it was."""
    deep = "\n".join("  " * level + f"- level {level}" for level in range(MAX_DEPTH))
    for text in (deep, ">" * (MAX_DEPTH + 5) + " deep", "a " * MAX_TEXT):
        assert plain(text).split()[-2:] == text.split()[-2:]
    shallow = "\n".join("  " * level + f"- level {level}" for level in range(MAX_DEPTH // 2 - 2))
    assert render_markdown(shallow).count("<ul>") == MAX_DEPTH // 2 - 2


ATTACKS = {
    "brackets": "[" * 20_000, "pictures": "![" * 10_000, "quotes": "> " * 10_000, "stars": "*a " * 7_000,
    "two kinds of stars": "*a **b " * 3_000, "underscores": "_a" * 10_000, "links": "[a](" * 5_000,
    "less": "<" * 20_000,
    "autolinks": "<http:" * 3_000, "comments": "<!--" * 5_000, "references": "[a" * 10_000, "tildes": "~~a" * 6_000,
    "wide table": "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|b\n" * 5_000,
    "many tables": "a|b\n-|-\n" * 3_000, "tables in quotes": "> a|b\n> -|-\n" * 1_700,
    "rules of tables": "a\n:-:\n" * 8_300, "rules": "---\n" * 12_500, "heads": "a\n---\n" * 8_300,
    "lazy quotes": "> a\n" + "b\n" * 24_990, "long table": "a|b\n-|-\n" + "c|d\n" * 5_000,
    "definitions": "".join(f"[a{n}]: http://x\n" for n in range(1_000)) + "[a1]" * 1_000,
    "formulas": "$a_b$ " * 8_000, "dollars": "$a\\" * 16_000, "displays": "$$" * 20_000, "addresses": "http://" * 7_000,
    "parentheses": "http://" + ")" * 40_000,
    "code": " ".join("`" * n for n in range(200)), "lists": "".join("  " * n + "- a\n" for n in range(140)),
}  # fmt: skip


@pytest.mark.sample(6)
@pytest.mark.parametrize("name", ATTACKS)
def test_no_text_takes_long_or_becomes_large(name: str) -> None:
    text = ATTACKS[name][:MAX_TEXT]
    assert is_linear(render_markdown, text)
    html = render_markdown(text)
    assert len(html) < 10 * len(text) + MAX_MATHS


def test_a_formula_takes_no_place_but_its_own() -> None:
    html = render_markdown('[x](https://x.example "&#xe000;0 $y$") ![$z$](https://x.example)')
    assert "<math" not in html
    assert plain("A $\\alpha_1$ *b*") == r"A $\alpha_1$ b"


def test_plain_words() -> None:
    assert plain("# A *b*.\n\n- c `d`\n- [e](https://x.example) & <f>") == "A b. c d e & <f>"
