"""From OpenAlex's files to the tables of an empty graph, without a store."""
