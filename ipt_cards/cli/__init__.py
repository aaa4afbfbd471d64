"""The commands, a file each: the only place with a clock, randomness and exit codes."""

import gc

# A large deck makes a million objects that all stay: looking for cycles among them after each 700
# takes a fifth of the time that reading it does. Set here, before click is imported with its many.
gc.set_threshold(100_000)
