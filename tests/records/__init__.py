"""Real records, complete and unchanged from the file to every page."""
