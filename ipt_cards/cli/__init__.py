"""The commands, a file each: the only place with a clock, randomness and exit codes."""
