"""`peergraph admin`: administration of accounts. Works beside a running service."""

import asyncio
import secrets
import sys
from typing import Annotated

import typer

from accounts.passwords import Passwords
from commands.accounts import OPERATOR, Handle, key_of, listed, report, run, unknown_handle
from errors import BadInput
from graphdb import access_token, account_access, identity, second_factor, security_event, session, timestamps, user
from graphdb.account_access import Access
from graphdb.store import Store, Transaction
from loaders.viewer import Role
from resolvers.input_limits import PASSWORD

admin = typer.Typer(no_args_is_help=True, help="Accounts: roles, passwords, access, suspension and deletion.")


@admin.command()
def grant(handle: Handle, role: Annotated[str, typer.Argument(help="moderator or admin.")]) -> None:
    """Grant a role to a user. It takes effect with the user's next request.

    Example: peergraph admin grant ada admin
    """
    name = _role(role)
    current = run(lambda store: user.set_role(store, key_of(handle), name))
    report(handle, current, f"has the role {name}")


@admin.command()
def revoke(handle: Handle, role: Annotated[str, typer.Argument(help="moderator or admin.")]) -> None:
    """Revoke a role of a user, who is then a member. It takes effect with the user's next request.

    Example: peergraph admin revoke ada moderator
    """
    name = _role(role)
    account = run(lambda store: user.revoke_role(store, key_of(handle), name))
    report(handle, account and account[0], f"has the role {account[1]}" if account else "")


@admin.command("reset-password")
def reset_password(
    handle: Handle,
    read: Annotated[bool, typer.Option("--stdin", help="Read the new password from standard input.")] = False,
    keep_tokens: Annotated[bool, typer.Option("--keep-tokens", help="Leave the access tokens valid.")] = False,
    unlink: Annotated[bool, typer.Option("--unlink", help="Remove all identities at issuers too.")] = False,
    second: Annotated[bool, typer.Option("--second-factor", help="Remove the second factor too.")] = False,
) -> None:
    """Set a new password of an account, print it, end the user's sessions and revoke the access tokens.

    Example: peergraph admin reset-password ada
    """
    password = sys.stdin.readline().rstrip("\r\n") if read else secrets.token_urlsafe(18)
    if read and not PASSWORD.least <= len(password) <= PASSWORD.most:
        raise BadInput(f"The password has {len(password)} characters: it must have {PASSWORD}.")
    if read and asyncio.run(Passwords().is_common(password, key_of(handle))):
        raise BadInput("The password is common, or easy to guess: choose another.")
    before = run(lambda store: _reset(store, key_of(handle), password, not keep_tokens, unlink, second))
    if before is None:
        raise unknown_handle(handle)
    details = [
        f"{before.tokens} access tokens {'stay valid' if keep_tokens else 'are revoked'}" if before.tokens else "",
        f"{before.identities} identities {'are removed' if unlink else 'can still sign in'}"
        if before.identities
        else "",
    ]
    remaining = "".join(f", {detail}" for detail in details if detail)
    ending = "." if read else f": {password}"
    report(handle, before.handle, f"is signed out everywhere{remaining} and has a new password{ending}")


@admin.command("sign-out")
def sign_out(
    handle: Handle,
    unlink: Annotated[bool, typer.Option("--unlink", help="Remove all identities at issuers too.")] = False,
) -> None:
    """End everything that gives access now: sessions, access tokens, known browsers.

    Example: peergraph admin sign-out ada
    """
    before = run(lambda store: _sign_out(store, key_of(handle), unlink))
    if before is None:
        raise unknown_handle(handle)
    removed = f", {before.identities} identities are removed" if unlink else ""
    report(
        handle,
        before.handle,
        f"is signed out: {before.sessions} sessions are ended, {before.tokens} access tokens are revoked{removed}",
    )


@admin.command()
def sessions(
    handle: Handle,
    end: Annotated[bool, typer.Option("--end", help="End all sessions.")] = False,
    only: Annotated[str | None, typer.Option(help="With --end: the id of one session to end.")] = None,
) -> None:
    """List or end the sessions of a user. `sign-out` ends the access tokens too.

    Example: peergraph admin sessions ada --end
    """
    rows, ended = run(lambda store: _list_sessions(store, key_of(handle), end, only))
    if rows is None:
        raise unknown_handle(handle)
    if end:
        report(handle, key_of(handle), f"is signed out of {ended} {'browser' if ended == 1 else 'browsers'}")
        return
    listed(("session", "browser", "signed in", "last used"), rows[1])


