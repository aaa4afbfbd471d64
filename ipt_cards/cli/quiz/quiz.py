"""`ipt-cards quiz`: learn in the terminal."""

import random
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipt_cards.cli.progress.sync_told import sync_told
from ipt_cards.cli.shared.card_filter import card_filter_options, chosen_cards
from ipt_cards.cli.shared.command_line import command_line
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.shared.learner_terminal import (
    answer_lines,
    has_screen,
    readable_width,
)
from ipt_cards.cli.shared.learners_log import open_learners_log, tell_of_rewritten_leeches
from ipt_cards.cli.shared.named_options import refuse_named
from ipt_cards.cli.shared.progress_option import (
    configured,
    learner_calendar,
    learner_colours,
    learner_settings,
    progress_option,
    scheduler_option,
)
from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Deck
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.asking_order import Settings
from ipt_cards.quiz.screen import Finished
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.queue import Limits, due_reviews, due_today, is_backlog
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.configuration.settings import GradeSet
from ipt_cards.study.errors import StudyError
from ipt_cards.study.presenting.grades import GradeKeys, grade_keys
from ipt_cards.study.presenting.words import counted
from ipt_cards.study.recorded_quiz import RecordedQuiz
from ipt_cards.study.review_log import goals_file
from ipt_cards.study.sync import synced
from ipt_cards.terminal.screen.ending import Ending

if TYPE_CHECKING:
    from ipt_cards.study.exam.todays_plan import TodaysPlan

_COUNT = click.IntRange(min=0)
_OF_A_DAY = ("new", "reviews", "siblings")
"""Options that say what a day has, where neither cramming nor a plan does."""


@click.command
@deck_argument
@card_filter_options
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Ask N cards at most.")
@click.option(
    "--new",
    type=_COUNT,
    metavar="N",
    default=configured(lambda settings: settings.new),
    show_default="20, or as configured",
    help="New cards a day in all decks together, today's earlier ones included.",
)
@click.option(
    "--reviews",
    type=_COUNT,
    metavar="N",
    default=configured(lambda settings: settings.reviews),
    show_default="200, or as configured",
    help="Reviews a day in all decks together, today's earlier ones included.",
)
@click.option(
    "--cram", is_flag=True, help="Ask all cards, least known first; the schedule stays as it is."
)
@click.option("--due", is_flag=True, help="With --cram: only what is due or new today.")
@click.option("--siblings", is_flag=True, help="Let cards of one note come on the same day.")
@click.option(
    "--grades",
    type=click.Choice([each.value for each in GradeSet]),
    default=configured(lambda settings: settings.grades.value),
    show_default="buttons, or as configured",
    help="Four buttons (1–4), or all six grades of SM-2 (0–5).",
)
@click.option("--no-plan", is_flag=True, help="Don't follow the plan to an exam, if there is one.")
@click.option("--seed", type=int, metavar="N", help="Shuffle options the same way each time.")
@scheduler_option
@progress_option
def command(  # noqa: PLR0913 - an argument an option
    *,
    deck: Path,
    topics: tuple[str, ...],
    tags: tuple[str, ...],
    limit: int | None,
    new: int,
    reviews: int,
    cram: bool,
    due: bool,
    siblings: bool,
    grades: str,
    no_plan: bool,
    seed: int | None,
    scheduler: Scheduler,
    progress_file: Path,
) -> None:
    """Ask what is due today in DECK, and record each answer at once.

    Press ? in the quiz for the keys. You may leave at any time: nothing is lost.

    Where input or output is no terminal, answers are read as lines, so that a quiz can be
    scripted: an empty line shows the answer, then gives the suggested grade, or Good; else a line
    is a grade, the letters of options (a, or ac where several are right) or a typed answer. u
    takes back, r brings that back, s suspends, b buries, o opens the card's picture, sound or
    video, p plays its sound, q leaves; with a colon, as in :u, they do so on every card, also
    where the bare letter would be an answer. The quiz ends with the input.

    While there is a plan to an exam (`ipt-cards plan`), the quiz asks what it has for today.

    Where a folder to sync with is configured (`ipt-cards sync`), that happens when the quiz begins
    and ends, with your usual progress file alone: the one that IPT_CARDS_PROGRESS names, else the
    platform's. Another that --progress names is left out of it.
    """
    if due and not cram:
        raise click.UsageError("--due goes with --cram; without it, a quiz asks what is due anyway")
    if cram and not due:
        refuse_named(
            *_OF_A_DAY,
            because="--cram asks all cards, however many a day has",
            instead="--due",
        )
    if cram:
        refuse_named("no_plan", because="--cram follows no plan anyway")
    chosen = CardFilter(topics, tags)
    loaded = load_or_exit(deck)
    cards = chosen_cards(chosen, loaded)
    if not cards:
        raise click.UsageError(
            "no card of the deck is in this choice" if topics or tags else "the deck has no cards"
        )
    settings = Settings(
        limits=Limits(new=new, reviews=reviews, siblings_together=siblings),
        cram=cram,
        due_only=due,
        most_cards=limit,
        scheduler=scheduler,
        seed=random.SystemRandom().getrandbits(64) if seed is None else seed,
    )
    calendar = learner_calendar()
    configured_ = learner_settings()
    with (
        open_learners_log(progress_file, scheduler) as log,
        synced(log, configured_, sync_told()),
    ):
        plan = None
        if goals_file(progress_file).exists() and not cram and not no_plan:
            settings = _following_the_plan(settings, loaded, log, calendar)
            from ipt_cards.study.exam.todays_plan import planned_now  # noqa: PLC0415 - only with a plan

            plan = partial(planned_now, loaded, log, calendar)
        quiz = RecordedQuiz(log, deck, loaded, cards, chosen, calendar, settings, plan=plan)
        _offer_to_postpone(quiz, settings, deck)
        if isinstance(quiz.session.screen, Finished):
            click.echo(_nothing_due(quiz, settings))
            tell_of_rewritten_leeches(loaded, log, deck)
            return
        ending = _play(quiz, grade_keys(GradeSet(grades)))
        if ending is Ending.HUNG_UP:
            raise SystemExit(ending.exit_code)  # there is nobody to tell
        from ipt_cards.terminal.quiz.summary import summed_up  # noqa: PLC0415
        from ipt_cards.terminal.screen.console import plain_of  # noqa: PLC0415

        finished = isinstance(quiz.session.screen, Finished)
        end = summed_up(quiz.summary(), quiz.today, finished=finished, cram=cram)
        click.echo(plain_of(end, readable_width()), nl=False)
        tell_of_rewritten_leeches(loaded, log, deck)
        if ending is not Ending.LEFT:
            raise click.exceptions.Exit(ending.exit_code)


