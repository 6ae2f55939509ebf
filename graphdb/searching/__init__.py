"""Full-text search: analysis of the query text, and Lucene queries."""
