"""Bringing a deck and its progress into the learner's Anki itself, and the reviews there home."""
