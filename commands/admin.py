"""`peergraph admin`: administration of accounts. Works beside a running service."""

import asyncio
import secrets
import sys
from typing import Annotated

import typer

from accounts import one_time_links
from accounts.passwords import Passwords
from commands.accounts import OPERATOR, Handle, key_of, on_account, print_table, report, run
from commands.audited import audited
from errors import BadInput
from graphdb import (
    access_token,
    account_access,
    identity,
    second_factor,
    security_event,
    session,
    timestamps,
    user,
)
from graphdb.account_access import Access
from graphdb.store import Store, Transaction
from loaders.viewer import Role
from resolvers.input_limits import PASSWORD
from settings import Settings

admin = typer.Typer(no_args_is_help=True, help="Accounts: roles, passwords, access, suspension and deletion.")


@admin.command()
def grant(handle: Handle, role: Annotated[str, typer.Argument(help="moderator or admin.")]) -> None:
    """Grant a role to a user. It takes effect with the user's next request.

    Example: peergraph admin grant ada admin
    """
    name = _role(role)
    report(
        on_account("GRANT", handle, lambda store, key: user.set_role(store, key, name), name), f"has the role {name}"
    )


@admin.command()
def revoke(handle: Handle, role: Annotated[str, typer.Argument(help="moderator or admin.")]) -> None:
    """Revoke a role of a user, who is then a member. It takes effect with the user's next request.

    Example: peergraph admin revoke ada moderator
    """
    name = _role(role)
    current, remaining = on_account("REVOKE", handle, lambda store, key: user.revoke_role(store, key, name), name)
    report(current, f"has the role {remaining}")


@admin.command("reset-password")
def reset_password(
    handle: Handle,
    read: Annotated[bool, typer.Option("--stdin", help="Read the new password from standard input.")] = False,
    keep_tokens: Annotated[bool, typer.Option("--keep-tokens", help="Leave the access tokens valid.")] = False,
    unlink: Annotated[bool, typer.Option("--unlink", help="Remove all identities at issuers too.")] = False,
    second: Annotated[bool, typer.Option("--second-factor", help="Remove the second factor too.")] = False,
    link: Annotated[bool, typer.Option("--link", help="Print a link with which the user sets the password.")] = False,
) -> None:
    """Set a new password of an account, print it, end the user's sessions and revoke the access tokens. With `--link`,
    all of this happens when the user opens the link, within an hour, and sets the password; it works once.

    Example: peergraph admin reset-password ada --link
    """
    if link:
        if read or keep_tokens or unlink or second:
            raise BadInput("`--link` changes nothing now: use it without other options.")
        _print_link(handle)
        return
    password = sys.stdin.readline().rstrip("\r\n") if read else secrets.token_urlsafe(18)
    if read and not PASSWORD.least <= len(password) <= PASSWORD.most:
        raise BadInput(f"The password has {len(password)} characters: it must have {PASSWORD}.")
    if read and asyncio.run(Passwords().is_common(password, key_of(handle))):
        raise BadInput("The password is common, or easy to guess: choose another.")
    before = on_account(
        "RESET_PASSWORD",
        handle,
        lambda store, key: _reset(store, key, password, not keep_tokens, unlink, second),
        _options(keep_tokens=keep_tokens, unlink=unlink, second_factor=second),
    )
    details = [
        f"{before.tokens} access tokens {'stay valid' if keep_tokens else 'are revoked'}" if before.tokens else "",
        f"{before.identities} identities {'are removed' if unlink else 'can still sign in'}"
        if before.identities
        else "",
    ]
    remaining = "".join(f", {detail}" for detail in details if detail)
    ending = "." if read else f": {password}"
    report(before.handle, f"is signed out everywhere{remaining} and has a new password{ending}")


