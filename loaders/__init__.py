"""fetch groups: what the selection of a query asks of the store becomes one statement, and its answer is read by
position.

`planning` walks the selection, `composing` writes the statement, `fetch groups` runs it for all ids that a request asks
for at once, `rows` reads the answer."""
