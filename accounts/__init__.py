"""Who people are: passwords, sessions, access tokens, and what other services say of them."""
