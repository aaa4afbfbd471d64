"""`ipt-cards exam`: a mock exam by the deck's blueprint, in the terminal or on paper."""

import json
import random
from pathlib import Path

import click

from ipt_cards.cli.card_filter import CardFilter, card_filter_options
from ipt_cards.cli.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.exam_files import ExamFiles
from ipt_cards.cli.exam_room import Room, enter, log_answers, sit
from ipt_cards.cli.learner_terminal import EXIT_CODES
from ipt_cards.cli.progress_option import (
    learner_calendar,
    learner_colours,
    now_ms,
    progress_option,
)
from ipt_cards.deck.deck import Blueprint, Deck
from ipt_cards.exam.card import ExamCard
from ipt_cards.exam.deck_cards import exam_cards
from ipt_cards.exam.paper import Paper, draw
from ipt_cards.exam.past_exam import past_exam
from ipt_cards.exam.sitting import Sitting, begin
from ipt_cards.terminal.quiz import Ending

_SEEDS = 1_000_000
"""Few enough for a seed to be copied from a paper."""
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
    history: bool,
    as_json: bool,
    progress_file: Path,
) -> None:
    """Sit a mock exam on DECK, drawn by the weights of its blueprint.

    Each answer is saved at once. Leave, or lose the terminal, and `ipt-cards exam` goes on where
    you were, with the time that was left. When the time is up, the exam is handed in. Then it is
    scored by topic against the pass mark, with the range that the score is good for (Wilson, 95 %),
    and each mistake is shown with its answer. Press ? in the exam for the keys.

    Questions with options and those to be typed are drawn, and asked, before any other. Of the
    others you see the answer at once, and say whether you had it right.

    With --log, right answers are reviews graded Good and wrong ones Again, once for each exam;
    questions without an answer are none.

    Where input or output is no terminal, answers are read as lines: letters of options, a typed
    answer, an empty line for the next question or to show an answer, then r or w for right or
    wrong; :n next, :p back, :s skip, :g N go to, :f flag, :h hand in, :q leave.
    """
    if as_json and not history:
        raise click.UsageError("--json goes with --history")
    if key and paper is None:
        raise click.UsageError("--key goes with --paper FILE")
    if history and (paper or restart or logged or _named(context)):
        raise click.UsageError("--history shows past exams, and takes no options of a new one")
    if paper and (restart or logged):
        raise click.UsageError("--restart and --log are no options of an exam on paper")
    if str(paper) == "-":
        raise click.UsageError("a paper isn't printed here: name a file to write")
    read = load_or_exit(deck)
    files = ExamFiles(progress_file)
    if history:
        _show_history(files, read, as_json=as_json)
        return
    if paper is not None:
        drawn, blueprint = _draw(read, CardFilter(topics, tags), questions, seed)
        allowed = _minutes(blueprint, drawn, minutes)
        from ipt_cards.cli.exam_paper import write_paper  # noqa: PLC0415 - renders HTML

        write_paper(deck, read, drawn, allowed, paper, key=key)
        return
    saved = None if restart else files.load(read.id)
    if saved is None:
        drawn, blueprint = _draw(read, CardFilter(topics, tags), questions, seed)
        sitting = begin(
            f"{random.SystemRandom().getrandbits(128):032x}",
            read.id,
            drawn,
            limit_ms=_minutes(blueprint, drawn, minutes) * 60_000,
            pass_percent=blueprint.pass_percent,
            now_ms=now_ms(),
            logged=logged,
        )
        if restart:
            _throw_away(files, read)
        room = Room(files, read, sitting, saved=None)
    else:
        if saved.ending is None and _named(context):
            options = ", ".join(f"--{name}" for name in _named(context))
            raise click.UsageError(
                f"an exam is under way, for which {options} can't change: leave it out to go on, "
                "or add --restart to throw that exam away and begin a new one"
            )
        room = enter(files, read, saved)
        if logged:
            room.log()
        _say_going_on(room.sitting)
    _sit(room, files, progress_file)


def _named(context: click.Context) -> list[str]:
    singular = {"topics": "topic", "tags": "tag"}
    return [singular.get(name, name) for name in _MAKES_A_PAPER if context.params[name]]


