"""Accounts: passwords, sessions, access tokens, and sign-in at OpenID Connect issuers."""
