"""Keys: one identifier, in any form that people paste."""

import strawberry

_ID = "The public id, or anything else that names it."
_OPENALEX = "The OpenAlex key or its address."


@strawberry.input(one_of=True, description="One paper, by one identifier: address, prefix, case and version are free.")
class PaperKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    doi: str | None = strawberry.field(default=strawberry.UNSET, description="The DOI or its address.")
    arxiv: str | None = strawberry.field(default=strawberry.UNSET, description="The arXiv id or its address.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)
    pmid: str | None = strawberry.field(default=strawberry.UNSET, description="The PubMed id or its address.")
    pmcid: str | None = strawberry.field(
        default=strawberry.UNSET, description="The PubMed Central id, with or without `PMC`, or its address."
    )
    mag: str | None = strawberry.field(
        default=strawberry.UNSET, description="The id in the Microsoft Academic Graph, which OpenAlex's records carry."
    )
    url: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The address of a page or PDF of the paper: any place where it can be read, also behind the proxy"
        " of a library.",
    )
    title: str | None = strawberry.field(
        default=strawberry.UNSET, description="The whole title, whatever its case, accents and punctuation."
    )


@strawberry.input(one_of=True, description="One author, by one identifier.")
class AuthorKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    orcid: str | None = strawberry.field(default=strawberry.UNSET, description="The ORCID iD or its address.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)


@strawberry.input(one_of=True, description="One institution, by one identifier.")
class InstitutionKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    ror: str | None = strawberry.field(default=strawberry.UNSET, description="The ROR id or its address.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)


@strawberry.input(one_of=True, description="One topic, by one identifier.")
class TopicKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)
    name: str | None = strawberry.field(
        default=strawberry.UNSET, description="The whole name, whatever its case, accents and punctuation."
    )


@strawberry.input(one_of=True, description="One funder, by one identifier.")
class FunderKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    ror: str | None = strawberry.field(default=strawberry.UNSET, description="The ROR id or its address.")
    fundref: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The number in the Crossref Funder Registry, or the DOI that it makes of it.",
    )
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)


@strawberry.input(one_of=True, description="One publisher, by one identifier.")
class PublisherKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    ror: str | None = strawberry.field(default=strawberry.UNSET, description="The ROR id or its address.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)


@strawberry.input(one_of=True, description="One award, by one identifier.")
class AwardKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)


@strawberry.input(one_of=True, description="One venue, by one identifier.")
class VenueKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    issn: str | None = strawberry.field(default=strawberry.UNSET, description="Any of its ISSNs.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)