@admin.command("sign-out")
def sign_out(
    handle: Handle,
    unlink: Annotated[bool, typer.Option("--unlink", help="Remove all identities at issuers too.")] = False,
) -> None:
    """End everything that gives access now: sessions, access tokens, known browsers.

    Example: peergraph admin sign-out ada
    """
    before = on_account("SIGN_OUT", handle, lambda store, key: _sign_out(store, key, unlink), _options(unlink=unlink))
    removed = f", {before.identities} identities are removed" if unlink else ""
    report(
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
    rows, ended = on_account(
        "END_SESSIONS" if end else "LIST_SESSIONS",
        handle,
        lambda store, key: _list_sessions(store, key, end, only),
        only or "",
    )
    if end:
        report(key_of(handle), f"is signed out of {ended} {'browser' if ended == 1 else 'browsers'}")
        return
    print_table(("session", "browser", "signed in", "last used"), rows)


@admin.command()
def tokens(
    handle: Handle,
    revoke: Annotated[bool, typer.Option("--revoke", help="Revoke all access tokens.")] = False,
    only: Annotated[str | None, typer.Option(help="With --revoke: the id of one token to revoke.")] = None,
) -> None:
    """List or revoke the access tokens of a user.

    Example: peergraph admin tokens ada --revoke
    """
    rows, revoked = on_account(
        "REVOKE_TOKENS" if revoke else "LIST_TOKENS",
        handle,
        lambda store, key: _list_tokens(store, key, revoke, only),
        only or "",
    )
    if revoke:
        report(key_of(handle), f"has {revoked} access {'token' if revoked == 1 else 'tokens'} less")
        return
    print_table(("token", "name", "scope", "created", "last used", "expires"), rows)


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
    rows, removed = on_account(
        "LIST_IDENTITIES" if unlink is None else "REMOVE_IDENTITIES",
        handle,
        lambda store, key: _list_identities(store, key, unlink),
        unlink or "",
    )
    if unlink is not None:
        report(key_of(handle), f"has {removed} {'identity' if removed == 1 else 'identities'} less")
        return
    print_table(("issuer", "subject", "linked"), rows)


@admin.command()
def log(handle: Handle) -> None:
    """Print the security log of a user.

    Example: peergraph admin log ada
    """
    rows = on_account("READ_LOG", handle, security_event.list_events)
    print_table(("at", "event", "address", "browser"), rows)


def _options(**options: bool) -> str:
    """The options that are set, for the audit log."""
    return " ".join(name for name, is_set in options.items() if is_set)


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


def _print_link(handle: str) -> None:
    """Prints a link to set a new password: a path where `PEERGRAPH_PUBLIC_URL` is not set."""
    name, path = on_account("CREATE_RESET_LINK", handle, _create_link)
    report(name, f"can set a new password within {one_time_links.MINUTES} minutes at this link, which works once:")
    typer.echo(f"{Settings.read().public_url or ''}{path}")


async def _create_link(store: Store, key: str) -> tuple[str, str] | None:
    person = await account_access.id_of(store, key)
    if person is None:
        return None
    path = await one_time_links.create(store, person, one_time_links.RESET_PASSWORD)
    await security_event.record(store, person, OPERATOR("RESET_LINK_CREATED"))
    return key, path


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
    name = run(
        lambda store: audited(store, "SET_QUOTA", token, str(cost), access_token.set_quota(store, token, cost or None))
    )
    if name is None:
        raise BadInput(f"No access token has the id {token!r}.")
    limit = f"a quota of {cost:,} per minute" if cost else "the quota of its user"
    typer.echo(f"{name} has {limit}")


async def _list_sessions(store: Store, key: str, end: bool, only: str | None) -> tuple[list[list[str]], int] | None:
    account = await session.list_sessions(store, key, timestamps.to_text())
    if account is None:
        return None
    person, rows = account
    return rows, await session.end(store, person, only=only) if end else 0


async def _list_tokens(store: Store, key: str, revoke: bool, only: str | None) -> tuple[list[list[str]], int] | None:
    account = await account_access.list_tokens(store, key)
    if account is None:
        return None
    person, rows = account
    names = [row[0] for row in rows if only in {None, row[0]}] if revoke else []
    for name in names:
        await access_token.revoke(store, person, name)
    if names:
        await security_event.record(store, person, OPERATOR("TOKEN_REVOKED"))
    return rows, len(names)


async def _list_identities(store: Store, key: str, unlink: str | None) -> tuple[list[list[str]], int] | None:
    account = await identity.list_identities(store, key)
    if account is None:
        return None
    person, rows = account
    chosen = [row for row in rows if unlink in {"all", row[1]}]
    for issuer, subject, _ in chosen:
        await identity.unlink(store, person, issuer, subject, last=True)
    if chosen:
        await session.end(store, person)
        await security_event.record(store, person, OPERATOR("IDENTITY_REMOVED"))
    return rows, len(chosen)


def _role(text: str) -> str:
    if text.upper() not in {role.name for role in Role if role is not Role.MEMBER}:
        raise BadInput(f"{text!r} is not a role: use moderator or admin.")
    return text.upper()
