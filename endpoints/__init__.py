"""HTTP: each module is one thing that the service answers to."""
