"""`peergraph admin`: administration of accounts. Works beside a running service."""

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
_Handle = Annotated[str, typer.Argument(help="The handle of the account, with or without `@`.")]


@admin.command()
def grant(handle: _Handle, role: Annotated[str, typer.Argument(help="moderator or admin.")]) -> None:
    """Grant a role to a user. It takes effect with the user's next request.

    Example: peergraph admin grant ada admin
    """
    name = _role(role)
    current = _run(lambda store: user.set_role(store, _key(handle), name))
    _report(handle, current, f"has the role {name}")


@admin.command()
def revoke(handle: _Handle, role: Annotated[str, typer.Argument(help="moderator or admin.")]) -> None:
    """Revoke a role of a user, who is then a member. It takes effect with the user's next request.

    Example: peergraph admin revoke ada moderator
    """
    name = _role(role)
    account = _run(lambda store: user.revoke_role(store, _key(handle), name))
    _report(handle, account and account[0], f"has the role {account[1]}" if account else "")


@admin.command("reset-password")
def reset_password(
    handle: _Handle,
    read: Annotated[bool, typer.Option("--stdin", help="Read the new password from standard input.")] = False,
) -> None:
    """Set a new password of an account, print it, and end the user's sessions.

    Example: peergraph admin reset-password ada
    """
    password = sys.stdin.readline().rstrip("\r\n") if read else secrets.token_urlsafe(18)
    if read and not PASSWORD.least <= len(password) <= PASSWORD.most:
        raise BadInput(f"The password has {len(password)} characters: it must have {PASSWORD}.")
    current = _run(lambda store: _reset(store, _key(handle), password))
    _report(handle, current, "is signed out everywhere and has a new password" + ("." if read else f": {password}"))


@admin.command()
def sessions(
    handle: _Handle,
    end: Annotated[bool, typer.Option("--end", help="End all sessions.")] = False,
    only: Annotated[str | None, typer.Option(help="With --end: the id of one session to end.")] = None,
) -> None:
    """List or end the sessions of a user.

    Example: peergraph admin sessions ada --end
    """
    listed, ended = _run(lambda store: _list_sessions(store, _key(handle), end, only))
    if listed is None:
        raise _unknown_handle(handle)
    if end:
        _report(handle, handles.key(handle), f"is signed out of {ended} {'browser' if ended == 1 else 'browsers'}")
        return
    # On a narrow terminal all other columns fold: `--only` takes the id.
    folding = [Column(name, overflow="fold") for name in ("browser", "signed in", "last used")]
    table = Table(Column("session", no_wrap=True), *folding)
    for row in listed[1]:
        table.add_row(*row)
    _SCREEN.print(table)


async def _reset(store: Store, key: str, password: str) -> str | None:
    account = await user.credentials(store, key)
    if account is None:
        return None
    await user.set_password(store, account[0], await Passwords().hash(password))
    await session.end(store, account[0])
    return account[1]


async def _list_sessions(
    store: Store, key: str, end: bool, only: str | None
) -> tuple[tuple[str, list[list[str]]] | None, int]:
    listed = await session.list_sessions(store, key, timestamps.to_text())
    return listed, await session.end(store, listed[0], only=only) if listed and end else 0


def _run(work: Callable[[Store], Awaitable[Answer]]) -> Answer:
    async def run() -> Answer:
        async with open_store_beside(Settings.read()) as store:
            return await work(store)

    return asyncio.run(run())


def _role(text: str) -> str:
    if text.upper() not in {role.name for role in Role if role is not Role.MEMBER}:
        raise BadInput(f"{text!r} is not a role: use moderator or admin.")
    return text.upper()


def _key(handle: str) -> str:
    return handles.key(handle.removeprefix("@"))


def _report(handle: str, name: str | None, message: str) -> None:
    if name is None:
        raise _unknown_handle(handle)
    _SCREEN.print(f"@{name} {message}", highlight=False, markup=False, soft_wrap=True)


def _unknown_handle(handle: str) -> BadInput:
    return BadInput(f"No account has the handle {handle!r}.")
