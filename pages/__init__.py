"""HTML pages. A page is a template, a GraphQL document, and the view that combines them."""
