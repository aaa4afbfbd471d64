"""`ipt-cards exam`: a mock exam by the deck's blueprint, in the terminal or on paper."""

import json
import shlex
from pathlib import Path

import click
from click.core import ParameterSource

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.shared.card_filter import card_filter_options
from ipt_cards.cli.shared.confirmation import confirmed
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.shared.learner_terminal import (
    answer_lines,
    has_screen,
    readable_width,
)
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.named_options import named_options, refuse_named
from ipt_cards.cli.shared.output_file import require_replaceable
from ipt_cards.cli.shared.progress_option import (
    learner_calendar,
    learner_colours,
    learner_settings,
    progress_option,
)
from ipt_cards.deck.bundled import bundled_decks
from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Blueprint, Deck
from ipt_cards.exam.mock.paper import Paper
from ipt_cards.exam.mock.sitting import Sitting
from ipt_cards.study.decks import shown_path
from ipt_cards.study.exam.exam_files import ExamFiles
from ipt_cards.study.exam.mock_exam import draw_paper, keep_finished, minutes_for, new_sitting
from ipt_cards.study.exam.recorded_sitting import (
    RecordedSitting,
    resumed,
)
from ipt_cards.study.presenting.words import counted
from ipt_cards.terminal.screen.ending import Ending

_MAKES_A_PAPER = ("questions", "minutes", "seed", "topics", "tags")
_MOST_MINUTES = 24 * 60


