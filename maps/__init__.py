"""Research maps: which nodes stand on a map, how they fall into clusters, where they lie, and what it says in words.

Pure Python over plain records: nothing here asks the store.
"""
