"""The pages of the help; the file makes an editable install find the folder."""
