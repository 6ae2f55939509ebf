"""Names that people choose, without characters that change how the text around them is displayed.

Source: Unicode Technical Report 36, section 2; Unicode Standard Annex 9, section 2.
"""

import unicodedata
from typing import Final

#: Zero-width characters that join and separate letters are part of names in some scripts; elsewhere they are invisible.
_JOINERS: Final = "\u200c\u200d"
#: Invisible letters: fillers of Hangul, and Braille without dots.
_BLANK: Final = "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"


def visible_name(text: str) -> str:
    """The name in one line: white space is one space; control, format (direction, zero-width), private and unassigned
    characters are removed, except joiners between letters of scripts that need them and within emoji; at most four
    combining marks follow a letter."""
    marks, characters = 0, list[str]()
    for place, each in enumerate(text):
        category = unicodedata.category(each)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if each.isspace() or category.startswith("Z"):
            characters.append(" ")
        elif each in _JOINERS:
            if _joins(text, place) or _joins_emoji(text, place):
                characters.append(each)
        elif not category.startswith("C") and each not in _BLANK and marks <= _MARKS:
            characters.append(each)
    return " ".join("".join(characters).split())


#: What can follow an emoji of a sequence before the joiner: the selector of the coloured form, and skin tones.
_MODIFIERS: Final = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
#: Symbols of category Sm that end an emoji sequence: the arrows of a head that shakes or nods.
_ARROWS: Final = "\u2194\u2195"
#: Combining marks after one letter.
_MARKS: Final = 4


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
