"""`ipt-cards config`: the learner's settings."""
