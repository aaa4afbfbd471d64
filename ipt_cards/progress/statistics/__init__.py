"""What the log says about the learner: pure functions, for screens and for scripts."""
