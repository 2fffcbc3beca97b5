"""Widgets that find structure without being told any."""
