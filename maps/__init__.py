"""Research maps: selection of nodes, clusters, layout and description.

Pure Python over plain records, without access to the store.
"""
