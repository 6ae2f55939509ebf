"""The first page: what this is, and one query to try."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from endpoints.address import address

TRY = '{ paper(by: {arxiv: "2108.07258"}) { title year citationCount authors(first: 3) { nodes { name } } } }'


def command(where: str) -> str:
    """A command that sends the query to try to the service at an address."""
    return f"curl -G {where}/graphql --data-urlencode 'query={TRY}'"


async def welcome(http: Request) -> Response:
    """Plain text, for people who look with a browser or with curl."""
    here = address(http)
    return PlainTextResponse(
        f"Peergraph: the research graph as one GraphQL endpoint, at {here}/graphql\n\n{command(here)}\n"
    )