def _draw(
    deck: Deck, chosen: CardFilter, questions: int | None, seed: int | None
) -> tuple[Paper, Blueprint]:
    blueprint = deck.blueprint
    if blueprint is None:
        raise click.UsageError(
            f"{deck.name} has no blueprint of an exam: write one under `exam:` in its deck.yaml"
        )
    keys = set(chosen.cards_by_key(deck))
    cards = [card for card in exam_cards(deck) if card.key in keys]
    weights = {topic: weight for topic, weight in blueprint.weights if weight}
    asked = [card for card in cards if card.topic in weights]
    if chosen.topics:
        _require_weights(deck, cards, weights)
    if not asked:
        where = " in this choice" if chosen.topics or chosen.tags else ""
        raise click.UsageError(f"the blueprint's topics have no cards{where} to ask")
    count = min(blueprint.questions, len(asked)) if questions is None else questions
    if seed is None:
        seed = random.SystemRandom().randrange(_SEEDS)
    within = {card.topic for card in asked}
    drawn_from = {topic: weight for topic, weight in weights.items() if topic in within}
    try:
        return draw(asked, drawn_from, count, seed), blueprint
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _require_weights(deck: Deck, cards: list[ExamCard], weights: dict[str, int]) -> None:
    for topic in dict.fromkeys(card.topic for card in cards):
        if topic not in weights:
            raise click.UsageError(f"the blueprint asks no question on {deck.topic_names[topic]}")


def _minutes(blueprint: Blueprint, paper: Paper, minutes: int | None) -> int:
    # As much time for each question as in the real exam.
    usual = blueprint.minutes * len(paper.questions) / blueprint.questions
    return minutes if minutes is not None else max(1, round(usual))


def _throw_away(files: ExamFiles, deck: Deck) -> None:
    if files.sitting(deck.id).exists():
        click.confirm("Throw away the exam under way?", abort=True, err=True)
        files.discard(deck.id)


def _say_going_on(sitting: Sitting) -> None:
    if sitting.ending is None:
        minutes = -(-(sitting.limit_ms - sitting.spent_ms) // 60_000)
        click.echo(
            f"Going on with the exam under way: {sitting.answered} of {len(sitting.attempts)} "
            f"answered, {minutes} min left.",
            err=True,
        )


def _sit(room: Room, files: ExamFiles, progress_file: Path) -> None:
    ending = sit(room) if room.sitting.ending is None else Ending.LEFT
    if room.sitting.ending is None:
        room.leave()
        if ending is Ending.HUNG_UP:
            raise SystemExit(EXIT_CODES[ending])  # there is nobody to tell
        click.echo("The exam waits, and its clock stands: `ipt-cards exam` goes on.", err=True)
        if ending in EXIT_CODES:
            raise click.exceptions.Exit(EXIT_CODES[ending])
        return
    # In this order a crash at any moment loses nothing, and a second time adds nothing.
    exam = past_exam(room.sitting)
    files.keep(exam)
    logged = log_answers(room.sitting, progress_file) if room.sitting.logged else None
    from ipt_cards.terminal.exam_report import print_result  # noqa: PLC0415 - rich is slow
    from ipt_cards.terminal.report_console import report_console  # noqa: PLC0415

    print_result(report_console(learner_colours()), room.sitting, room.cards, room.labels, logged)
    files.discard(room.sitting.deck)


def _show_history(files: ExamFiles, deck: Deck, *, as_json: bool) -> None:
    exams, unreadable = files.history()
    for number in unreadable:
        click.echo(f"{files.past}:{number}: this line holds no exam; it is left out.", err=True)
    exams = [exam for exam in exams if exam.deck == deck.id]
    if as_json:
        click.echo(json.dumps([exam.as_json() for exam in exams], indent=2, ensure_ascii=False))
        return
    from ipt_cards.terminal.exam_history import print_history  # noqa: PLC0415 - rich is slow
    from ipt_cards.terminal.report_console import report_console  # noqa: PLC0415

    print_history(report_console(learner_colours()), exams, deck.name, learner_calendar())
