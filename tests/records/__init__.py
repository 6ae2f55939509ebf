"""Real records, whole and true, from the file to every page."""
