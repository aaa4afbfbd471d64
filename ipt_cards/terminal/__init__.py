"""What a learner sees and presses in a terminal."""
