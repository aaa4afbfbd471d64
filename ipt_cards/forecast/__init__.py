"""What to expect of a learner: the forgetting model, the learner behind a log, an exam's score."""
