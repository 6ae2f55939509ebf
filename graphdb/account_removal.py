"""Deletes accounts. The user stays as a node without personal data, so that reviews and comments keep an author and
nobody else can take the handle."""

from typing import Any, Final

from graphdb import comment_writes, review_writes, timestamps
from graphdb.cypher import cypher
from graphdb.store import Store, Transaction

#: The public name of a deleted account.
NAME: Final = "Deleted account"
_DELETE: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey}) WHERE user.deletedAt IS NULL
SET user.handle = 'deleted-' + right(user.id, 10), user.name = $name, user.deletedAt = $at, user.email = null,
  user.confirmedEmail = null, user.password = null, user.orcid = null, user.role = null, user.totp = null,
  user.totpPending = null, user.totpStep = null, user.recoveryCodes = null, user.suspendedAt = null,
  user.suspendedFor = null, user.notificationsReadAt = null
WITH user
CALL (user) {
  MATCH (each:Session|LoginChallenge|OneTimeLink|Device|AccessToken|Identity|SecurityEvent)-[:OF]->(user)
  DETACH DELETE each
}
CALL (user) {
  MATCH (user)-[mark]->()
  WHERE type(mark) IN ['LIKED', 'DISLIKED', 'SAVED', 'FOLLOWS', 'CLAIMS', 'FOUND_HELPFUL']
    OR type(mark) STARTS WITH 'REACTED_'
  DELETE mark
}
CALL (user) {
  MATCH (user)-[:OWNS|IMPORTED|ASKED]->(each)
  OPTIONAL MATCH (each)<-[:INTO]-(import)
  DETACH DELETE each, import
}
RETURN user.id""")
_WRITTEN: Final = cypher("""\
MATCH (user:User {id: $user})
RETURN [
  COLLECT { MATCH (user)-[:WROTE]->(review:Review)-[:REVIEWS|HIDDEN_FROM]->() RETURN review.id },
  COLLECT { MATCH (user)-[:WROTE]->(comment:Comment)-[:DISCUSSES|HIDDEN_FROM]->() RETURN comment.id }
]""")


async def delete(store: Store, handle_key: str) -> str | None:
    """Deletes personal data, access, collections, votes, reactions, saves and follows of a user, whose id it returns;
    None if there is no such account. Reviews and comments stay, by `NAME`."""
    return await store.write(_DELETE, {"handleKey": handle_key, "name": NAME, "at": timestamps.to_text()})


async def withdraw_all(store: Store, user: str) -> tuple[int, int]:
    """Withdraws the reviews of a user and deletes the comments. Their numbers."""
    reviews, comments = await store.read(_WRITTEN, {"user": user})
    for id_ in reviews:
        await store.transact(_on(review_writes.withdraw, id_))
    for id_ in comments:
        await store.transact(_on(comment_writes.delete, id_))
    return len(reviews), len(comments)


def _on(write: Any, id_: str) -> Any:
    async def work(transaction: Transaction) -> None:
        await write(transaction, id_, timestamps.to_text())

    return work
