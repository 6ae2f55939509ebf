"""How records become nodes and edges: every statement that writes the research graph."""
