"""`ipt-cards check`: every problem of a deck in one run."""

import json
from pathlib import Path

import click

from ipt_cards.cli.deck.style import print_blind_score, print_rules
from ipt_cards.cli.deck.suggest_accept import suggest
from ipt_cards.cli.shared.deck_argument import deck_argument, problem_line
from ipt_cards.cli.shared.progress_option import existing_progress_option
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.problem import Problem, Severity
from ipt_cards.deck.rules.pictures import picture_warnings
from ipt_cards.deck.rules.renames import renamed_ids
from ipt_cards.deck.rules.style.findings import style_advice
from ipt_cards.deck.rules.warnings import warnings
from ipt_cards.deck.text import visible
from ipt_cards.study.decks import read_deck, remember_fronts, remembered_fronts, shown_path
from ipt_cards.study.presenting.words import counted


@click.command
@deck_argument
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for editors.")
@click.option("--style", is_flag=True, help="Show advice on how the questions are written, too.")
@click.option("--strict", is_flag=True, help="Let warnings and style advice fail the check, too.")
@click.option("--rules", is_flag=True, help="Print the rules of style with examples, and no check.")
@click.option(
    "--blind",
    is_flag=True,
    help="Print how far the choice notes can be answered knowing nothing, by how they are written.",
)
@click.option(
    "--suggest-accept",
    is_flag=True,
    help="Print the typed answers that you count as right, for notes to accept.",
)
@existing_progress_option
def command(  # noqa: PLR0913, PLR0917 - each an option
    deck: Path,
    as_json: bool,  # noqa: FBT001 - click's flags, as those below
    style: bool,  # noqa: FBT001
    strict: bool,  # noqa: FBT001
    rules: bool,  # noqa: FBT001
    blind: bool,  # noqa: FBT001
    suggest_accept: bool,  # noqa: FBT001
    progress_file: Path,
) -> None:
    """Report every problem of DECK as file:line:column.

    DECK is a folder with a deck.yaml, or the name of a bundled deck. The exit code is 1 if there
    are errors (with --strict: or warnings, or style advice; with --strict --blind: if guessing by
    how options are written gains more than 5 points over chance).

    With --suggest-accept, it tells instead which typed answers you counted as right in the quiz,
    each with its note's place and the line to write there.
    """
    if rules:
        print_rules(as_json=as_json)
        return
    if suggest_accept:
        suggest(deck, progress_file, as_json=as_json)
        return
    reading = read_deck(deck)
    problems = list(reading.problems) + list(warnings(reading))
    if reading.deck is not None:
        problems += picture_warnings(reading.deck, MediaFolder(deck))
        renames = list(renamed_ids(reading.deck, remembered_fronts(reading.deck, deck)))
        problems += renames
        if not renames and not any(problem.is_error for problem in problems):
            remember_fronts(reading.deck, deck)
    errors = sum(problem.is_error for problem in problems)
    if blind and reading.deck is not None and not errors:
        print_blind_score(reading.deck, as_json=as_json, strict=strict)
        return
    if (style or strict) and reading.deck is not None and not errors:
        problems += style_advice(reading.deck)
    if as_json:
        click.echo(json.dumps([_as_json(deck, problem) for problem in problems], indent=2))
    else:
        for problem in problems:
            click.echo(problem_line(deck, problem))
        notes = len(list(reading.deck.notes())) if reading.deck else 0
        click.echo(
            f"{visible(str(shown_path(deck)))}: {counted(notes, 'note')}, {_summary(problems)}",
            err=True,
        )
    if errors or (strict and problems):
        raise click.exceptions.Exit(1)


def _as_json(folder: Path, problem: Problem) -> dict[str, str | int]:
    return {
        "file": str(folder / problem.at.file),
        "line": problem.at.line,
        "column": problem.at.column,
        "severity": problem.severity.value,
        "rule": problem.rule,
        "message": problem.message,
    }


def _summary(problems: list[Problem]) -> str:
    if not problems:
        return "no problems"
    counts = {
        severity: sum(problem.severity is severity for problem in problems) for severity in Severity
    }
    told = [
        counted(counts[Severity.ERROR], "error"),
        counted(counts[Severity.WARNING], "warning"),
    ]
    if counts[Severity.ADVICE]:
        told.append(f"{counted(counts[Severity.ADVICE], 'piece')} of advice")
    return ", ".join(told)
