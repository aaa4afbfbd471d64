"""A deck on paper: a study sheet for a word processor, and cards to cut out and fold."""
