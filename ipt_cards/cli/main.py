"""The command `ipt-cards`. A subcommand's module is imported when the subcommand is called."""

import os
import sys
from typing import Any, NoReturn

import click

from ipt_cards.cli.lazy_group import LazyGroup
from ipt_cards.errors import UserError
from ipt_cards.terminal_columns import USUAL_COLUMNS, terminal_columns
from ipt_cards.version import __version__

COMMANDS = {
    "anki": ("anki.group", "Take progress to Anki and back, and decks over from there."),
    "build": ("deck.build", "Write a deck as a package to import into Anki."),
    "check": ("deck.check", "Report every problem of a deck."),
    "completion": ("completion", "Print the script that makes a shell complete ipt-cards."),
    "config": ("config.group", "Show and set how you like things: limits, your day, grades."),
    "coverage": ("deck.coverage", "Tell what a deck covers: its cards by topic, level and fact."),
    "diff": ("deck.diff", "Tell what became of a deck's notes since a release."),
    "exam": ("exam.exam", "Sit a mock exam, in the terminal or on paper."),
    "export": ("deck.export", "Write a deck in another program's format."),
    "import": ("deck.import_", "Bring cards of other programs into a deck."),
    "items": ("exam.items", "Tell which questions of an exam work, by the answers of a class."),
    "list": ("quiz.list", "List the cards of a deck with what is known of each."),
    "new": ("deck.new", "Start a new deck in a folder."),
    "plan": ("exam.plan", "Plan the days to an exam."),
    "postpone": ("quiz.postpone", "Spread a backlog of reviews over the days to come."),
    "preview": ("web.preview", "See a deck's cards as Anki will show them, while you write it."),
    "progress": ("progress.group", "Check, copy, export, merge and mend your progress."),
    "quiz": ("quiz.quiz", "Learn in the terminal: ask what is due today."),
    "readiness": ("exam.readiness", "Forecast the score of an exam."),
    "redo": ("quiz.redo", "Bring back what you took back last, or something earlier."),
    "schema": ("deck.schema", "Print the JSON Schema of deck files, for editors."),
    "show": ("quiz.show", "Show a card, its history and what each grade would do."),
    "stats": ("quiz.stats", "Show how the learning of a deck goes."),
    "suspend": ("quiz.suspend", "Take cards out of the queue."),
    "sync": ("progress.sync", "Keep the progress of your machines together."),
    "unbury": ("quiz.unbury", "Bring cards back that were buried or postponed."),
    "undo": ("quiz.undo", "Take back what you did last, or something earlier."),
    "unsuspend": ("quiz.unsuspend", "Put suspended cards back into the queue."),
    "web": ("web.web", "Learn in the browser: quiz, exam, cards, statistics."),
}
"""Each subcommand: its module, and its line in the help."""


class _Main(LazyGroup):
    """The whole command line: whatever file can't be read or written is told in one sentence."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - whatever click gives it
    ) -> click.Context:
        """The context of a run, from its arguments."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except KeyboardInterrupt as error:
            _end_interrupted(error)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except click.ClickException as error:
            # It may quote a stranger's file, or its name.
            error.message = _visible_lines(error.message)  # type: ignore[misc] # Final
            raise
        except (click.Abort, KeyboardInterrupt) as error:
            _end_interrupted(error)
        except UserError as error:
            raise Refusal(_visible_lines(str(error))) from error
        except BrokenPipeError:
            raise  # click ends quietly when the reader of the output has gone
        except OSError as error:
            raise FileProblem(error) from error


def _end_interrupted(error: BaseException) -> NoReturn:
    """End with the exit code of an interruption, on a line after what was being typed."""
    at_a_prompt = isinstance(error, click.Abort)
    click.echo(err=True)  # the terminal has shown ^C, or a question waits for its answer
    click.echo("Nothing was written." if at_a_prompt else "Interrupted.", err=True)
    raise click.exceptions.Exit(130) from None


class Refusal(click.ClickException):
    """Why it goes no further, as one message. Exit code 2."""

    exit_code = 2


class FileProblem(click.ClickException):
    """A file that can't be read or written, in one sentence. Exit code 2."""

    exit_code = 2

    def __init__(self, error: OSError) -> None:
        name = error.filename2 or error.filename
        what = error.strerror or str(error)
        from ipt_cards.deck.text import visible  # noqa: PLC0415 - only where something is wrong

        super().__init__(f"{visible(str(name))}: {what}" if name else what)


@click.group(
    cls=_Main,
    subcommands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="ipt-cards")
@click.pass_context
def cli(context: click.Context) -> None:
    """Learn with flashcards: in the browser, in the terminal, in Anki, and for an exam."""
    if os.environ.get("NO_COLOR"):
        context.color = False


def _visible_lines(message: str) -> str:
    from ipt_cards.deck.text import visible  # noqa: PLC0415 - only where something is wrong

    return "\n".join(map(visible, message.split("\n")))


def _report_defect(kind: type[BaseException], error: BaseException, trace: object) -> None:
    if os.environ.get("IPT_CARDS_TRACEBACK"):
        sys.__excepthook__(kind, error, trace)  # type: ignore[arg-type] # as it came
        return
    click.echo(
        f"Error: {kind.__name__}: {error}\nThis is a defect of ipt-cards. Please report it, with "
        "what is printed when you run the same again with IPT_CARDS_TRACEBACK=1 set.",
        err=True,
    )


def _help_width() -> int:
    # As click has it.
    return max(50, min(terminal_columns(), USUAL_COLUMNS) - 2)


def main() -> None:
    """Run the command line and exit."""
    sys.excepthook = _report_defect
    if sys.stdin is None:  # closed by whoever started this
        from pathlib import Path  # noqa: PLC0415 - a tenth of the time that --version takes

        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes may not be UTF-8; a card always is.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli(prog_name="ipt-cards", terminal_width=_help_width())
    except OSError as error:  # while the help was printed, outside of any subcommand
        problem = FileProblem(error)
        problem.show()
        sys.exit(problem.exit_code)
