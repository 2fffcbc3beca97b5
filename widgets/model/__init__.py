"""Widgets that learn from tables, and keep what they learned."""
