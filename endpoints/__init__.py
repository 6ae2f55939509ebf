"""HTTP endpoints, one module for each route or protocol."""
