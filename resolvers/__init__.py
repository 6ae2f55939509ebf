"""Resolvers of fields that need more than the store: parsing of keys, batch resolvers, and mutations."""
