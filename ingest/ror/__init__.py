"""The Research Organization Registry: what it says of institutions, and how that comes into the graph."""
