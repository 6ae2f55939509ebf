"""The fast executor: an operation is compiled once, fetched level by level, and built in one pass."""
