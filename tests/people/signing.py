"""Browsers and programs that sign in over HTTP, to the real application on the tests' store."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpx

from tests.endpoints.serving import Service

PASSWORD: Final = "correct horse battery"
SIGN_UP: Final = """mutation ($handle: String!, $password: String!, $name: String, $email: String) {
  signUp(input: {handle: $handle, password: $password, name: $name, email: $email}) {
    viewer { id handle name account { email } } userErrors { field code }
  }
}"""
LOG_IN: Final = """mutation ($handle: String!, $password: String!) {
  logIn(input: {handle: $handle, password: $password}) { viewer { id handle } userErrors { field code message } }
}"""
BEGIN: Final = """mutation ($password: String) {
  beginSecondFactor(input: {currentPassword: $password}) { key uri userErrors { field code } } }"""
CONFIRM: Final = """mutation ($code: String!) { confirmSecondFactor(input: {code: $code}) {
  recoveryCodes viewer { account { hasSecondFactor recoveryCodeCount } } userErrors { field code } } }"""
VIEWER: Final = "{ viewer { id handle account { email role sessions { id: sessionId current } } } }"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser on a page of the service, or a program: it stores cookies and sends its origin."""

    http: httpx.AsyncClient

    async def post(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        """The answer to one operation; header names with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.post("/graphql", json={"query": query, "variables": variables or {}}, headers=named)

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of a response without errors."""
        answer = (await self.post(query, variables)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def code(self, query: str, **variables: Any) -> str:
        """The code of the only error of a response."""
        (error,) = (await self.post(query, variables)).json()["errors"]
        return str(error["extensions"]["code"])

    async def problems(self, query: str, **variables: Any) -> list[tuple[str, str]]:
        """Field and code of each user error of a mutation."""
        (answer,) = (await self.ask(query, **variables)).values()
        return [(".".join(each["field"]), each["code"]) for each in answer["userErrors"]]

    async def sign_up(self, handle: str, password: str = PASSWORD, **more: str) -> Any:
        """The result of `signUp`."""
        return (await self.ask(SIGN_UP, handle=handle, password=password, **more))["signUp"]

    async def log_in(self, handle: str, password: str = PASSWORD) -> Any:
        """The result of `logIn`."""
        return (await self.ask(LOG_IN, handle=handle, password=password))["logIn"]

    async def viewer(self) -> Any:
        """The viewer; None when not signed in."""
        return (await self.ask(VIEWER))["viewer"]


@asynccontextmanager
async def browser(service: Service, **headers: str) -> AsyncGenerator[Browser]:
    """A new browser without cookies; header names with underscores."""
    named = {"origin": service.address} | {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(base_url=service.address, timeout=30, headers=named) as http:
        yield Browser(http)


@asynccontextmanager
async def program(service: Service, token: str | None = None) -> AsyncGenerator[Browser]:
    """A program, with a token or without one."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=service.address, timeout=30, headers=headers) as http:
        yield Browser(http)
