"""Keys: one identifier, in any form that people paste."""

import strawberry

_ID = "The public id, or anything else that names it."
_OPENALEX = "The OpenAlex key or its URL."


@strawberry.input(one_of=True, description="A paper by one identifier; URL, prefix, case and version do not matter.")
class PaperKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    doi: str | None = strawberry.field(default=strawberry.UNSET, description="The DOI or its URL.")
    arxiv: str | None = strawberry.field(default=strawberry.UNSET, description="The arXiv id or its URL.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)
    pmid: str | None = strawberry.field(default=strawberry.UNSET, description="The PubMed id or its URL.")
    pmcid: str | None = strawberry.field(
        default=strawberry.UNSET, description="The PubMed Central id, with or without `PMC`, or its URL."
    )
    mag: str | None = strawberry.field(
        default=strawberry.UNSET, description="The id in the Microsoft Academic Graph, which OpenAlex's records have."
    )
    url: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The address of a page or PDF of the paper: any place where it can be read, also behind the proxy"
        " of a library.",
    )
    title: str | None = strawberry.field(
        default=strawberry.UNSET, description="The whole title, ignoring case, accents and punctuation."
    )


@strawberry.input(one_of=True, description="One author, by one identifier.")
class AuthorKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    orcid: str | None = strawberry.field(default=strawberry.UNSET, description="The ORCID iD or its URL.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)


@strawberry.input(one_of=True, description="One institution, by one identifier.")
class InstitutionKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    ror: str | None = strawberry.field(default=strawberry.UNSET, description="The ROR id or its URL.")
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)


@strawberry.input(one_of=True, description="One topic, by one identifier.")
class TopicKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)
    name: str | None = strawberry.field(
        default=strawberry.UNSET, description="The whole name, ignoring case, accents and punctuation."
    )


@strawberry.input(one_of=True, description="One funder, by one identifier.")
class FunderKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    ror: str | None = strawberry.field(default=strawberry.UNSET, description="The ROR id or its URL.")
    fundref: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The number in the Crossref Funder Registry, or its DOI.",
    )
    openalex: str | None = strawberry.field(default=strawberry.UNSET, description=_OPENALEX)


@strawberry.input(one_of=True, description="One publisher, by one identifier.")
class PublisherKey:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description=_ID)
    ror: str | None = strawberry.field(default=strawberry.UNSET, description="The ROR id or its URL.")
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
