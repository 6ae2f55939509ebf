"""People's Markdown, made into HTML that can stand in anybody's page."""
