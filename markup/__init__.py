"""Renders Markdown and formulas of users and records as safe HTML."""
