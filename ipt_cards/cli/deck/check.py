"""`ipt-cards check`: every problem of a deck in one run."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit, problem_line
from ipt_cards.cli.shared.named_options import refuse_named
from ipt_cards.cli.shared.progress_option import existing_progress_option
from ipt_cards.deck.problem import Problem, Severity
from ipt_cards.deck.text import visible
from ipt_cards.study.authoring.checking import checked
from ipt_cards.study.decks import shown_path
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
    how options are written gains more than 5 points over chance, and the notes are enough to tell).

    With --suggest-accept, it tells instead which typed answers you counted as right in the quiz,
    each with its note's place and the line to write there.
    """
    _require_one_kind(
        {
            "--rules": rules,
            "--blind": blind,
            "--suggest-accept": suggest_accept,
            "--style": style,
        }
    )
    if strict and (rules or suggest_accept):
        raise click.UsageError("--strict goes with a check: leave it out")
    if rules:
        refuse_named("deck", because="--rules prints the rules of style, whatever the deck")
    if not suggest_accept:
        refuse_named("progress_file", because="only --suggest-accept looks at your progress")
    if rules:
        from ipt_cards.cli.deck.style import print_rules  # noqa: PLC0415 - slow to import

        print_rules(as_json=as_json)
        return
    if suggest_accept:
        from ipt_cards.cli.deck.suggest_accept import suggest  # noqa: PLC0415 - as above

        suggest(deck, progress_file, as_json=as_json)
        return
    found = checked(deck)
    problems = list(found.problems)
    if (blind or style or strict) and found.errors:
        left_out = "The options weren't guessed at" if blind else "No rule of style was tried"
        click.echo(f"{left_out}: mend the errors first.", err=True)
    if (blind or style or strict) and not found.errors:
        read = load_or_exit(deck)
        if blind:
            from ipt_cards.cli.deck.style import print_blind_score  # noqa: PLC0415 - as above

            print_blind_score(read, as_json=as_json, strict=strict)
            return
        from ipt_cards.deck.rules.style.findings import style_advice  # noqa: PLC0415 - as above

        problems += style_advice(read)
    if as_json:
        click.echo(json.dumps([_as_json(deck, problem) for problem in problems], indent=2))
    else:
        for problem in problems:
            click.echo(problem_line(deck, problem))
        told = f"{counted(found.notes, 'note')}, {_summary(problems)}"
        if not (style or strict or problems):
            told += " (`--style` looks at how they ask)"
        click.echo(f"{visible(str(shown_path(deck)))}: {told}", err=True)
    if found.errors or (strict and problems):
        raise click.exceptions.Exit(1)


def _require_one_kind(named: Mapping[str, bool]) -> None:
    """Refuse options of which each has another thing printed."""
    kinds = [option for option, is_named in named.items() if is_named]
    if len(kinds) > 1:
        raise click.UsageError(f"{kinds[0]} and {kinds[1]} exclude each other: name one of them")


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
