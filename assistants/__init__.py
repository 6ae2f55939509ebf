"""Tools for assistants: what a language model can look up in the graph, each as one GraphQL query."""
