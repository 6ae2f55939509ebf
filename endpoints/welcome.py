"""The start page as plain text: what the service is, and a query to try."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from endpoints.address import address

TRY = '{ paper(by: {arxiv: "2108.07258"}) { title year citationCount authors(first: 3) { nodes { name } } } }'


def command(url: str) -> str:
    """A shell command that sends the sample query to the service at this URL."""
    return f"curl -G {url}/graphql --data-urlencode 'query={TRY}'"


async def welcome(http: Request) -> Response:
    """Plain text, for clients that do not accept HTML."""
    url = address(http)
    return PlainTextResponse(
        f"Peergraph: the research graph as one GraphQL endpoint, at {url}/graphql\n\n{command(url)}\n"
    )
