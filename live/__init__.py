"""Live activity: each process follows the log once for all its subscribers."""
