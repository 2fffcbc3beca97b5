"""Example pictures and scripts; the file makes an editable install find the folder."""
