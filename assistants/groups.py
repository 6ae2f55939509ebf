"""`groups`: the papers of a filter in groups, each with its measures."""

from typing import Annotated, Any, Final, cast

from pydantic import BeforeValidator, Field

from analytics.keys import GroupKey
from analytics.ordering import GroupOrder
from assistants.tool import MAX_TEXT, Arguments, Data, Identifier, Tool


def _keys(value: Any) -> Any:
    """One key without a list, and keys in small letters, are understood."""
    if isinstance(value, str):
        return [value.upper()]
    if isinstance(value, list):
        keys = cast("list[Any]", value)
        return [each.upper() if isinstance(each, str) else each for each in keys]
    return value


class GroupsArguments(Arguments):
    """Arguments of `groups`."""

    by: Annotated[list[GroupKey], BeforeValidator(_keys)] = Field(
        min_length=1, max_length=2, description="What the papers of a group have in common: one key, or two."
    )
    text: str | None = Field(
        default=None, max_length=MAX_TEXT, description="Only papers with these words in title or abstract."
    )
    topic: Identifier | None = Field(default=None, description="Only papers about this topic: its id.")
    author: Identifier | None = Field(default=None, description="Only papers of this author: its id or ORCID iD.")
    institution: Identifier | None = Field(
        default=None, description="Only papers from this institution: its id or ROR id."
    )
    venue: Identifier | None = Field(default=None, description="Only papers in this venue: its id or ISSN.")
    first_year: int | None = Field(
        default=None, ge=1, le=9999, alias="firstYear", description="Only papers of this year and later."
    )
    last_year: int | None = Field(
        default=None, ge=1, le=9999, alias="lastYear", description="Only papers of this year and earlier."
    )
    order: GroupOrder = Field(
        default=GroupOrder.COUNT, description="The order of groups, greatest first; KEY is that of years and names."
    )
    limit: int = Field(default=20, ge=1, le=50, description="The largest number of groups.")

    def variables(self) -> dict[str, Any]:
        """The variables of the query."""
        named = {"topics": self.topic, "authors": self.author, "institutions": self.institution, "venues": self.venue}
        conditions: dict[str, Any] = {name: [each] for name, each in named.items() if each is not None}
        if self.text is not None:
            conditions["text"] = self.text
        if self.first_year is not None or self.last_year is not None:
            conditions["year"] = {"from": self.first_year, "to": self.last_year}
        return {
            "filter": conditions or None,
            "by": [each.value for each in self.by],
            "order": {"field": self.order.value, "direction": "ASC" if self.order is GroupOrder.KEY else "DESC"},
            "limit": self.limit,
        }


_DOCUMENT: Final = """query (
  $filter: PaperFilter, $by: [PaperGroupKey!]!, $order: PaperGroupOrder!, $limit: Int!
) {
  papers(filter: $filter) {
    totalCount
    measures { citations meanCitations hIndex firstYear lastYear }
    groups(by: $by, orderBy: $order, first: $limit) {
      totalCount
      multiValued
      nodes {
        count
        keys {
          key
          value
          node {
            id
            ... on Author { name }
            ... on Institution { name }
            ... on Topic { name }
            ... on Venue { name }
            ... on Funder { name }
            ... on Publisher { name }
          }
        }
        measures { citations meanCitations hIndex }
      }
    }
  }
}"""


def _result(data: Data, _arguments: GroupsArguments) -> dict[str, Any]:
    papers: Data = data["papers"]
    groups: Data = papers["groups"]
    return {
        "papers": papers["totalCount"],
        "measures": papers["measures"],
        "groupCount": groups["totalCount"],
        "papersInSeveralGroups": groups["multiValued"],
        "groups": [_group(each) for each in groups["nodes"]],
    }


def _group(group: Data) -> dict[str, Any]:
    return {
        **{each["key"].lower(): _value(each) for each in group["keys"]}, "papers": group["count"], **group["measures"],
    }  # fmt: skip


def _value(key: Data) -> Any:
    """The value of a key: `unknown`, a text, or the id and the name of a node."""
    if key["value"] is None:
        return "unknown"
    node: Data | None = key["node"]
    return {"id": node["id"], "name": node["name"]} if node else key["value"]


GROUPS: Final = Tool(
    "groups",
    "Count and measure papers by group",
    "Counts the papers of a filter by year, topic, venue, author, institution, country and other keys, with citations"
    " and h-index of each group: for trends, leaders and comparisons. Use it instead of counting hits of `search`.",
    GroupsArguments,
    _DOCUMENT,
    _result,
)
