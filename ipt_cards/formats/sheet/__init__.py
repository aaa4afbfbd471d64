"""A deck as a study sheet for a word processor."""
