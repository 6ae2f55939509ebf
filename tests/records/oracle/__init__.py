"""What the API must say of each record, read from the sources by other code than the product's (docs/openalex.md)."""
