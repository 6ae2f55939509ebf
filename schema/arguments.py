"""Descriptions of arguments, shared by all fields with an argument of the name."""

from collections.abc import Mapping
from typing import Final

from graphql import GraphQLField

DESCRIPTIONS: Final[Mapping[str, str]] = {
    "first": "The largest number of items, from the start of the list or after `after`.",
    "after": "The cursor after which the page starts.",
    "last": "The largest number of items, from the end of the list or before `before`.",
    "before": "The cursor before which the page ends.",
    "filter": "The conditions of the list.",
    "orderBy": "The sort keys: the second applies where the first is equal, and so on.",
    "input": "The input of the mutation.",
    "by": "The identifier.",
    "everywhere": "Whether to end all sessions of the user and not only this one.",
    "id": "The public id.",
    "paper": "The paper's id.",
    "ids": "Public ids, at most 1,000.",
    "options": "The options of the map.",
    "weights": "The weights of the components of the score.",
    "around": "The ids of the nodes at the centre.",
    "text": "The search text.",
    "from": "The id of the first node of the paths.",
    "to": "The id of the last node of the paths.",
    "maxLength": "The largest number of edges of a path.",
    "paths": "The largest number of paths.",
    "kinds": "Only these kinds.",
    "format": "The format.",
    "style": "The citation style, by its name in the repository of the Citation Style Language.",
    "locale": "The locale of terms in the citation, e.g. `de-DE`.",
}


def describe(field: GraphQLField) -> None:
    """Set the descriptions of arguments that have none."""
    for name, argument in field.args.items():
        argument.description = argument.description or DESCRIPTIONS.get(name)
