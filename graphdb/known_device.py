"""Browsers in which a user signed in before. `id` is the SHA-256 of the browser's secret and the handle.

Attempts from such a browser are counted apart, so that the attempts of others cannot lock the user out. Source: OWASP,
"Slow Down Online Guessing Attacks with Device Cookies".
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Transaction

#: Known devices of one user; a further one replaces the least recently used.
MAX_DEVICES: Final = 20
_REMEMBER: Final = cypher("""\
MATCH (user:User {id: $user})
MERGE (device:Device {id: $id})
ON CREATE SET device.createdAt = $at
SET device.usedAt = $at
MERGE (device)-[:OF]->(user)
WITH user
CALL (user) {
  MATCH (device:Device)-[:OF]->(user)
  WITH device ORDER BY device.usedAt DESC SKIP $limit
  DETACH DELETE device
}
RETURN user.handleKey""")


async def remember(transaction: Transaction, user: str, device: str, at: str) -> None:
    """Stores that the user signed in on the device."""
    await transaction.run(_REMEMBER, {"user": user, "id": device, "at": at, "limit": MAX_DEVICES})
