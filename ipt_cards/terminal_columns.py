"""How wide the terminal is, for the help and for all else that is printed."""

import os
import sys

USUAL_COLUMNS = 80


def terminal_columns() -> int:
    """The terminal's columns, or as many as COLUMNS says, and 80 where there is neither.

    As shutil finds them, whose import takes a twentieth of the time that --help does.
    """
    try:
        columns = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        columns = 0
    if columns > 0:
        return columns
    try:
        # Where there is no standard output, it is None.
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or USUAL_COLUMNS  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return USUAL_COLUMNS
