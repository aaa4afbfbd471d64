"""What keeps the server to its learner: who may ask, how much, and what a page may do."""
