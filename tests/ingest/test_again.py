"""The same records again: what is stored already does not travel to the store a second time."""

from pathlib import Path

from graphdb.store import Store
from tests.ingest.records import SITE, brought, work
from tests.ingest.test_claims import local, told
from tests.statements import Asked, asked


def mentions(statements: list[Asked], *texts: str) -> list[str]:
    """The statements whose parameters hold one of the texts."""
    return [each.text for each in statements if any(text in repr(each.parameters) for text in texts)]


async def test_unchanged_records_do_not_travel(empty_store: Store, tmp_path: Path) -> None:
    records = [work(number, title=f"Title of {number}") for number in range(1, 40)]
    institution = {"id": f"{SITE}I5", "display_name": "The Institute", "updated_date": "2025-01-01"}
    texts = ("Title of", "Short abstract", "Author 1", "Journal 1", "Work no. 1", "Author:One")
    with asked(empty_store) as first:
        await brought(empty_store, tmp_path, *records, institution)
        await told(empty_store, local())
    assert mentions(first, *texts)
    with asked(empty_store) as again:
        await brought(empty_store, tmp_path, *records, institution)
        await told(empty_store, local())
    assert mentions(again, *texts) == []
    # The same number of statements as for a tenth of the records.
    with asked(empty_store) as few:
        await brought(empty_store, tmp_path, *records[:4], institution)
        await told(empty_store, local())
    assert len(again) == len(few)
