"""What comes in: records of OpenAlex and of the project's own demo, read, checked and handed to the graph."""
