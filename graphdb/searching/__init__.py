"""Full-text search: what is indexed, how a person's words become a query, what the hits are worth."""
