"""What can be wrong with a file that is said to be Anki's."""


class AnkiFileError(Exception):
    """The file can't be read. The message names it and is meant to be shown as it is."""


class NewerAnkiError(AnkiFileError):
    """The file was made by an Anki whose format isn't known yet."""
