"""Fetch groups: from the selection of a query to a statement, and from its answer to the values of fields.

`planning` walks the selection, `graphdb.composing` writes the statement of a fetch group, `fetch_groups` runs it for
all ids of a turn of the event loop, `reading` reads the answer by position."""
