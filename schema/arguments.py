"""What arguments mean: said once for all fields that have an argument of the name, here, and not at each field."""

from collections.abc import Mapping
from typing import Final

from graphql import GraphQLField

DESCRIPTIONS: Final[Mapping[str, str]] = {
    "first": "How many at most, from the start of the list or from `after` on.",
    "after": "The cursor behind which the page begins.",
    "last": "How many at most, counted back from the end of the list or from `before`.",
    "before": "The cursor before which the page ends.",
    "filter": "What must hold of those in the list.",
    "orderBy": "What to sort by: the first key, then the second where the first is equal.",
    "input": "What to write.",
    "by": "The identifier.",
    "everywhere": "Whether every session of the person ends, and not this one alone.",
    "id": "The public id.",
    "paper": "The paper's id.",
    "ids": "Public ids, at most 1,000.",
    "options": "What the map shows.",
    "weights": "How much each part counts in the score.",
    "around": "The ids of the nodes at the centre.",
    "text": "The words to look for.",
    "from": "The id of the node that the paths begin at.",
    "to": "The id of the node that they end at.",
    "maxLength": "How many edges a path has at most.",
    "paths": "How many paths at most.",
    "kinds": "Only these kinds.",
    "format": "The format.",
    "style": "The citation style, by its name in the Citation Style Language's repository.",
    "locale": "The language of the citation's own words, such as `de-DE`.",
}


def describe(field: GraphQLField) -> None:
    """Gives the arguments that say nothing of themselves what is said here."""
    for name, argument in field.args.items():
        argument.description = argument.description or DESCRIPTIONS.get(name)
