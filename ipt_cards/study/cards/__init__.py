"""What is done with cards outside of a quiz: undone, suspended, put off, looked at."""
