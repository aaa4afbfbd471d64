"""Markdown with cards in it, as programs for plain text have them."""
