"""The GraphQL schema: types, inputs and enums. A file has the same name in `resolvers/` and `graphdb/`.

A stored field names its fragment with `stored`, `page` or `papers`; all other fields have resolvers.
"""
