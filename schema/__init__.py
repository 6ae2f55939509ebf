"""What clients see: types, inputs and enums, each file as its namesakes in `resolvers/` and `graphdb/`.

A field that the store holds names its fragment with `stored`, `page` or `papers`; everything else has a resolver.
"""
