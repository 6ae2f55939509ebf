"""Names, handles and passwords that are refused or cleaned before they are stored."""

import pytest

from accounts import handles
from accounts.passwords import Passwords
from plaintext.names import visible_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada\tLovelace\n", "Ada Lovelace"),
        ("Ada\u202eecalevoL", "AdaecalevoL"),
        ("\u2066Ada\u2069\u200e\u200f\u061c", "Ada"),
        ("A\u200bd\u200ba\ufeff\u2060", "Ada"),
        ("A\u200cda\u200d", "Ada"),
        ("Ada\x00\x1b[31m\x7f\x85", "Ada[31m"),
        ("Ada\ue000\U000e0041", "Ada"),
        ("\u3164\u2800\u115f", ""),
        ("a" + "\u0301" * 40, "a" + "\u0301" * 4),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("Ada 👩\u200d💻", "Ada 👩\u200d💻"),
        ("👩🏽\u200d🔬 Ada 🏳️\u200d🌈", "👩🏽\u200d🔬 Ada 🏳️\u200d🌈"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤️\u200d🔥🙂\u200d↔️", "❤️\u200d🔥🙂\u200d↔️"),
        ("👩\u200dAda\u200d💻\u200d", "👩Ada💻"),
        ("👩\u200c💻 \u200d👩\u200d\u200d💻", "👩💻 👩💻"),
        # Flags of parts of countries are tags; tags elsewhere are hidden text.
        ("Ada 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", None),
        ("🏴\U000e0067\U000e0062\U000e0073", "🏴"),
        ("🏴\U000e0061\U000e007f Ada\U000e0067\U000e0062\U000e007f", "🏴 Ada"),
        ("🏴" + "\U000e0061" * 7 + "\U000e007f", "🏴"),
        ("🇨🇭 Ada 🇺🇳", None),
        ("1️⃣ #️⃣ *⃣ Ada", None),
        ("©️ ‼️ ↔️ ℹ️ 〰️ ☺︎ 🏳️\u200d⚧️", None),
        ("葛\U000e0100城 辻\ufe00", None),
        ("ᠰ\u180b", None),
        ("A\ufe0fd\ufe0ea\U000e0100 1\ufe0f\ufe00 ☺\ufe0f\ufe0f\ufe01", "Ada 1 ☺\ufe0f"),
        ("\ufe0fAda\u180b", "Ada"),
        ("Łukasz 明日香 O’Neil-Ólafsdóttir", "Łukasz 明日香 O’Neil-Ólafsdóttir"),
        ("محمد", "محمد"),
    ],
)
def test_a_name_is_displayed_as_it_is_written(text: str, name: str | None) -> None:
    assert visible_name(text) == (text if name is None else name)
    assert visible_name(visible_name(text)) == visible_name(text)


@pytest.mark.parametrize(
    "handle",
    [
        "admin",
        "ADMIN",
        "admin-2",
        "_admin1",
        "root",
        "support",
        "security",
        "peergraph",
        "adm1n",
        "0fficial",
        "peer-graph",
        "mod_erator",
        "5upp0rt",
    ],
)
def test_handles_that_look_official_are_reserved(handle: str) -> None:
    assert handles.is_reserved(handle)


@pytest.mark.parametrize("handle", ["ada", "administrator-of-things", "rooted", "reader-2", "moderna", "42-24"])
def test_other_handles_are_not(handle: str) -> None:
    assert not handles.is_reserved(handle)


def test_no_reserved_handle_is_suggested() -> None:
    suggestions = handles.suggest("admin", "Support")
    assert next(suggestions) == "reader-2"


COMMON = (
    "password123", "1234567890", "qwertyuiop", "Password1!", "iloveyou123", "letmein12345", "mypassword1", "1q2w3e4r5t",
    "aaaaaaaaaab", "passwordpassword", "peergraph1!", "abcdefghij", "adalovelace", "ada@example.org", "football2024",
    "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff11\uff12\uff13", "\U0001d429assword123",
)  # fmt: skip


@pytest.mark.parametrize("password", COMMON)
async def test_common_and_breached_passwords_are_refused(password: str) -> None:
    assert await Passwords().is_common(password, "ada", "Ada Lovelace", "ada@example.org")


@pytest.mark.parametrize(
    "password", ["correct horse battery", "another password", "pässwörter über", "z" * 3 + "7Kq#w" * 50]
)
async def test_others_are_accepted(password: str) -> None:
    assert not await Passwords().is_common(password, "ada", "Ada Lovelace")
