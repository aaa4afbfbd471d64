"""What right answers are: numbers with units, and options in their places."""
