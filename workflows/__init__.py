"""Ready-made workflows; the file makes an editable install find the folder."""
