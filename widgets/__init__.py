"""The widgets: one file is one widget, the folder is its category."""
