"""Hostile clients: nothing that they do stops the service for others, or is left behind."""
