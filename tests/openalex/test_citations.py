"""What records say of a work stands in its citations and in lists of papers, as the store holds it."""

import csv
import io

import orjson

from tests.endpoints.serving import Service


async def test_a_citation_carries_what_the_record_says(service: Service) -> None:
    answer = await service.ask('{ paper(by: {id: "W1"}) { bib: cite(format: BIBTEX) csl: cite(format: CSL_JSON) } }')
    paper = answer["data"]["paper"]
    for line in (
        "pmid = {9001}", "pmcid = {PMC7001}", "keywords = {Machine learning, C₁₀₀ rings}", "copyright = {cc-by}",
        "abstract = {Short abstract}", "publisher = {One Press}", "journal = {Journal 1}",
    ):  # fmt: skip
        assert f"  {line}" in paper["bib"]
    (item,) = orjson.loads(paper["csl"])
    assert (item["PMCID"], item["keyword"]) == ("PMC7001", "Machine learning, C₁₀₀ rings")
    assert (item["abstract"], item["publisher"]) == ("Short abstract", "One Press")


async def test_a_list_has_a_column_for_each_of_them(service: Service) -> None:
    answer = await service.http.get("/export/papers.csv", params={"filter": '{"ids": ["W1"]}'})
    (row,) = csv.DictReader(io.StringIO(answer.text, newline=""))
    assert set(row["funders"].split("; ")) == {"Fund One", "Fund Two", "Fund Three"}
    assert (row["keywords"], row["abstract"]) == ("Machine learning; C₁₀₀ rings", "Short abstract")
    assert (row["pmcid"], row["licence"], row["publisher"]) == ("PMC7001", "cc-by", "One Press")


async def test_the_printed_name_stands_in_for_an_unidentified_venue(service: Service) -> None:
    ris = (await service.http.get("/papers/W4.ris")).text
    assert "\r\nT2  - Annals of Nowhere\r\n" in ris
