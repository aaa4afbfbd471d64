"""Spaced-repetition flashcards and quizzes from YAML."""

__version__ = "0.1.0"
