"""The citation index: citations, authorships and topics as compressed sparse rows in memory-mapped files beside the
store, from which the neighbours of a paper are computed.

It is derived and disposable. `index` holds it, `files` keeps it on disk, `builder` reads it from the store and
`refresher` keeps it up to date with the graph. `scoring` and `ranking` rank neighbours and `evidence` explains them;
`neighbours_bounded` does both from the store alone while there is no index.
"""
