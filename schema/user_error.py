"""Validation errors of mutations."""

from enum import Enum
from typing import Self

import strawberry

from resolvers.validation import Problem
from schema.enumeration import enumeration


@enumeration(
    "The codes of validation errors.",
    ALREADY_ENABLED="Two-factor authentication is enabled already.",
    ALREADY_REVIEWED="The user has reviewed the paper already.",
    ALREADY_THERE="It exists already.",
    CODE_REQUIRED="The account has a second factor: its code completes the sign-in.",
    CONFLICT="Two fields exclude each other.",
    EXPIRED="The sign-in took too long: it starts again.",
    KEY_REUSED="The idempotency key belongs to another write.",
    LAST="It is the last way to sign in to the account.",
    MALFORMED="The text has not the form of such a value.",
    NOT_AN_ADDRESS="The text is not an absolute http or https address.",
    NOT_ENABLED="The account has no two-factor authentication.",
    NOT_FOUND="There is no such object, or it is not visible to the user.",
    NO_ENTRIES="The text has no entry in the format.",
    ONE_OF="Exactly one of several fields is required.",
    OUT_OF_RANGE="The number is too small or too large.",
    OWN="Users cannot report their own content.",
    OWN_PAPER="Authors cannot review their own paper.",
    OWN_REVIEW="Users cannot mark their own review as helpful.",
    REAUTHENTICATION_REQUIRED="The current password is required, or a recent sign-in.",
    REQUIRED="The field must not be empty.",
    RESERVED="The handle is reserved for the service.",
    TAKEN="Another user has the handle.",
    TOO_DEEP="Replies to replies are not possible.",
    TOO_EASY="The password is common, or easy to guess.",
    TOO_LARGE="The library has too many entries, or takes too long to read.",
    TOO_LONG="The text is too long.",
    TOO_MANY="The number of objects has reached its limit.",
    TOO_SHORT="The text is too short.",
    UNDONE="The import was undone.",
    WRONG_COUNT="The list has too few or too many values.",
    WRONG_CREDENTIALS="The handle, the password or the code is wrong.",
)
class UserErrorCode(Enum):
    ALREADY_ENABLED = "ALREADY_ENABLED"
    ALREADY_REVIEWED = "ALREADY_REVIEWED"
    ALREADY_THERE = "ALREADY_THERE"
    CODE_REQUIRED = "CODE_REQUIRED"
    CONFLICT = "CONFLICT"
    EXPIRED = "EXPIRED"
    KEY_REUSED = "KEY_REUSED"
    LAST = "LAST"
    MALFORMED = "MALFORMED"
    NOT_AN_ADDRESS = "NOT_AN_ADDRESS"
    NOT_ENABLED = "NOT_ENABLED"
    NOT_FOUND = "NOT_FOUND"
    NO_ENTRIES = "NO_ENTRIES"
    ONE_OF = "ONE_OF"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    OWN = "OWN"
    OWN_PAPER = "OWN_PAPER"
    OWN_REVIEW = "OWN_REVIEW"
    REAUTHENTICATION_REQUIRED = "REAUTHENTICATION_REQUIRED"
    REQUIRED = "REQUIRED"
    RESERVED = "RESERVED"
    TAKEN = "TAKEN"
    TOO_DEEP = "TOO_DEEP"
    TOO_EASY = "TOO_EASY"
    TOO_LARGE = "TOO_LARGE"
    TOO_LONG = "TOO_LONG"
    TOO_MANY = "TOO_MANY"
    TOO_SHORT = "TOO_SHORT"
    UNDONE = "UNDONE"
    WRONG_COUNT = "WRONG_COUNT"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"


@strawberry.type(description="A validation error that the user can correct.")
class UserError:
    field: list[str] = strawberry.field(description="The path in the input: field names, and list indexes from 0.")
    code: UserErrorCode = strawberry.field(description="The code.")
    message: str = strawberry.field(description="What is wrong and how to correct it, as a sentence.")

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The error of a problem."""
        return cls(field=list(problem.field), code=UserErrorCode(problem.code), message=problem.message)
