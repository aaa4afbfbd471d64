"""The argument DECK of many commands, and how a deck's problems are shown."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipt_cards.deck.bundled import DEFAULT_DECK, bundled_names, find_deck
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.problem import DeckError, Problem
from ipt_cards.deck.text import visible
from ipt_cards.study.decks import load_deck, shown_path
from ipt_cards.study.presenting.words import counted

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class DeckFolder(click.ParamType):  # type: ignore[type-arg] # generic from click 8.4 on only
    """A deck's folder, told by its path or by a bundled deck's name."""

    name = "deck"

    def convert(
        self, value: str | Path, param: click.Parameter | None, context: click.Context | None
    ) -> Path:
        """The folder that the learner means."""
        if isinstance(value, Path):
            return value
        try:
            return find_deck(value)
        except FileNotFoundError as error:
            self.fail(str(error), param, context)

    def shell_complete(
        self, _context: click.Context, _param: click.Parameter, incomplete: str
    ) -> list["CompletionItem"]:
        """Bundled decks by name, and folders."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell asks

        names = [name for name in bundled_names() if name.startswith(incomplete)]
        return [CompletionItem(name) for name in names] + [CompletionItem(incomplete, type="dir")]


deck_argument = click.argument("deck", type=DeckFolder(), default=DEFAULT_DECK)


def load_or_exit(folder: Path) -> Deck:
    """The deck in a folder; where it has errors, each is shown and the command ends with 2."""
    try:
        return load_deck(folder)
    except DeckError as error:
        for problem in error.problems:
            click.echo(problem_line(folder, problem), err=True)
        count = len(error.problems)
        plural = "an error" if count == 1 else counted(count, "error")
        click.echo(f"The deck has {plural}, so nothing was done.", err=True)
        raise click.exceptions.Exit(2) from None


def problem_line(folder: Path, problem: Problem) -> str:
    """A problem as editors expect it: `file:line:column: error: message [rule]`."""
    path = visible(str(shown_path(folder / problem.at.file)))
    place = f"{path}:{problem.at.line}:{problem.at.column}"
    colour = "red" if problem.is_error else "yellow"
    severity = click.style(problem.severity, fg=colour)
    rule = click.style(f"[{problem.rule}]", dim=True)
    return f"{place}: {severity}: {visible(problem.message)} {rule}"
