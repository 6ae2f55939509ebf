"""Tools for assistants at `/mcp`, called by the client of the protocol's own SDK."""
