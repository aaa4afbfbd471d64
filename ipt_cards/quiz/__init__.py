"""A quiz session as a state machine, with no terminal in it."""
