"""Workflow files of Orange 3: its widgets, ports and settings in our words, and back."""
