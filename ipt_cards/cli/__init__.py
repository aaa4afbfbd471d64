"""The commands, a file each: the only place with a clock, randomness and exit codes."""

import atexit
import gc

# A large deck makes a million objects that all stay: looking for cycles among them after each 700
# takes a fifth of the time that reading it does. Set here, before click is imported with its many.
gc.set_threshold(100_000)

# Before it ends, Python looks for cycles among all that is there, several times: a tenth of what a
# forecast takes, and a sixth of --help. All that has to be closed is closed where it was opened.
atexit.register(gc.freeze)
