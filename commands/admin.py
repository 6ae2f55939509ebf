"""`peergraph admin`: what an operator does to accounts. Works beside a service that runs."""

import asyncio
import secrets
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, Final, TypeVar

import typer
from rich.console import Console
from rich.table import Column, Table

from accounts import handles
from accounts.passwords import Passwords
from errors import BadInput
from graphdb import session, timestamps, user
from graphdb.connect import open_store_beside
from graphdb.store import Store
from loaders.viewer import Role
from resolvers.input_limits import PASSWORD
from settings import Settings

Answer = TypeVar("Answer")

admin = typer.Typer(no_args_is_help=True, help="Accounts: roles, passwords and sessions.")
_SCREEN: Final = Console()
_Handle = Annotated[str, typer.Argument(help="Whose account: the handle, with or without `@`.")]


@admin.command()
def grant(handle: _Handle, role: Annotated[str, typer.Argument(help="moderator or admin.")]) -> None:
    """Give a person a role. It counts from their next request on.

    Example: peergraph admin grant ada admin
    """
    name = _role(role)
    found = _run(lambda store: user.set_role(store, _key(handle), name))
    _report(handle, found, f"has the role {name}")


@admin.command()
def revoke(handle: _Handle, role: Annotated[str, typer.Argument(help="moderator or admin.")]) -> None:
    """Take a role from a person, who is then a member. It counts from their next request on.

    Example: peergraph admin revoke ada moderator
    """
    name = _role(role)
    found = _run(lambda store: user.take_role(store, _key(handle), name))
    _report(handle, found and found[0], f"has the role {found[1]}" if found else "")


@admin.command("reset-password")
def reset_password(
    handle: _Handle,
    read: Annotated[bool, typer.Option("--stdin", help="Read the new password from standard input.")] = False,
) -> None:
    """Give an account another password, print it, and end the person's sessions.

    Example: peergraph admin reset-password ada
    """
    given = sys.stdin.readline().rstrip("\r\n") if read else ""
    if read and not PASSWORD.least <= len(given) <= PASSWORD.most:
        raise BadInput(f"The password has {len(given)} characters: it must have {PASSWORD}.")
    password = given or secrets.token_urlsafe(18)
    found = _run(lambda store: _reset(store, _key(handle), password))
    _report(handle, found, "is signed out everywhere and has a new password" + ("." if read else f": {password}"))


@admin.command()
def sessions(
    handle: _Handle,
    end: Annotated[bool, typer.Option("--end", help="End them all.")] = False,
    only: Annotated[str | None, typer.Option(help="With --end: this one alone.")] = None,
) -> None:
    """List where a person is signed in, or sign them out.

    Example: peergraph admin sessions ada --end
    """
    found, ended = _run(lambda store: _listed(store, _key(handle), end, only))
    if found is None:
        raise _nobody(handle)
    if end:
        _report(handle, handles.key(handle), f"is signed out of {ended} {'browser' if ended == 1 else 'browsers'}")
        return
    # On a narrow terminal all else folds: the id is what `--only` takes.
    folding = [Column(name, overflow="fold") for name in ("browser", "signed in", "last used")]
    table = Table(Column("session", no_wrap=True), *folding)
    for row in found[1]:
        table.add_row(*row)
    _SCREEN.print(table)


async def _reset(store: Store, key: str, password: str) -> str | None:
    found = await user.credentials(store, key)
    if found is None:
        return None
    await user.set_password(store, found[0], await Passwords().hashed(password))
    await session.end(store, found[0])
    return found[1]


async def _listed(
    store: Store, key: str, end: bool, only: str | None
) -> tuple[tuple[str, list[list[str]]] | None, int]:
    found = await session.listed(store, key, timestamps.written())
    return found, await session.end(store, found[0], only=only) if found and end else 0


def _run(work: Callable[[Store], Awaitable[Answer]]) -> Answer:
    async def run() -> Answer:
        async with open_store_beside(Settings.read()) as store:
            return await work(store)

    return asyncio.run(run())


def _role(given: str) -> str:
    if given.upper() not in {role.name for role in Role if role is not Role.MEMBER}:
        raise BadInput(f"{given!r} is no role: there are moderator and admin.")
    return given.upper()


def _key(handle: str) -> str:
    return handles.key(handle.removeprefix("@"))


def _report(handle: str, found: str | None, said: str) -> None:
    if found is None:
        raise _nobody(handle)
    _SCREEN.print(f"@{found} {said}", highlight=False, markup=False, soft_wrap=True)


def _nobody(handle: str) -> BadInput:
    return BadInput(f"Nobody has the handle {handle!r}.")
