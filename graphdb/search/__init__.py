"""Full-text search: the words of a query text, the Lucene query, and the statement."""
