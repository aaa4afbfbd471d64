"""The keys that mean the same on every screen, and the letters that options are called by."""

ENTER = "\r"
SPACE = " "

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def letter(place: int) -> str:
    """What the option at a place is called."""
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)
