"""What a client may spend in a minute."""

import pytest

from accounts.cost_limit import Allowance
from accounts.token_bucket import TokenBuckets
from errors import RateLimited


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_an_operation_is_charged_until_nothing_is_left() -> None:
    clock = Clock()
    buckets = TokenBuckets(clock=clock)
    one, other = Allowance(buckets, "a", 600), Allowance(buckets, "b", 600)
    one.charge(500)
    assert one.headers == {"ratelimit-policy": '"cost";q=600;w=60', "ratelimit": '"cost";r=100;t=50'}
    one.charge(400)  # More than what is left: allowed, and waited for.
    with pytest.raises(RateLimited) as raised:
        one.charge(1)
    assert (raised.value.retry_after, raised.value.extensions) == (31, {"retryAfter": 31})
    other.charge(600)
    clock.now += 31
    one.charge(1)
    clock.now += 1_000
    assert one.headers["ratelimit"] == '"cost";r=600;t=0'
