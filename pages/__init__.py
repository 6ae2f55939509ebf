"""HTML for people: a page is a template, a GraphQL document, and the view that joins them."""
