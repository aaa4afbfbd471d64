"""The plan to an exam: which cards are seen on which day."""
