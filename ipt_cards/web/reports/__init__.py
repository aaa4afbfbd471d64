"""What a learner sees of the learning: today, statistics."""
