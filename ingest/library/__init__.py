"""Import of libraries from reference managers: parses the text and matches each entry with a paper."""
