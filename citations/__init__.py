"""The citation index: who cites whom, who wrote what and what it is about, as compressed sparse rows in memory-mapped
files beside the store, and what is computed from them: the neighbours of a paper.

It is derived and disposable. `index` holds it, `files` keeps it on disk, `building` reads it from the store, `keeper`
has the one that stands for the graph as it is now; `scoring` ranks neighbours and `reasons` explains them; `bounded`
does both from the store alone, for as long as there is no index.
"""
