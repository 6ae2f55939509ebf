"""The accounts service: sign-up, log-in, sessions, tokens and issuers."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Final, NoReturn, Protocol
from urllib.parse import urlencode

import httpx

from accounts import account_linking, flow, handles, login_throttle, provider, secret, sessions, tokens
from accounts.caller import Caller
from accounts.email_confirmation import EmailConfirmations
from accounts.identity import Identity
from accounts.issuer import Issuer
from accounts.last_use import LastUse
from accounts.mail import Mailer
from accounts.mail_server import MailServer
from accounts.password_reset import PasswordResets
from accounts.passwords import Passwords
from accounts.provider import Provider
from accounts.second_factor import SecondFactors
from accounts.token_bucket import shared_buckets
from accounts.write_limit import WriteLimit
from errors import Forbidden, Unauthenticated
from graphdb import (
    account_access,
    identity,
    known_device,
    second_factor,
    security_event,
    session,
    sign_in,
    timestamps,
    user,
)
from graphdb.store import Store, Transaction
from graphdb.user import NewUser

#: Time limits of a sign-in at an issuer's pages, and of a request to an issuer.
SIGN_IN_MINUTES: Final = 10
ISSUER_SECONDS: Final = 5.0
#: The purpose of the cookie that binds a sign-in at an issuer to a browser.
SIGN_IN_COOKIE: Final = "sign-in"
#: Time after a check of credentials in which a session may change how its account is accessed.
FRESH_MINUTES: Final = 10


#: The purposes of the cookies of a known device and of a log-in that waits for its code.
DEVICE_COOKIE: Final = "device"
CHALLENGE_COOKIE: Final = "challenge"
DEVICE_SECONDS: Final = 400 * 24 * 3_600


class CodeRequired(Exception):
    """The password is correct, and the account has a second factor."""


class WrongCode(Exception):
    """The code of the second factor is wrong, or was used before."""


class AccountSettings(Protocol):
    """The settings that accounts need (`settings.Settings`)."""

    @property
    def sign_up(self) -> bool: ...
    @property
    def session_days(self) -> int: ...
    @property
    def session_max_days(self) -> int: ...
    @property
    def writes_per_minute(self) -> int: ...
    @property
    def issuers(self) -> list[Issuer]: ...
    @property
    def mail_server(self) -> MailServer | None: ...
    @property
    def public_url(self) -> str | None: ...


class Accounts:
    """Sessions, tokens and passwords of one store, and the providers by name."""

    def __init__(self, store: Store, settings: AccountSettings, http: httpx.AsyncClient) -> None:
        self.store = store
        self.may_sign_up = settings.sign_up
        self.providers = {issuer.name: Provider(issuer, http) for issuer in settings.issuers}
        self.write_limit = WriteLimit(settings.writes_per_minute, shared_buckets("writes"))
        self.passwords = Passwords()
        self.second_factors = SecondFactors(store)
        self._mailer = Mailer(settings.mail_server) if settings.mail_server else None
        self.password_resets = PasswordResets(store, self.passwords, self._mailer, settings.public_url)
        self.email_confirmations = EmailConfirmations(store, self._mailer, settings.public_url)
        self._lifetime = sessions.Lifetime(settings.session_days, settings.session_max_days)
        self._last_use = LastUse(store, self._lifetime)

    async def of_cookie(self, value: str) -> Identity | None:
        """The identity of a session's secret; None if it is invalid or expired."""
        match = await sessions.find(self.store, value, self._lifetime)
        if match is None:
            return None
        person, used_at, created_at = match
        self._last_use.of_session(person.session or "", used_at, created_at)
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
        password_hash = await self.passwords.hash(password)
        account = NewUser(new.id, new.handle, new.handleKey, new.name, new.email, password_hash, new.at)

        async def work(transaction: Transaction) -> tuple[str, Identity] | None:
            if not await user.create(transaction, account):
                return None
            return await self._begin(transaction, account.id, caller, old)

        return self._set_cookie(caller, await self.store.transact(work))

    async def log_in(
        self, caller: Caller, old: str | None, handle: str, password: str, code: str = ""
    ) -> Identity | None:
        """Begins a session for this handle and password; None if they are wrong, in the same time. Raises CodeRequired,
        WrongCode, RateLimited, Forbidden."""
        self._check_origin(caller)
        key = handles.key(handle)
        device = _device_id(caller.device, key)
        account = await user.credentials(self.store, key, device)
        is_known = account is not None and account.is_known_device
        counters = (
            login_throttle.by_device(device)
            if is_known
            else login_throttle.by_account(key, caller.address) | login_throttle.by_address(caller.address)
        )
        await login_throttle.count_attempt(self.store, counters)
        stored = account.password if account else None
        if not await self.passwords.verify(password, stored) or account is None:
            return None
        await login_throttle.forgive_attempt(self.store, counters)
        if account.is_suspended:
            raise account_linking.SUSPENDED
        if stored is not None and self.passwords.is_outdated(stored):
            password_hash = await self.passwords.hash(password)
            await self.store.transact(lambda transaction: user.set_password(transaction, account.id, password_hash))
        if account.has_second_factor:
            if not code:
                await self._challenge(caller, account.id)
            await self._check_code(caller, account.id, code, device if is_known else "")
        return await self.begin(caller, old, account.id)

    async def complete_log_in(self, caller: Caller, old: str | None, code: str) -> Identity | None:
        """Begins the session of a log-in whose password was correct, with the code of the second factor. None if there
        is no such log-in, or it took too long. Raises WrongCode, RateLimited, Forbidden."""
        self._check_origin(caller)
        challenge = secret.digest(caller.challenge)
        waiting = await second_factor.challenged(self.store, challenge, timestamps.to_text())
        if waiting is None:
            return None
        person, devices, key = waiting
        device = _device_id(caller.device, key)
        await self._check_code(caller, person, code, device if device in devices else "")
        if not await self.store.transact(lambda transaction: second_factor.finish_challenge(transaction, challenge)):
            return None
        caller.cookies[CHALLENGE_COOKIE] = "", 0
        return await self.begin(caller, old, person)

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
        IssuerUnavailable, RateLimited."""
        if name not in self.providers:
            return None
        await login_throttle.count_attempt(self.store, login_throttle.sign_ins(caller.address))
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
        await login_throttle.forgive_attempt(self.store, login_throttle.sign_ins(caller.address))
        issuer = self.providers[name].issuer
        if pending.session is not None and viewer is not None:
            person = await account_linking.link_account(self.store, issuer, claims, viewer.id)
            await security_event.record(self.store, person, caller.event("IDENTITY_LINKED"))
        else:
            handle = viewer.handle if viewer else None
            person, second = await account_linking.sign_in_account(self.store, issuer, claims, handle)
            if second:
                with suppress(CodeRequired):
                    await self._challenge(caller, person)
                return f"/sign-in?{urlencode({'step': 'code', 'back': pending.back})}"
        await self.begin(caller, viewer.session if viewer else None, person)
        return pending.back

    async def change_password(
        self, caller: Caller, person: str, session_id: str, current: str, new: str, *, keep_tokens: bool
    ) -> bool:
        """Sets the password and ends the user's other sessions and, unless `keep_tokens`, all access tokens. Returns
        False if `current` is not the password; an account without a password accepts any. Raises RateLimited."""
        _, stored = await session.authentication(self.store, person, session_id)
        counters = login_throttle.by_session(session_id)
        await login_throttle.count_attempt(self.store, counters)
        if stored is not None and not await self.passwords.verify(current, stored):
            return False
        await login_throttle.forgive_attempt(self.store, counters)
        password_hash = await self.passwords.hash(new)

        async def work(transaction: Transaction) -> None:
            await user.set_password(transaction, person, password_hash)
            await account_access.end(transaction, person, but=session_id, tokens=not keep_tokens, devices=False)
            await security_event.append(transaction, person, caller.event("PASSWORD_CHANGED"))

        await self.store.transact(work)
        return True

    async def end_everything(self, caller: Caller, person: str, *, keep_tokens: bool) -> None:
        """Ends all sessions and, unless `keep_tokens`, all access tokens of the user; no device stays known."""

        async def work(transaction: Transaction) -> None:
            await account_access.end(transaction, person, tokens=not keep_tokens)
            await security_event.append(transaction, person, caller.event("SIGNED_OUT_EVERYWHERE"))

        await self.store.transact(work)

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
        if not await self.passwords.verify(password, stored):
            return False
        await login_throttle.forgive_attempt(self.store, counters)
        await session.confirm(self.store, session_id, timestamps.to_text(now))
        return True

    @asynccontextmanager
    async def code_attempt(self, counter: str) -> AsyncGenerator[None]:
        """Counts an attempt at a code, unless the block succeeds. Raises RateLimited."""
        counters = login_throttle.by_code(counter)
        await login_throttle.count_attempt(self.store, counters)
        yield
        await login_throttle.forgive_attempt(self.store, counters)

    async def close(self) -> None:
        """Waits for pending writes and messages."""
        await self._last_use.close()
        if self._mailer is not None:
            await self._mailer.close()

    async def _of_issuer(self, value: str) -> Identity:
        name = provider.issuer_of(value)
        match = next((each for each in self.providers.values() if each.issuer.issuer == name), None)
        if match is None:
            raise Unauthenticated("This is not an access token of this service or of a configured issuer.")
        claims = await match.verify_access_token(value)
        person = await identity.account_of(self.store, account_linking.identity_of(match.issuer, claims))
        if person is None or person[3]:
            raise Unauthenticated(f"No account is linked to this identity at {match.issuer.label}: sign in there once.")
        return Identity(person[0], person[1], person[2])

    async def _begin(
        self, transaction: Transaction, person: str, caller: Caller, old: str | None
    ) -> tuple[str, Identity]:
        if old is not None:
            await session.replace(transaction, old)
        started = await sessions.begin(transaction, person, caller.agent, self._lifetime)
        await security_event.append(transaction, person, caller.event("SIGNED_IN"))
        device = caller.device or secret.new_secret()[0]
        key = handles.key(started[1].handle)
        await known_device.remember(transaction, person, _device_id(device, key), timestamps.to_text())
        caller.cookies[DEVICE_COOKIE] = device, DEVICE_SECONDS
        return started

    async def _challenge(self, caller: Caller, person: str) -> NoReturn:
        """Begins the second step of a log-in, which a cookie binds to the browser. Raises CodeRequired."""
        value, key = secret.new_secret()
        now = timestamps.now()
        expires = timestamps.later(now, minutes=SIGN_IN_MINUTES)
        await second_factor.begin_challenge(self.store, person, key, timestamps.to_text(now), expires)
        caller.cookies[CHALLENGE_COOKIE] = value, SIGN_IN_MINUTES * 60
        raise CodeRequired

    async def _check_code(self, caller: Caller, person: str, code: str, device: str) -> None:
        """Checks the second factor of a log-in. Raises WrongCode, RateLimited."""
        async with self.code_attempt(f"{person} {device}"):
            if not await self.second_factors.check(person, code, caller):
                await security_event.record(self.store, person, caller.event("SECOND_FACTOR_FAILED"))
                raise WrongCode

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


def _device_id(device: str, handle_key: str) -> str:
    return secret.digest(f"{device} {handle_key}") if device else ""


@asynccontextmanager
async def accounts_of(store: Store, settings: AccountSettings) -> AsyncGenerator[Accounts]:
    """The accounts of a store, open as long as the block."""
    async with httpx.AsyncClient(timeout=ISSUER_SECONDS) as http:
        accounts = Accounts(store, settings, http)
        try:
            yield accounts
        finally:
            await accounts.close()
