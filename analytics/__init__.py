"""Groups and measures of any list of papers, computed by DuckDB on tables of papers and of their edges.

The tables are derived and disposable, as the citation index. `raw_tables` declares them; `builder` reads those of the
whole graph from the store, `files` keeps them on disk and `refresher` up to date; `source` also has those of one list,
which are read from the store without them. `keys`, `measures`, `ordering` and `groups` have the statements, with one
definition of each key and measure; `running` runs them.
"""
