"""Anki's own files: packages and collections, whoever made them, of old formats and the new."""
