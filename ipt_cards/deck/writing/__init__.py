"""Decks as YAML that people write on in."""
