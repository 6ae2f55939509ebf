"""A real OpenID Connect provider (npm's oidc-provider), which the tests of signing in start."""
