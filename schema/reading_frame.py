"""The reading frame of a paper."""

from enum import Enum

import strawberry

from graphdb import collection, paper, reading_frame
from schema.connections import CollectionConnection, CollectionRef
from schema.enumeration import enumeration
from schema.fields import page, stored


@enumeration("A vote on a paper.", LIKE="Worth reading.", DISLIKE="Not worth reading.")
class Vote(Enum):
    LIKE = "LIKE"
    DISLIKE = "DISLIKE"


@strawberry.type(
    description="Votes, save state, collections, reviews and comments: the context for a reader's decision what to do"
    " with a paper."
)
class ReadingFrame:
    likes: int = stored(paper.LIKE_COUNT, "How many people like it.")
    dislikes: int = stored(paper.DISLIKE_COUNT, "How many people dislike it.")
    saves: int = stored(paper.SAVE_COUNT, "How many people saved it.")
    reviews: int = stored(paper.REVIEW_COUNT, "How many structured reviews it has.")
    comments: int = stored(paper.COMMENT_COUNT, "How many comments it has, replies and those on reviews included.")
    viewer_vote: Vote | None = stored(reading_frame.VIEWER_VOTE, "The vote of the signed-in user, if any.")
    viewer_has_saved: bool = stored(reading_frame.VIEWER_HAS_SAVED, "Whether the signed-in user saved it.")
    collections: CollectionConnection = page(
        collection.OF_PAPER, "Public collections with the paper, and those of the signed-in user, newest first."
    )
    viewer_collections: list[CollectionRef] = stored(
        collection.VIEWERS_OF_PAPER, "The collections of the signed-in user with the paper, newest first."
    )
