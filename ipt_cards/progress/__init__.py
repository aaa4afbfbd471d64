"""The review log, which is the only truth, and the fold that computes every card's state."""
