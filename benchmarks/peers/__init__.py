"""Peergraph against its peers: one machine, one store, the same questions, the same answers, alternating rounds.

- `questions` what is asked, and `documents/` how; `answers` shows that all answer the same before anything is timed.
- `services` who is asked, each a process of its own: `node/` has @neo4j/graphql behind Apollo Server, `stock/` a plain
  Strawberry service with dataloaders, `limit/` hand-written Cypher behind a hand-written route, `memory/` the services
  that execute without a store.
- `load` asks, in a process of its own; `trips` counts round trips to the store; `rounds` measures in alternation.
- `targets`, `report` and `plot` say what came out.
"""
