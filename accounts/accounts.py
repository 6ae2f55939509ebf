"""The accounts service: sign-up, log-in, sessions, tokens and issuers."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final, Protocol

import httpx

from accounts import account_linking, flow, handles, login_throttle, provider, secret, sessions, tokens
from accounts.caller import Caller
from accounts.identity import Identity
from accounts.issuer import Issuer
from accounts.last_use import LastUse
from accounts.passwords import Passwords
from accounts.provider import Provider
from accounts.rate_limit import RateLimit
from errors import Forbidden, Unauthenticated
from graphdb import identity, session, sign_in, timestamps, user
from graphdb.store import Store, Transaction
from graphdb.user import NewUser

#: Time limits of a sign-in at an issuer's pages, and of a request to an issuer.
SIGN_IN_MINUTES: Final = 10
ISSUER_SECONDS: Final = 5.0
#: The purpose of the cookie that binds a sign-in at an issuer to a browser.
SIGN_IN_COOKIE: Final = "sign-in"
#: Time after a check of credentials in which a session may change how its account is accessed.
FRESH_MINUTES: Final = 10


class AccountSettings(Protocol):
    """The settings that accounts need (`settings.Settings`)."""

    @property
    def sign_up(self) -> bool: ...
    @property
    def session_days(self) -> int: ...
    @property
    def writes_per_minute(self) -> int: ...
    @property
    def issuers(self) -> list[Issuer]: ...


class Accounts:
    """Sessions, tokens and passwords of one store, and the providers by name."""

    def __init__(self, store: Store, settings: AccountSettings, http: httpx.AsyncClient) -> None:
        self.store = store
        self.may_sign_up = settings.sign_up
        self.providers = {issuer.name: Provider(issuer, http) for issuer in settings.issuers}
        self.rate_limit = RateLimit(settings.writes_per_minute)
        self._session_days = settings.session_days
        self._passwords = Passwords()
        self._last_use = LastUse(store, settings.session_days)

    async def of_cookie(self, value: str) -> Identity | None:
        """The identity of a session's secret; None if it is invalid or expired."""
        match = await sessions.find(self.store, value)
        if match is None:
            return None
        person, used_at = match
        self._last_use.of_session(person.session or "", used_at)
        return person

    async def of_bearer(self, value: str) -> Identity:
        """The identity of a bearer token: a personal access token, or a token of an issuer. Raises Unauthenticated,
        IssuerUnavailable."""
        if not value.startswith(secret.TOKEN):
            return await self._of_issuer(value)
        match = await tokens.find(self.store, value)
        if match is None:
            raise Unauthenticated("Invalid, expired or revoked token.")
        person, token, used_at = match
        self._last_use.of_token(token, used_at)
        return person

    async def sign_up(self, caller: Caller, old: str | None, new: NewUser, password: str) -> Identity | None:
        """Creates an account and a session; None if the handle is taken. `old`: the current session of the request.
        Raises RateLimited, Forbidden."""
        self._check_origin(caller)
        await login_throttle.count_attempt(self.store, login_throttle.sign_ups(caller.address))
        password_hash = await self._passwords.hash(password)
        account = NewUser(new.id, new.handle, new.handleKey, new.name, new.email, password_hash, new.at)

        async def work(transaction: Transaction) -> tuple[str, Identity] | None:
            if not await user.create(transaction, account):
                return None
            return await self._begin(transaction, account.id, caller, old)

        return self._set_cookie(caller, await self.store.transact(work))

    async def log_in(self, caller: Caller, old: str | None, handle: str, password: str) -> Identity | None:
        """Begins a session for this handle and password; None if they are wrong, in the same time. Raises RateLimited,
        Forbidden."""
        self._check_origin(caller)
        key = handles.key(handle)
        counters = login_throttle.by_account(key) | login_throttle.by_address(caller.address)
        await login_throttle.count_attempt(self.store, counters)
        account = await user.credentials(self.store, key)
        stored = account[2] if account else None
        if not await self._passwords.verify(password, stored) or account is None:
            return None
        await login_throttle.forgive_attempt(self.store, counters)
        if stored is not None and self._passwords.is_outdated(stored):
            await user.set_password(self.store, account[0], await self._passwords.hash(password))
        return await self.begin(caller, old, account[0])

    async def begin(self, caller: Caller, old: str | None, person: str) -> Identity:
        """Begins a session that replaces the current one of the request."""
        value, viewer = await self.store.transact(lambda transaction: self._begin(transaction, person, caller, old))
        caller.cookie = value
        return viewer

    async def begin_at(
        self, caller: Caller, name: str, redirect: str, back: str, *, session: str | None = None, again: bool = False
    ) -> str | None:
        """The issuer's address for the browser. A cookie binds the sign-in to the browser, so that only it can finish.
        The issuer redirects to `redirect`, and the service then to `back`. `session`: the session whose user links the
        identity; `again`: the issuer asks for credentials in any case. None for an unknown issuer. Raises
        IssuerUnavailable."""
        if name not in self.providers:
            return None
        address, state, pending = await flow.begin(self.providers[name], redirect, back, session=session, again=again)
        now = timestamps.now()
        expires = timestamps.later(now, minutes=SIGN_IN_MINUTES)
        await sign_in.begin(self.store, secret.digest(state), pending, timestamps.to_text(now), expires)
        caller.cookies[SIGN_IN_COOKIE] = state, SIGN_IN_MINUTES * 60
        return address

    async def finish_at(
        self, name: str, caller: Caller, viewer: Identity | None, state: str, answer: Mapping[str, str], redirect: str
    ) -> str:
        """Completes a sign-in with the issuer's answer; the final address. Only a sign-in that the session of `viewer`
        began in order to link an identity links it. Raises SignInFailed, IssuerUnavailable, Unauthenticated,
        Forbidden."""
        caller.cookies[SIGN_IN_COOKIE] = "", 0
        pending = await sign_in.consume(self.store, secret.digest(state), timestamps.to_text())
        if pending is None or pending.issuer != name or name not in self.providers:
            raise flow.SignInFailed("This sign-in is expired, or began in another browser: start again.")
        if pending.session is not None and (viewer is None or viewer.session != pending.session):
            raise flow.SignInFailed("You are not signed in any more as the user who began to link: start again.")
        claims = await flow.finish(self.providers[name], pending, answer, redirect)
        issuer = self.providers[name].issuer
        if pending.session is not None and viewer is not None:
            person = await account_linking.link_account(self.store, issuer, claims, viewer.id)
        else:
            handle = viewer.handle if viewer else None
            person = await account_linking.sign_in_account(self.store, issuer, claims, handle)
        await self.begin(caller, viewer.session if viewer else None, person)
        return pending.back

    async def change_password(self, person: str, session_id: str, current: str, new: str) -> bool:
        """Sets the password and ends the user's other sessions. Returns False if `current` is not the password; an
        account without a password accepts any. Raises RateLimited."""
        handle, _, _, stored = await user.read_account(self.store, person)
        counters = login_throttle.by_account(handles.key(handle))
        await login_throttle.count_attempt(self.store, counters)
        if stored is not None and not await self._passwords.verify(current, stored):
            return False
        await login_throttle.forgive_attempt(self.store, counters)
        await self.set_password(person, new)
        await session.end(self.store, person, but=session_id)
        return True

    async def reauthenticate(self, person: str, session_id: str, password: str | None) -> bool | None:
        """Whether the user's credentials were checked within `FRESH_MINUTES`, in this session or now by `password`;
        None if the account has no password, so that only a new sign-in at an issuer helps. Raises RateLimited."""
        checked_at, stored = await session.authentication(self.store, person, session_id)
        now = timestamps.now()
        if password is None or stored is None:
            fresh = checked_at > timestamps.to_text(now - timedelta(minutes=FRESH_MINUTES))
            return True if fresh else None if stored is None else False
        counters = login_throttle.by_session(session_id)
        await login_throttle.count_attempt(self.store, counters)
        if not await self._passwords.verify(password, stored):
            return False
        await login_throttle.forgive_attempt(self.store, counters)
        await session.confirm(self.store, session_id, timestamps.to_text(now))
        return True

    async def set_password(self, person: str, password: str) -> None:
        """Sets the user's password."""
        await user.set_password(self.store, person, await self._passwords.hash(password))

    async def close(self) -> None:
        """Waits for pending writes."""
        await self._last_use.close()

    async def _of_issuer(self, value: str) -> Identity:
        name = provider.issuer_of(value)
        match = next((each for each in self.providers.values() if each.issuer.issuer == name), None)
        if match is None:
            raise Unauthenticated("This is not an access token of this service or of a configured issuer.")
        claims = await match.verify(value, match.issuer.audience)
        person = await identity.account_of(self.store, account_linking.identity_of(match.issuer, claims))
        if person is None:
            raise Unauthenticated(f"No account is linked to this identity at {match.issuer.label}: sign in there once.")
        return Identity(person[0], person[1], person[2])

    async def _begin(
        self, transaction: Transaction, person: str, caller: Caller, old: str | None
    ) -> tuple[str, Identity]:
        if old is not None:
            await session.replace(transaction, old)
        return await sessions.begin(transaction, person, caller.agent, self._session_days)

    @staticmethod
    def _set_cookie(caller: Caller, session: tuple[str, Identity] | None) -> Identity | None:
        if session is None:
            return None
        caller.cookie, person = session
        return person

    @staticmethod
    def _check_origin(caller: Caller) -> None:
        if caller.foreign:
            raise Forbidden("Requests of another origin cannot sign in: use the pages of this service.")


@asynccontextmanager
async def accounts_of(store: Store, settings: AccountSettings) -> AsyncGenerator[Accounts]:
    """The accounts of a store, open as long as the block."""
    async with httpx.AsyncClient(timeout=ISSUER_SECONDS) as http:
        accounts = Accounts(store, settings, http)
        try:
            yield accounts
        finally:
            await accounts.close()