@click.command
@deck_argument
@card_filter_options
@click.option(
    "--questions",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many questions.  [default: the blueprint's]",
)
@click.option(
    "--minutes",
    type=click.IntRange(1, _MOST_MINUTES),
    metavar="N",
    help="The time allowed.  [default: the blueprint's, for as many questions]",
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Draw the same paper again.")
@click.option("--log", "logged", is_flag=True, help="Let SM-2 have the answers as reviews.")
@click.option("--restart", is_flag=True, help="Throw away the exam under way, and begin a new one.")
@click.option(
    "--paper",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the exam as a page to print (HTML) instead.",
)
@click.option("--key", is_flag=True, help="With --paper: the answer key, too, on pages of its own.")
@click.option(
    "--scores",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --paper: an empty table for a class's points (CSV), which `ipt-cards items` reads.",
)
@click.option("--history", is_flag=True, help="Show the scores of past exams instead.")
@click.option("--json", "as_json", is_flag=True, help="With --history: print them as JSON.")
@progress_option
@click.pass_context
def command(  # noqa: PLR0913 - an argument an option
    context: click.Context,
    *,
    deck: Path,
    topics: tuple[str, ...],
    tags: tuple[str, ...],
    questions: int | None,
    minutes: int | None,
    seed: int | None,
    logged: bool,
    restart: bool,
    paper: Path | None,
    key: bool,
    scores: Path | None,
    history: bool,
    as_json: bool,
    progress_file: Path,
) -> None:
    """Sit a mock exam on DECK, drawn by the weights of its blueprint.

    Each answer is saved at once. Leave, or lose the terminal, and `ipt-cards exam` goes on where
    you were, with the time that was left. When the time is up, the exam is handed in. Then each
    mistake is shown with its answer, and the exam is scored by topic against the pass mark, with
    the range that the score is good for (Wilson, 95 %). Press ? in the exam for the keys.

    Questions with options and those to be typed are drawn, and asked, before any other. Of the
    others you see the answer at once, and say whether you had it right.

    With --log, right answers are reviews graded Good and wrong ones Again, once for each exam;
    questions without an answer are none.

    Where input or output is no terminal, answers are read as lines: letters of options, a typed
    answer, an empty line for the next question or to show an answer, then r or w for right or
    wrong; :n next, :p back, :s skip, :g N go to, :f flag, :o open a picture, sound or
    video, :h hand in, :q leave.
    """
    if as_json and not history:
        raise click.UsageError("--json goes with --history")
    if key and paper is None:
        raise click.UsageError("--key goes with --paper FILE")
    _require_score_table(scores, paper)
    if history and (paper or restart or logged or named_options(*_MAKES_A_PAPER)):
        raise click.UsageError("--history shows past exams, and takes no options of a new one")
    if paper:
        _require_paper(paper, with_progress=restart or logged)
    read = load_or_exit(deck)
    files = ExamFiles(progress_file)
    if history:
        _show_history(files, read, as_json=as_json)
        return
    if paper is not None:
        drawn, blueprint = _draw(read, CardFilter(topics, tags), questions, seed)
        _print(deck, read, drawn, minutes or minutes_for(blueprint, drawn), paper, key=key)
        _write_scores(scores, drawn)
        return
    saved = None if restart else files.load(read.id)
    if saved is None:
        drawn, blueprint = _draw(read, CardFilter(topics, tags), questions, seed)
        allowed = minutes or minutes_for(blueprint, drawn)
        sitting = new_sitting(read, drawn, blueprint, allowed, logged=logged)
        if restart and not _thrown_away(files, read):
            click.echo(f"It stays as it is: `{_again(context, deck)}` goes on.", err=True)
            return
        recorded = RecordedSitting(files, deck, read, sitting, saved=None)
        _say_of_suspended(drawn, progress_file)
    else:
        if named := named_options(*_MAKES_A_PAPER):
            under_way, go_on = "is under way", "to go on"
            if saved.ending is not None:
                under_way, go_on = "that is handed in waits for its score", "to see it"
            raise click.UsageError(
                f"an exam {under_way}, for which {', '.join(named)} can't change: leave it out "
                f"{go_on}, or add --restart to throw that exam away and begin a new one"
            )
        recorded = resumed(files, deck, read, saved)
        if logged:
            recorded.log()
        _say_going_on(recorded.sitting)
    _sit(recorded, files, progress_file, _again(context, deck))


def _draw(
    deck: Deck, chosen: CardFilter, questions: int | None, seed: int | None
) -> tuple[Paper, Blueprint]:
    try:
        return draw_paper(deck, chosen, questions, seed)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _thrown_away(files: ExamFiles, deck: Deck) -> bool:
    """Whether there is no exam under way any more, for the person wants it so."""
    if files.sitting(deck.id).exists():
        if not confirmed("Throw away the exam under way?", default=False):
            return False
        files.discard(deck.id)
    return True


def _say_going_on(sitting: Sitting) -> None:
    if sitting.ending is None:
        minutes = -(-(sitting.limit_ms - sitting.spent_ms) // 60_000)
        click.echo(
            f"Going on with the exam under way: {sitting.answered} of {len(sitting.attempts)} "
            f"answered, {minutes} min left.",
            err=True,
        )


def _say_of_suspended(drawn: Paper, progress_file: Path) -> None:
    if not progress_file.exists():
        return
    with open_learners_log(progress_file) as log:
        suspended = log.suspended()
    count = sum(question.card.key in suspended for question in drawn.questions)
    if count:
        click.echo(
            f"{counted(count, 'question')} of suspended cards: the real exam may ask them, too.",
            err=True,
        )


def _again(context: click.Context, deck: Path) -> str:
    """The command that goes on with the exam."""
    if context.get_parameter_source("deck") is ParameterSource.DEFAULT:
        return "ipt-cards exam"
    named = deck.name if deck.parent == bundled_decks() else str(shown_path(deck))
    return f"ipt-cards exam {shlex.quote(named)}"


def _sit(recorded: RecordedSitting, files: ExamFiles, progress_file: Path, again: str) -> None:
    ending = _play(recorded) if recorded.sitting.ending is None else Ending.LEFT
    if recorded.sitting.ending is None:
        recorded.leave()
        if ending is Ending.HUNG_UP:
            raise SystemExit(ending.exit_code)  # there is nobody to tell
        click.echo(f"The exam waits, and its clock stands: `{again}` goes on.", err=True)
        if ending is not Ending.LEFT:
            raise click.exceptions.Exit(ending.exit_code)
        return
    logged = keep_finished(files, recorded, progress_file, learner_settings())
    from ipt_cards.terminal.exam.result import print_result  # noqa: PLC0415 - rich is slow
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415

    print_result(
        report_console(learner_colours(), recorded.media),
        recorded.sitting,
        recorded.cards,
        recorded.labels,
        logged,
    )
    files.discard(recorded.sitting.deck)


def _play(recorded: RecordedSitting) -> Ending:
    if has_screen():
        from ipt_cards.terminal.exam.full_screen import play  # noqa: PLC0415 - not for scripts

        return play(recorded, learner_colours())
    from ipt_cards.terminal.exam import lines  # noqa: PLC0415 - not needed on a screen

    lines.play(
        recorded, answer_lines(), lambda shown: click.echo(shown, nl=False), readable_width()
    )
    return Ending.LEFT


def _print(  # noqa: PLR0913 - what a page is made of
    folder: Path, deck: Deck, drawn: Paper, minutes: int, target: Path, *, key: bool
) -> None:
    from ipt_cards.study.exam.printed_exam import (  # noqa: PLC0415 - rich is slow
        PAGE_BEGINNING,
        print_exam,
    )

    require_replaceable(target, PAGE_BEGINNING, "no web page")
    print_exam(folder, deck, drawn, minutes, target, key=key)
    made = f"{counted(len(drawn.questions), 'question')}, {counted(minutes, 'minute')}"
    click.echo(f"Wrote {target}: {made}, seed {drawn.seed}.")


def _require_paper(paper: Path, *, with_progress: bool) -> None:
    if with_progress:
        raise click.UsageError("--restart and --log are no options of an exam on paper")
    refuse_named("progress_file", because="an exam on paper has nothing to do with progress")
    if paper.suffix.lower() in {".pdf", ".doc", ".docx", ".odt"}:
        raise click.UsageError(
            f"a paper is a web page, so name it {paper.with_suffix('.html')}: a browser prints it, "
            "also to a PDF"
        )
    if str(paper) == "-":
        raise click.UsageError("a paper isn't printed here: name a file to write")


def _require_score_table(scores: Path | None, paper: Path | None) -> None:
    if scores is None:
        return
    if paper is None:
        raise click.UsageError("--scores goes with --paper FILE")
    if scores.suffix.lower() != ".csv":
        raise click.UsageError(f"the table is CSV, so name it {scores.with_suffix('.csv')}")
    if scores.is_file() and b"\n" in scores.read_bytes().strip():
        raise click.UsageError(f"{scores} has points in it already: name another file")


def _write_scores(target: Path | None, drawn: Paper) -> None:
    if target is None:
        return
    from ipt_cards.study.exam.printed_exam import score_table  # noqa: PLC0415 - as above

    require_replaceable(target, b"learner,", "no table of points")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, score_table(drawn))
    click.echo(
        f"Wrote {target}: a row a learner, from 0 to 1 point a question, - for no answer; then "
        f"`ipt-cards items {shlex.quote(str(target))}`."
    )


def _show_history(files: ExamFiles, deck: Deck, *, as_json: bool) -> None:
    exams, unreadable = files.history()
    for number in unreadable:
        click.echo(f"{files.past}:{number}: this line holds no exam; it is left out.", err=True)
    exams = [exam for exam in exams if exam.deck == deck.id]
    if as_json:
        click.echo(json.dumps([exam.as_json() for exam in exams], indent=2, ensure_ascii=False))
        return
    from ipt_cards.terminal.exam.history import print_history  # noqa: PLC0415 - rich is slow
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415

    print_history(report_console(learner_colours()), exams, deck.name, learner_calendar())
