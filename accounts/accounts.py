"""Everything that the service needs to know who people are, open as long as the service is."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
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

#: How long a person may take at an issuer's pages, and an issuer to answer.
SIGN_IN_MINUTES: Final = 10
ISSUER_SECONDS: Final = 5.0


class AccountSettings(Protocol):
    """What is set (`settings.Settings`)."""

    @property
    def sign_up(self) -> bool: ...
    @property
    def session_days(self) -> int: ...
    @property
    def writes_per_minute(self) -> int: ...
    @property
    def issuers(self) -> list[Issuer]: ...


class Accounts:
    """Sessions, tokens and passwords of one store, and the issuers that sign people in, by their names."""

    def __init__(self, store: Store, wanted: AccountSettings, http: httpx.AsyncClient) -> None:
        self.store = store
        self.may_sign_up = wanted.sign_up
        self.providers = {each.name: Provider(each, http) for each in wanted.issuers}
        self.pace = RateLimit(wanted.writes_per_minute)
        self._session_days = wanted.session_days
        self._passwords = Passwords()
        self._last_use = LastUse(store, wanted.session_days)

    async def of_cookie(self, value: str) -> Identity | None:
        """Who the secret of a session stands for; None where it stands for nobody, or no longer."""
        found = await sessions.find(self.store, value)
        if found is None:
            return None
        known, used_at = found
        self._last_use.of_session(known.session or "", used_at)
        return known

    async def of_bearer(self, value: str) -> Identity:
        """Who a bearer token stands for: one of ours, or one that an issuer has signed. Raises Unauthenticated,
        IssuerUnavailable."""
        if not value.startswith(secret.TOKEN):
            return await self._of_issuer(value)
        found = await tokens.find(self.store, value)
        if found is None:
            raise Unauthenticated("This token does not count: it is wrong, has expired, or was revoked.")
        known, token, used_at = found
        self._last_use.of_token(token, used_at)
        return known

    async def sign_up(self, caller: Caller, old: str | None, new: NewUser, password: str) -> Identity | None:
        """A new person, signed in; None where somebody has the handle. `old` is the session that they came with.
        Raises RateLimited, Forbidden."""
        self._check_origin(caller)
        await login_throttle.count_attempt(self.store, login_throttle.sign_ups(caller.address))
        hashed = await self._passwords.hashed(password)
        made = NewUser(new.id, new.handle, new.handleKey, new.name, new.email, hashed, new.at)

        async def work(transaction: Transaction) -> tuple[str, Identity] | None:
            if not await user.create(transaction, made):
                return None
            return await self._begun(transaction, made.id, caller, old)

        return self._answered(caller, await self.store.transact(work))

    async def log_in(self, caller: Caller, old: str | None, handle: str, password: str) -> Identity | None:
        """Who has this handle and password, signed in; None for nobody, which takes as long. Raises RateLimited,
        Forbidden."""
        self._check_origin(caller)
        key = handles.key(handle)
        counters = login_throttle.by_account(key) | login_throttle.by_address(caller.address)
        await login_throttle.count_attempt(self.store, counters)
        found = await user.credentials(self.store, key)
        stored = found[2] if found else None
        if not await self._passwords.fits(password, stored) or found is None:
            return None
        await login_throttle.succeeded(self.store, counters)
        if stored is not None and self._passwords.is_outdated(stored):
            await user.set_password(self.store, found[0], await self._passwords.hashed(password))
        return await self.begin(caller, old, found[0])

    async def begin(self, caller: Caller, old: str | None, person: str) -> Identity:
        """A new session of the person in place of the one that they came with."""
        value, known = await self.store.transact(lambda transaction: self._begun(transaction, person, caller, old))
        caller.cookie = value
        return known

    async def begin_at(self, name: str, redirect: str, back: str) -> tuple[str, str] | None:
        """Where the browser goes to sign in at an issuer, and the state that it must have when it comes back to
        `redirect`, from where it goes on to `back`. None for no issuer of that name. Raises IssuerUnavailable."""
        if name not in self.providers:
            return None
        address, state, begun = await flow.begin(self.providers[name], redirect, back)
        now = timestamps.now()
        expires = timestamps.later(now, minutes=SIGN_IN_MINUTES)
        await sign_in.begin(self.store, secret.digest(state), begun, timestamps.written(now), expires)
        return address, state

    async def finish_at(
        self, name: str, caller: Caller, who: Identity | None, state: str, answer: Mapping[str, str], redirect: str
    ) -> str:
        """Signs in whom the issuer names in its answer; where the browser goes on to. `who` is signed in already: an
        identity that nobody has becomes theirs. Raises SignInFailed, IssuerUnavailable, Unauthenticated, Forbidden."""
        begun = await sign_in.take(self.store, secret.digest(state), timestamps.written())
        if begun is None or begun.issuer != name or name not in self.providers:
            raise flow.SignInFailed("This sign-in is over, or began elsewhere: begin again.")
        claims = await flow.finish(self.providers[name], begun, answer, redirect)
        issuer = self.providers[name].issuer
        person = await account_linking.link_account(self.store, issuer, claims, who.id if who else None)
        await self.begin(caller, who.session if who else None, person)
        return begun.back

    async def change_password(self, person: str, session_id: str, current: str, new: str) -> bool:
        """Whether `current` was the password, where there is one: `new` is it now, and the person's other sessions
        have ended. Raises RateLimited."""
        handle, _, _, stored = await user.held(self.store, person)
        counters = login_throttle.by_account(handles.key(handle))
        await login_throttle.count_attempt(self.store, counters)
        if stored is not None and not await self._passwords.fits(current, stored):
            return False
        await login_throttle.succeeded(self.store, counters)
        await self.set_password(person, new)
        await session.end(self.store, person, but=session_id)
        return True

    async def set_password(self, person: str, password: str) -> None:
        """Gives the person a password."""
        await user.set_password(self.store, person, await self._passwords.hashed(password))

    async def close(self) -> None:
        """Waits for what is still being written."""
        await self._last_use.close()

    async def _of_issuer(self, value: str) -> Identity:
        said = provider.issuer_of(value)
        found = next((each for each in self.providers.values() if each.issuer.issuer == said), None)
        if found is None:
            raise Unauthenticated("This is no access token of this service, nor one of an issuer that it knows.")
        claims = await found.verified(value, found.issuer.audience)
        person = await identity.account_of(self.store, account_linking.identified(found.issuer, claims))
        if person is None:
            raise Unauthenticated(f"Nobody here is known as this person of {found.issuer.label}: sign in there once.")
        return Identity(person[0], person[1], person[2])

    async def _begun(
        self, transaction: Transaction, person: str, caller: Caller, old: str | None
    ) -> tuple[str, Identity]:
        if old is not None:
            await session.replace(transaction, old)
        return await sessions.begin(transaction, person, caller.agent, self._session_days)

    @staticmethod
    def _answered(caller: Caller, begun: tuple[str, Identity] | None) -> Identity | None:
        if begun is None:
            return None
        caller.cookie, known = begun
        return known

    @staticmethod
    def _check_origin(caller: Caller) -> None:
        if caller.foreign:
            raise Forbidden("People sign in on this service's own pages, and not on those of another origin.")


@asynccontextmanager
async def accounts_of(store: Store, wanted: AccountSettings) -> AsyncGenerator[Accounts]:
    """The accounts of a store, as long as the block."""
    async with httpx.AsyncClient(timeout=ISSUER_SECONDS) as http:
        accounts = Accounts(store, wanted, http)
        try:
            yield accounts
        finally:
            await accounts.close()
