"""What can be wrong with a file that is said to be Anki's."""

from ipt_cards.errors import UserError


class AnkiFileError(UserError):
    """The file can't be read. The message names it and is meant to be shown as it is."""


class NewerAnkiError(AnkiFileError):
    """The file was made by an Anki whose format isn't known yet."""
