"""Widgets that read, show and describe pictures."""
