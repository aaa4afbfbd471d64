"""What is wrong with a deck, and where."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Position(NamedTuple):
    """A place in a deck's files: the path relative to the deck's folder; line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Severity(StrEnum):
    """An error keeps a deck from being used; a warning doesn't, and advice is on wording."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: `rule` names the broken rule in kebab-case, `message` is for people."""

    at: Position
    rule: str
    message: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether the deck can't be used before this is mended."""
        return self.severity is Severity.ERROR


class DeckError(Exception):
    """A deck that can't be read, with every problem found in it, in order of position."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{problem.at}: {problem.message}" for problem in problems))
        self.problems = problems
