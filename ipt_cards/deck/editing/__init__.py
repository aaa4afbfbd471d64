"""Changing a note in the file that its author wrote, which otherwise stays as it was written."""
