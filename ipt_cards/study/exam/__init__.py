"""A learner's exams: goals and today's plan, the sitting that is saved, the paper to print."""
