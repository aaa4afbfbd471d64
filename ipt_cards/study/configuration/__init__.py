"""How the learner likes things, and where what is remembered of that stands."""
