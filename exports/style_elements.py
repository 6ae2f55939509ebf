"""Elements of styles that render as the CSL specification says where citeproc-py does not.

- A variable that replaces missing names is not printed again (CSL 1.0.2, "Substitute").
- Groups and macros are omitted if they call variables and all of these are empty ("Group", "Macro").
- Page ranges are abbreviated without loss (`exports.page_ranges`), and are numeric ("Choose", `is-numeric`).
- Quotation marks within quotation marks are the inner ones of the locale ("Formatting", `quotes`).
- A term without the requested form has its long form ("Terms").
- A label is printed only with its variable ("Label").
"""
# citeproc has no type hints.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

import re
from dataclasses import dataclass, field
from typing import Any, Final

from citeproc import model
from citeproc.source import VariableError
from citeproc.string import String

from exports.formatting_marks import ALL
from exports.page_ranges import last_page
from exports.style_names import Name

_QUOTED: Final = re.compile(rf"(?<![^\W_])[“\"«]\s?(?=\S)([^“”\"«»]*?\S)\s?[”\"»](?=[\W{ALL}]|$)")
_NUMBER: Final = r"[^\W\d_]*\d+[^\W\d_]*"

#: The form of a term in place of one that a locale does not have; that of others is `long` (CSL 1.0.2, "Terms").
_FALLBACKS: Final = {"verb-short": "verb", "symbol": "short"}


@dataclass(slots=True)
class Printed:
    """The variables that a citation has printed, and those that it must not print again; the number of variables that
    the current group has called, and of those that were not empty."""

    variables: set[str] = field(default_factory=set[str])
    suppressed: set[str] = field(default_factory=set[str])
    called: int = 0
    rendered: int = 0

    def call(self, names: list[str]) -> bool:
        """Notes a call of these variables. Whether they may be printed."""
        self.called += 1
        return not self.suppressed.intersection(names)

    def render(self, names: list[str]) -> None:
        """Notes that these variables were printed."""
        self.rendered += 1
        self.variables.update(names)


def _printed(element: Any, context: Any) -> Printed:
    return (element if context is None else context).get_layout().printed


class Layout(model.Layout):
    """The form of a citation."""

    printed: Printed

    def render_children(self, item: Any, delimiter: str = "", **kwargs: Any) -> Any:
        """The parts of the citation."""
        self.printed = Printed()
        return super().render_children(item, delimiter, **kwargs)


class _Variable:
    """Notes the variables of an element, and omits those that must not be printed again."""

    def process(self: Any, item: Any, *args: Any, context: Any = None, **kwargs: Any) -> Any:
        """The text of the element. Raises VariableError if its variable is empty."""
        names = str(self.get("variable", "")).split()
        if not names:
            return super().process(item, *args, context=context, **kwargs)  # pyright: ignore
        printed = _printed(self, context)
        if not printed.call(names):
            raise VariableError
        result = super().process(item, *args, context=context, **kwargs)  # pyright: ignore
        if result[0] if isinstance(result, tuple) else result:
            printed.render(names)
        return result

    def case(self, text: Any, language: Any = None) -> Any:
        """The text in the case of the element."""
        return super().case(text if hasattr(text, "words") else String(text), language)  # pyright: ignore

    def _format_last_page(self: Any, first: str, last: str) -> str:
        return last_page(first, last, self.get_root().get("page-range-format"))


class Text(_Variable, model.Text):
    """A text, a variable, a term or the output of a macro."""

    def _term(self, item: Any) -> Any:
        form = self.get("form", "long")
        find = self.get_plural_term if self.get("plural") == "true" else self.get_single_term
        forms = dict.fromkeys((form, _FALLBACKS.get(form, "long"), "long"))
        texts = (find(name=self.get("term"), form=None if each == "long" else each) for each in forms)
        return next(filter(None, texts), String(""))

    def quote(self, string: Any) -> Any:
        """The string in quotation marks, if the element asks for them."""
        if self.get("quotes", "false") != "true":
            return string
        opening, closing = (self.get_single_term(name=f"{side}-inner-quote") for side in ("open", "close"))
        text = _QUOTED.sub(lambda match: f"{opening}{match[1]}{closing}", str(string))
        return super().quote(String(text))


class Number(_Variable, model.Number):
    """A number."""


class Date(_Variable, model.Date):
    """A date."""


class Names(_Variable, model.Names):
    """The names of a variable, or what replaces them."""


class Substitute(model.Substitute):
    """What is printed in place of missing names: the first of the children with any output."""

    def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """The replacement, whose variables are not printed again."""
        printed = _printed(self, context)
        before, printed.variables = printed.variables, set[str]()
        text = super().render(item, context=context, **kwargs)
        if text:
            printed.suppressed |= printed.variables
        printed.variables |= before
        return text

    def add_to_repressed_list(self, child: Any, context: Any) -> None:
        """Nothing: `render` does so for all variables, also those in macros."""


class _Suppressed:
    """Omits its content if it calls variables and all of them are empty."""

    def _content(self: Any, item: Any, context: Any, delimiter: str, **kwargs: Any) -> Any:
        printed = _printed(self, context)
        before, printed.called, printed.rendered = (printed.called, printed.rendered), 0, 0
        text = self.render_children(item, delimiter, context=context, **kwargs)
        is_omitted = not text or (printed.called > 0 and printed.rendered == 0)
        called = printed.called
        printed.called, printed.rendered = before
        # A group with content counts as a variable of the group around it.
        printed.called += int(called > 0 or not is_omitted)
        printed.rendered += int(not is_omitted)
        return None if is_omitted else text


class Macro(_Suppressed, model.Macro):
    """Elements that other elements call by a name."""

    def render(self, item: Any, context: Any = None, sort_options: Any = None) -> Any:
        """The output of the elements; None without any."""
        return self._content(item, context, "", sort_options=sort_options)


class Group(_Suppressed, model.Group):
    """Elements that are printed only with one of their variables."""

    def process(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """The output of the elements with delimiters between them. Raises VariableError without any."""
        kwargs.pop("delimiter", None)
        text = self._content(item, context, self.get("delimiter", ""), **kwargs)
        if text is None:
            raise VariableError
        return text


class Label(model.Label):
    """The term of a variable: `pp.`."""

    #: Several numbers, for the plural; not the number of an article such as `1759720X2090485`.
    RE_MULTIPLE_NUMBERS = re.compile(r"\d\s*(?:[-–,&]|and)\s*[^\W_]*\d")

    def process(self, item: Any, variable: Any = None, plural: Any = None, context: Any = None, **kwargs: Any) -> Any:
        """The term; None if the variable is empty."""
        name = str(self.get("variable"))
        if variable is None and name != "locator" and not item.reference.get(name.replace("-", "_")):
            return None
        return super().process(item, variable, plural, context, **kwargs)


class If(model.If):
    """A condition."""

    re_numeric = re.compile(rf"\s*{_NUMBER}(?:\s*[-–,&]\s*{_NUMBER})*\s*")


class ElseIf(model.Else_If):
    """A further condition."""

    re_numeric = If.re_numeric


#: The classes by the names of their elements.
ELEMENTS: Final[dict[str, type]] = {
    "layout": Layout, "text": Text, "number": Number, "date": Date, "name": Name, "names": Names, "label": Label,
    "substitute": Substitute, "macro": Macro, "group": Group, "if": If, "else-if": ElseIf,
}  # fmt: skip
