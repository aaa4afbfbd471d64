"""The keys that mean the same on every screen."""

ENTER = "\r"
SPACE = " "
