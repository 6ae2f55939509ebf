"""The expected response of the API for each record, computed independently of the product's code (docs/openalex.md)."""
