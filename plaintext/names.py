"""Names that people choose, without characters that change how the text around them is displayed.

Sources: Unicode Technical Report 36, section 2; Unicode Standard Annex 9, section 2; Unicode Technical Standard 51,
section 1.4 (emoji); Unicode Standard, section 23.4 (variation selectors).
"""

import re
import unicodedata
from typing import Final

#: Zero-width characters that join and separate letters are part of names in some scripts; elsewhere they are invisible.
_JOINERS: Final = "\u200c\u200d"
#: Invisible letters: fillers of Hangul, and Braille without dots.
_BLANK: Final = "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"


def visible_name(text: str) -> str:
    """The name in one line: white space is one space; control, format (direction, zero-width), private and unassigned
    characters are removed, except joiners between letters of scripts that need them and within emoji; at most four
    combining marks follow a letter. Tags stay only in flags, and variation selectors only after an emoji, an
    ideograph or a Mongolian letter that has such a form."""
    marks, characters = 0, list[str]()
    tags = {place for flag in _FLAG.finditer(text) for place in range(*flag.span())}
    for place, each in enumerate(text):
        category = unicodedata.category(each)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if each.isspace() or category.startswith("Z"):
            characters.append(" ")
        elif each in _JOINERS:
            if _joins(text, place) or _joins_emoji(text, place):
                characters.append(each)
        elif _SELECTOR.match(each):
            if _selects(text, place):
                characters.append(each)
        elif place in tags or (not category.startswith("C") and each not in _BLANK and marks <= _MARKS):
            characters.append(each)
    return " ".join("".join(characters).split())


#: What can follow an emoji of a sequence before the joiner: the selector of the coloured form, and skin tones.
_MODIFIERS: Final = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
#: Symbols of category Sm that end an emoji sequence: the arrows of a head that shakes or nods.
_ARROWS: Final = "\u2194\u2195"
#: The flag of a part of a country: a black flag, and its ISO 3166-2 code in tags.
_FLAG: Final = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
#: Invisible marks that select a form of the character before them.
_SELECTOR: Final = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: Characters that have an emoji form, besides symbols (category S): the base of a keycap needs the keycap.
_EMOJI_FORM: Final = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2139\u3030\u303d][\ufe0e\ufe0f]|[#*0-9][\ufe0e\ufe0f]\u20e3"
)
_IDEOGRAPH: Final = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\ufe00-\ufe02\U000e0100-\U000e01ef]"
)
_MONGOLIAN: Final = re.compile("[\u1820-\u18aa][\u180b-\u180d\u180f]")
#: Combining marks after one letter.
_MARKS: Final = 4


def _selects(text: str, place: int) -> bool:
    """Whether a variation selector selects a form of the character before it."""
    pair = text[max(place - 1, 0) : place + 2]
    is_emoji = _is_emoji(pair[0]) and text[place] in "\ufe0e\ufe0f"
    return is_emoji or any(form.match(pair) for form in (_EMOJI_FORM, _IDEOGRAPH, _MONGOLIAN))


def _joins(text: str, place: int) -> bool:
    """Whether a joiner stands between letters or marks of a script that uses joiners: not Latin, Greek or Cyrillic."""
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return len(around) == 2 and all(each > "\u0590" and unicodedata.category(each)[0] in "LM" for each in around)


def _joins_emoji(text: str, place: int) -> bool:
    """Whether a joiner stands between two emoji, which make one: a person and a laptop are a programmer.

    Source: Unicode Technical Standard 51, section 1.4.4 (`emoji_zwj_sequence`)."""
    before = text[max(place - 3, 0) : place].rstrip(_MODIFIERS)[-1:]
    return text[place] == "\u200d" and _is_emoji(before) and _is_emoji(text[place + 1 : place + 2])


def _is_emoji(character: str) -> bool:
    return character > "\u2190" and (unicodedata.category(character) == "So" or character in _ARROWS)
