"""A deck as an Anki package."""
