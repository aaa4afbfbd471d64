"""Collecting problems while reading, so that one run reports them all."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ipt_cards.deck.problem import Position, Problem, Severity
from ipt_cards.deck.reading.yaml_file import Mark

MOST_PROBLEMS = 1000
"""In one file: a person reads no more, and a stranger's file may hold a hundred thousand."""


@dataclass(slots=True)
class Findings:
    """The problems of one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, mark: Mark, rule: str, message: str) -> None:
        """Note an error at a place in this file, unless there are too many to read them all."""
        if len(self.problems) == MOST_PROBLEMS:
            message, rule = "here is the next of too many problems: mend those above", "too-many"
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(Problem(self.position(mark), rule, message))

    @property
    def are_too_many(self) -> bool:
        """Whether there is no use in looking for more."""
        return len(self.problems) > MOST_PROBLEMS

    def warning(self, mark: Mark, rule: str, message: str) -> None:
        """Note a warning at a place in this file."""
        self.problems.append(Problem(self.position(mark), rule, message, Severity.WARNING))

    def position(self, mark: Mark) -> Position:
        """The place in this file as a position in the deck."""
        return Position(self.file, mark.line, mark.column)


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A suggestion to append to a message, or "" where nothing is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - for a mistake only

    near = get_close_matches(written.lower(), list(known), n=1, cutoff=0.6)
    return f": did you mean `{near[0]}`?" if near else ""
