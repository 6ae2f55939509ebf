"""Fetch groups: a selection becomes one statement, and its result is read by position.

`planning` walks the selection, `graphdb.composing` writes the statement, `fetch_groups` runs it for all ids of a
request, `batching` for those of all requests at a time, and `reading` maps the result to response keys. `context` is
what resolvers have at hand; `graphql_core` is what is used of graphql-core beyond its documented interface.
"""