@admin.command()
def tokens(
    handle: Handle,
    revoke: Annotated[bool, typer.Option("--revoke", help="Revoke all access tokens.")] = False,
    only: Annotated[str | None, typer.Option(help="With --revoke: the id of one token to revoke.")] = None,
) -> None:
    """List or revoke the access tokens of a user.

    Example: peergraph admin tokens ada --revoke
    """
    rows, revoked = run(lambda store: _list_tokens(store, key_of(handle), revoke, only))
    if rows is None:
        raise unknown_handle(handle)
    if revoke:
        report(handle, key_of(handle), f"has {revoked} access {'token' if revoked == 1 else 'tokens'} less")
        return
    listed(("token", "name", "scope", "created", "last used", "expires"), rows[1])


@admin.command()
def identities(
    handle: Handle,
    unlink: Annotated[
        str | None, typer.Option(help="The subject of an identity to remove, or `all`. Sessions end too.")
    ] = None,
) -> None:
    """List or remove the identities of a user at OpenID Connect issuers.

    Example: peergraph admin identities ada --unlink 0000-0002-1825-0097
    """
    rows, removed = run(lambda store: _list_identities(store, key_of(handle), unlink))
    if rows is None:
        raise unknown_handle(handle)
    if unlink is not None:
        report(handle, key_of(handle), f"has {removed} {'identity' if removed == 1 else 'identities'} less")
        return
    listed(("issuer", "subject", "linked"), rows[1])


@admin.command()
def log(handle: Handle) -> None:
    """Print the security log of a user.

    Example: peergraph admin log ada
    """
    rows = run(lambda store: security_event.list_events(store, key_of(handle)))
    if rows is None:
        raise unknown_handle(handle)
    listed(("at", "event", "address", "browser"), rows)


async def _reset(store: Store, key: str, password: str, tokens: bool, unlink: bool, second: bool) -> Access | None:
    person = await account_access.id_of(store, key)
    if person is None:
        return None
    hashed = await Passwords().hash(password)

    async def work(transaction: Transaction) -> Access:
        await user.set_password(transaction, person, hashed)
        if second:
            await second_factor.remove(transaction, person)
            await security_event.append(transaction, person, OPERATOR("SECOND_FACTOR_REMOVED"))
        await security_event.append(transaction, person, OPERATOR("PASSWORD_RESET"))
        return await account_access.end(transaction, person, tokens=tokens, identities=unlink)

    return await store.transact(work)


async def _sign_out(store: Store, key: str, unlink: bool) -> Access | None:
    person = await account_access.id_of(store, key)
    if person is None:
        return None

    async def work(transaction: Transaction) -> Access:
        await security_event.append(transaction, person, OPERATOR("SIGNED_OUT_EVERYWHERE"))
        return await account_access.end(transaction, person, identities=unlink)

    return await store.transact(work)


@admin.command()
def quota(
    token: Annotated[str, typer.Argument(help="The id of an access token, `tok_…`.")],
    cost: Annotated[int, typer.Argument(min=0, help="Cost per minute; 0 for that of the token's user.")],
) -> None:
    """Set the cost that an access token may spend in a minute, apart from that of its user.

    Example: peergraph admin quota tok_01jd5 500000000
    """
    name = run(lambda store: access_token.set_quota(store, token, cost or None))
    if name is None:
        raise BadInput(f"No access token has the id {token!r}.")
    limit = f"a quota of {cost:,} per minute" if cost else "the quota of its user"
    typer.echo(f"{name} has {limit}")


async def _list_sessions(
    store: Store, key: str, end: bool, only: str | None
) -> tuple[tuple[str, list[list[str]]] | None, int]:
    rows = await session.list_sessions(store, key, timestamps.to_text())
    return rows, await session.end(store, rows[0], only=only) if rows and end else 0


async def _list_tokens(
    store: Store, key: str, revoke: bool, only: str | None
) -> tuple[tuple[str, list[list[str]]] | None, int]:
    rows = await account_access.list_tokens(store, key)
    if rows is None or not revoke:
        return rows, 0
    names = [row[0] for row in rows[1] if only in {None, row[0]}]
    for name in names:
        await access_token.revoke(store, rows[0], name)
    if names:
        await security_event.record(store, rows[0], OPERATOR("TOKEN_REVOKED"))
    return rows, len(names)


async def _list_identities(
    store: Store, key: str, unlink: str | None
) -> tuple[tuple[str, list[list[str]]] | None, int]:
    rows = await identity.list_identities(store, key)
    if rows is None or unlink is None:
        return rows, 0
    chosen = [row for row in rows[1] if unlink in {"all", row[1]}]
    for issuer, subject, _ in chosen:
        await identity.unlink(store, rows[0], issuer, subject, last=True)
    if chosen:
        await session.end(store, rows[0])
        await security_event.record(store, rows[0], OPERATOR("IDENTITY_REMOVED"))
    return rows, len(chosen)


def _role(text: str) -> str:
    if text.upper() not in {role.name for role in Role if role is not Role.MEMBER}:
        raise BadInput(f"{text!r} is not a role: use moderator or admin.")
    return text.upper()
