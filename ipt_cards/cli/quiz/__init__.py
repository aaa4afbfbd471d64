"""The commands for learning: quiz, stats, list, show."""
