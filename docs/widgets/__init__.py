"""The pages of the widgets, made by `make_widget_pages.py`."""
