"""Cypher fragments of a paper's reading frame. The counts are those of the paper."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Inline

FRAME: Final = Inline()
VIEWER_VOTE: Final = Column(
    cypher(
        "COLLECT { MATCH (:User {id: $viewer})-[vote:LIKED|DISLIKED]->({n})"
        " RETURN CASE type(vote) WHEN 'LIKED' THEN 'LIKE' ELSE 'DISLIKE' END }[0]"
    )
)
VIEWER_HAS_SAVED: Final = Column(cypher("EXISTS { (:User {id: $viewer})-[:SAVED]->({n}) }"))
