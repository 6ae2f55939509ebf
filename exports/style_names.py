"""The names of a byline in a style: order, initials, delimiters and "et al.".

Source: CSL 1.0.2, "Name".
"""
# citeproc has no type hints.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

from citeproc import model
from citeproc.string import join

#: A hyphen between two parts of a given name, and a part of a word up to its full stop.
_HYPHEN: Final = re.compile(r"(?<=\S)[-‐](?=\S)")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PIECE: Final = re.compile(r"[^.]+\.?")


#: The value of an option of the name or of the elements around it.
Option = Callable[[str], Any]


class Name(model.Name):
    """The form of the names of a byline."""

    def process(self, item: Any, variable: str, context: Any = None, sort_options: Any = None, **_kwargs: Any) -> Any:
        """The names of the variable as one text; with the form `count`, their number."""
        option: Option = partial(cast("Any", self).get_option, context=context, sort_options=sort_options)
        names: list[Any] = item.reference.get(variable, [])
        first, minimum = option("et-al-use-first"), option("et-al-min")
        if option("form") == "count":
            return min(len(names), first) if minimum else len(names)
        is_short = 0 < minimum <= len(names) and first < len(names)
        texts = [self._text(name, index, option) for index, name in enumerate(names[:first] if is_short else names)]
        delimiter, et_al = option("delimiter"), self.et_al()
        if is_short and option("et-al-use-last") and first + 2 <= len(names):
            return join([*texts, f"… {self._text(names[-1], len(names) - 1, option)}"], delimiter)
        if is_short and et_al:
            rule, last = option("delimiter-precedes-et-al"), et_al
        elif option("and") is not None and len(texts) > 1:
            rule, last = option("delimiter-precedes-last"), self._and(option) + " " + texts.pop()
        else:
            return join(texts, delimiter)
        precedes = self._precedes(rule, len(texts), option)
        return join([join(texts, delimiter), last], delimiter if precedes else " ")

    def _and(self, option: Option) -> str:
        return "&" if option("and") == "symbol" else str(self.get_single_term(name="and"))

    def _precedes(self, rule: str, count: int, option: Option) -> bool:
        """Whether the delimiter stands between `count` names and the last one or "et al."."""
        if rule == "after-inverted-name":
            return self._is_inverted(count - 1, option)
        return rule == "always" or (rule == "contextual" and count > 1)

    def _is_inverted(self, index: int, option: Option) -> bool:
        order = option("name-as-sort-order")
        return order == "all" or (order == "first" and index == 0)

    def _text(self, name: Any, index: int, option: Option) -> str:
        given, family, dropping, particle, suffix = (part or "" for part in name.parts())
        form = option("form")
        mark = option("initialize-with")
        if given and mark is not None:
            whole = self._inherited("initialize") == "false"
            given = initials(given, mark, hyphens=option("initialize-with-hyphen"), whole=whole)
        if form == "short":
            return self._formatted("", _joined(particle, family))[1]
        if not self._is_inverted(index, option):
            given, family = self._formatted(given, _joined(dropping, particle, family))
            return _joined(given, family, suffix)
        if option("demote-non-dropping-particle") == "display-and-sort":
            given, family = self._formatted(_joined(given, dropping, particle), family)
        else:
            given, family = self._formatted(_joined(given, dropping), _joined(particle, family))
        return option("sort-separator").join(part for part in (family, given, suffix) if part)

    def _formatted(self, given: str, family: str) -> tuple[str, str]:
        for part in self.findall("cs:name-part", self.nsmap):
            if given if part.get("name") == "given" else family:
                given, family = part.format_part(given, family)
        return given, family

    def _inherited(self, name: str) -> str | None:
        scopes = [self, *self.iterancestors()]
        return next((value for scope in scopes if (value := scope.get(name)) is not None), None)


def initials(given: str, mark: str, *, hyphens: bool = True, whole: bool = False) -> str:
    """The given name with initials: `J.-P. M.` for `Jean-Pierre Marie` and the mark `. `. Words in lower case, which
    are particles, stay, and so do abbreviations (`Ch.`). `whole`: only initials get the mark, and names stay."""
    text = ""
    for word in filter(_LETTER.search, given.split()):
        abbreviated, is_initial = "", False
        for part in _HYPHEN.split(word):
            following, is_following_initial = _part(part, mark, whole=whole)
            if not abbreviated:
                abbreviated, is_initial = following, is_following_initial
            elif is_following_initial and is_initial:
                abbreviated = f"{abbreviated.rstrip()}-{following}" if hyphens else abbreviated + following
            elif not is_initial or whole:
                abbreviated, is_initial = f"{abbreviated.rstrip()}-{following}", is_following_initial
        text = text + abbreviated if is_initial else f"{text.rstrip()} {abbreviated} "
    return " ".join(text.split())


def _part(part: str, mark: str, *, whole: bool) -> tuple[str, bool]:
    """A part of a given name as its initials, and whether it is abbreviated."""
    if not part[0].isupper() or (whole and len(part) > 1 and "." not in part):
        return part, False
    pieces = _PIECE.findall(part)
    letters = [piece.rstrip(".") if piece.endswith(".") or whole else piece[0] for piece in pieces]
    return "".join(letter + mark for letter in letters), True


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
