"""Widgets that show data as drawings."""
