"""Widgets that show and change tables."""
