"""Numbers of the Crossref Funder Registry in every form, and other DOIs."""

import pytest

from identifiers import fundref
from identifiers.reference import Reference, read


@pytest.mark.parametrize(
    "text",
    [
        "10.13039/501100000780", "https://doi.org/10.13039/501100000780", "http://dx.doi.org/10.13039/501100000780.",
        "doi:10.13039/501100000780", "fundref:501100000780", "FundRef ID: 501100000780",
        "Crossref Funder ID: 501100000780",
    ],
)  # fmt: skip
def test_forms_of_one_number(text: str) -> None:
    assert fundref.parse(text) == "501100000780"
    reference = Reference("fundref", "501100000780")
    assert read(text) == reference
    assert read(reference.name) == reference


@pytest.mark.parametrize("text", ["501100000780", "10.1038/nature14539", "10.13039/x", "fundref:", "fundref:7", ""])
def test_other_text_is_none(text: str) -> None:
    assert fundref.parse(text) is None
