"""The quiz in a terminal: on the whole screen, and by lines."""
