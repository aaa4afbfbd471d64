"""What score to expect of an exam, by topic, and what would raise it."""
