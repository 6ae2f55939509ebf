"""The cost that a client may spend in a minute: a token bucket per client, which the workers of a service share.

An operation is charged before it runs, and runs while anything is left: a client can exceed its allowance by one
operation, which it then waits for.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

from accounts.token_bucket import TokenBuckets
from errors import RateLimited

_MINUTE: Final = 60
#: The purpose of signing in and up, which readers at the same address cannot prevent.
SIGN_IN: Final = "sign-in"


@dataclass(frozen=True, slots=True)
class Allowance:
    """The allowance of the client of one request, for one purpose: using up one leaves the others."""

    buckets: TokenBuckets
    client: str
    per_minute: int
    purpose: str = ""

    def apart(self, purpose: str) -> "Allowance":
        """The client's allowance for a purpose."""
        return replace(self, purpose=purpose) if purpose else self

    @property
    def _bucket(self) -> str:
        return f"{self.client} {self.purpose}"

    def check(self) -> None:
        """Raises RateLimited if nothing is left."""
        self.charge(0)

    def charge(self, cost: int) -> None:
        """Charges an operation. Raises RateLimited, and charges nothing, if nothing is left."""
        if wait := math.ceil(self.buckets.take(self._bucket, self.per_minute, cost)):
            raise RateLimited(
                f"The operations of a client may cost {self.per_minute:,} in a minute: try again in {wait} s.", wait
            )

    @property
    def headers(self) -> dict[str, str]:
        """What is left, and the seconds until all of it is there again, as structured fields.

        Source: RateLimit header fields for HTTP, draft-ietf-httpapi-ratelimit-headers-10.
        """
        left = self.buckets.left(self._bucket, self.per_minute)
        full = math.ceil((self.per_minute - left) * _MINUTE / self.per_minute)
        return {
            "ratelimit-policy": f'"cost";q={self.per_minute};w={_MINUTE}',
            "ratelimit": f'"cost";r={max(0, int(left))};t={full}',
        }
