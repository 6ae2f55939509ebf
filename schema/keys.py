"""Keys: one identifier, in any form that people paste."""

import strawberry

_ID = "The public id."
_OPENALEX = "The OpenAlex key or its address."


@strawberry.input(one_of=True, description="One paper, by one identifier: address, prefix, case and version are free.")
class PaperKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    doi: str | None = strawberry.field(default=strawberry.UNSET, description="The DOI or its address.")
    arxiv: str | None = strawberry.field(default=strawberry.UNSET, description="The arXiv id or its address.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)
    pmid: str | None = strawberry.field(default=strawberry.UNSET, description="The PubMed id or its address.")
    url: str | None = strawberry.field(default=strawberry.UNSET, description="The address of a page about the paper.")
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


@strawberry.input(one_of=True, description="One venue, by one identifier.")
class VenueKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    issn: str | None = strawberry.field(default=strawberry.UNSET, description="Any of its ISSNs.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)
