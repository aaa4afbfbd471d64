"""What every error that is meant for the person has in common."""


class UserError(Exception):
    """What keeps the person from going on. The message says what to do, and is shown as it is."""
