"""The retention of the activity log is exact to the millisecond."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from graphdb import activity_log, timestamps
from graphdb.cypher import cypher
from graphdb.store import Store
from live.retention import oldest

DAYS: Final = 7
LOGGED: Final = cypher("""\
UNWIND $moments AS at
CREATE (:Activity {id: 'act_W1/' + at, paper: 'W1', position: 1, kind: 'VOTE', at: at})
RETURN count(*)""")
LOGGED_TIMES: Final = cypher("RETURN COLLECT { MATCH (entry:Activity) RETURN entry.at ORDER BY entry.at }")


@pytest.mark.parametrize("microsecond", [0, 500_000, 123_456, 999_999])
async def test_only_entries_older_than_the_limit_are_deleted(empty_store: Store, microsecond: int) -> None:
    now = datetime(2026, 1, 31, 9, 30, microsecond=microsecond, tzinfo=UTC)
    edge = now - timedelta(days=DAYS)
    step = timedelta(milliseconds=1)
    gone, *remaining = [timestamps.to_text(each) for each in (edge - step, edge, edge + step)]
    await empty_store.write(LOGGED, {"moments": [gone, *remaining]})
    assert oldest(now, DAYS) == remaining[0]
    await activity_log.prune(empty_store, oldest(now, DAYS))
    assert await empty_store.read(LOGGED_TIMES, {}) == remaining
