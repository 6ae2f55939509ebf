"""`cite`: a paper as a citation, in a format or a style."""

from enum import StrEnum
from typing import Any, Final

from pydantic import Field

from assistants.paper import PAPER_ID
from assistants.tool import Arguments, Data, Identifier, NoSuchNode, Tool


class Format(StrEnum):
    """How a citation is written."""

    TEXT = "TEXT"
    BIBTEX = "BIBTEX"
    RIS = "RIS"
    CSL_JSON = "CSL_JSON"


class CiteArguments(Arguments):
    """Arguments of `cite`."""

    paper: Identifier = Field(description=PAPER_ID)
    format: Format = Field(
        default=Format.TEXT, description="TEXT in a citation style, or a format of reference managers."
    )
    style: str = Field(
        default="apa",
        max_length=100,
        description="The style of TEXT, by its name in the repository of the Citation Style Language, e.g. `ieee`.",
    )


_DOCUMENT: Final = """query ($paper: ID!, $format: CitationFormat!, $style: String!) {
  paper(by: {id: $paper}) { id cite(format: $format, style: $style) }
}"""


def _result(data: Data, arguments: CiteArguments) -> dict[str, Any]:
    paper: Data | None = data["paper"]
    if paper is None:
        raise NoSuchNode("paper", arguments.paper)
    return {"id": paper["id"], "format": arguments.format.value, "citation": paper["cite"]}


CITE: Final = Tool(
    "cite",
    "Cite a paper",
    "Returns the citation of a paper as text in a citation style (APA by default), BibTeX, RIS or CSL-JSON. Use it"
    " instead of writing a citation yourself.",
    CiteArguments,
    _DOCUMENT,
    _result,
)
