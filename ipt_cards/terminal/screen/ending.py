"""How a program in the terminal ended, and the exit code that tells it."""

from enum import Enum


class Ending(Enum):
    """By itself or by `q`, by Ctrl-C, by a signal, or with its terminal.

    The values are exit codes as shells give them: 128 and the signal's number.
    """

    LEFT = 0
    INTERRUPTED = 130
    TERMINATED = 143
    HUNG_UP = 129

    @property
    def exit_code(self) -> int:
        """The exit code of a program that ended so."""
        return self.value
