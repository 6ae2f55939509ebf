"""The citation index: who cites whom, who wrote what and what it is about, as compressed sparse rows in memory-mapped
files beside the store, and what is computed from them: the neighbours of a paper.

It is derived and disposable. `index` holds it, `files` keeps it on disk, `building` reads it from the store and
`refreshing` keeps it up to date with the graph. `scoring` and `ranking` rank neighbours and `evidence` explains them;
`neighbours_bounded` does both from the store alone while there is no index.
"""
