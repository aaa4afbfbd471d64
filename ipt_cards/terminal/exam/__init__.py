"""The mock exam in a terminal: on the whole screen, by lines, its result and its history."""
