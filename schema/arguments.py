"""Descriptions of arguments, shared by all fields with an argument of the name."""

from collections.abc import Mapping
from typing import Final

import strawberry
from graphql import GraphQLField

from loaders.cost import Limits
from loaders.paging import DEFAULT_PAGE

#: The maximum is the default of `PEERGRAPH_PAGE_LIMIT`.
_MOST: Final = f"at most {Limits().page:,}"

DESCRIPTIONS: Final[Mapping[str, str]] = {
    "first": f"The number of items from the start of the list or after `after`: by default {DEFAULT_PAGE}, {_MOST}.",
    "after": "The cursor after which the page starts.",
    "last": f"The number of items from the end of the list or before `before`: {_MOST}.",
    "before": "The cursor before which the page ends.",
    "filter": "The conditions of the list.",
    "orderBy": "The sort keys: the second applies where the first is equal, and so on.",
    "input": "The input of the mutation.",
    "by": "The identifier.",
    "everywhere": "Whether to end all sessions of the user and not only this one.",
    "keepTokens": "Whether access tokens stay valid, although all sessions end.",
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


#: `first` of a short list that is no connection.
FEW: Final = strawberry.argument(description=f"The number of items from the start of the list: {_MOST}.")


def describe(field: GraphQLField) -> None:
    """Set the descriptions of arguments that have none."""
    for name, argument in field.args.items():
        argument.description = argument.description or DESCRIPTIONS.get(name)