def _following_the_plan(
    settings: Settings, deck: Deck, log: ReviewLog, calendar: Calendar
) -> Settings:
    from ipt_cards.study.exam.todays_plan import todays_plan  # noqa: PLC0415 - only with a plan

    try:
        found = todays_plan(deck, log, calendar)
    except StudyError as error:
        planned, said = None, str(error)
    else:
        if found is None:
            return settings
        refuse_named(
            *_OF_A_DAY,
            because="while there is a plan to an exam, it decides what a day has",
            instead="--no-plan",
        )
        planned = found.planned
        said = _plan_told(found)
    _tell(said)
    return replace(settings, planned=planned)


def _plan_told(found: "TodaysPlan") -> str:
    from ipt_cards.study.presenting.forecasts import exam_told, part_left  # noqa: PLC0415 - as above

    exam = f"Exam {exam_told(found.exam, found.planned.day)}."
    if found.is_off and not found.new_left + found.reviews_left:
        return (
            f"{exam} Today is a day off: `--no-plan` asks what is due, and `ipt-cards plan "
            "--days-off none` ends days off."
        )
    return f"{exam} {part_left(found.new_left, found.reviews_left)}"


def _offer_to_postpone(quiz: RecordedQuiz, settings: Settings, deck: Path) -> None:
    most = settings.limits.reviews
    if settings.cram or settings.planned or quiz.session.left.reviews < most:
        return
    due = len(due_reviews(quiz.session.cards, quiz.session.known.progress, quiz.today))
    if is_backlog(due, most):
        typed = command_line("postpone", "--reviews", str(most), deck=deck)
        said = (
            f"{counted(due, 'review')} are due. `{typed}` spreads them over the days to come, what "
            "is lost most by waiting first; with --pause-new, new cards wait until then."
        )
        _tell(said)


def _tell(said: str) -> None:
    if has_screen():
        import textwrap  # noqa: PLC0415 - hardly ever needed

        said = textwrap.fill(said, readable_width())
    click.echo(said, err=True)


def _play(quiz: RecordedQuiz, grades: GradeKeys) -> Ending:
    if has_screen():
        from ipt_cards.terminal.quiz.full_screen import play  # noqa: PLC0415 - not needed by scripts

        return play(quiz, grades, learner_colours())
    from ipt_cards.terminal.quiz import lines  # noqa: PLC0415 - not needed on a screen

    lines.play(
        quiz, grades, answer_lines(), lambda shown: click.echo(shown, nl=False), readable_width()
    )
    return Ending.LEFT


def _let_in(quiz: RecordedQuiz, limits: Limits) -> bool:
    session = quiz.session
    progress, after = session.known.progress, session.after
    queue = due_today(list(session.cards), progress, quiz.today, limits, after=after)
    return bool(queue.new)


def _nothing_due(quiz: RecordedQuiz, settings: Settings) -> str:
    if settings.due_only:
        return "Nothing is due or new today: `--cram` alone asks all cards."
    if settings.cram:
        return "Every card is suspended or buried until tomorrow."
    if settings.planned:
        return "Today's part of the plan is done. `--no-plan` asks what SM-2 has due."
    from ipt_cards.study.presenting.summary import tomorrow  # noqa: PLC0415

    said = f"Nothing is due now. Tomorrow: {tomorrow(quiz.summary(), quiz.today)}."
    progress = quiz.session.known.progress
    unseen = sum(progress.get(card, UNSEEN).state.is_new for card in quiz.session.cards)
    more = _let_in(quiz, replace(settings.limits, new=unseen))
    if more:
        said += (
            f"\n{counted(unseen, 'card')} never asked yet: `--new N` lets in more today "
            f"(now {settings.limits.new}, in all decks together)."
        )
    elif unseen and _let_in(quiz, Limits(new=unseen, siblings_together=True)):
        said += (
            f"\n{counted(unseen, 'card')} never asked yet: they wait for a day without a card of "
            "the same note. `--siblings` doesn't let them wait."
        )
    return f"{said}\n`--cram` asks all cards without changing the schedule."
