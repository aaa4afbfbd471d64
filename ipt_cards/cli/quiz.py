"""`ipt-cards quiz`: learn in the terminal."""

import os
import random
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipt_cards.cli.card_filter import CardFilter, card_filter_options
from ipt_cards.cli.configuration import GradeSet
from ipt_cards.cli.deck_argument import deck_argument, load_or_exit, parse_cache, shown_path
from ipt_cards.cli.learner_terminal import (
    EXIT_CODES,
    answer_lines,
    has_screen,
    readable_width,
)
from ipt_cards.cli.progress_option import (
    configured,
    goals_file,
    learner_calendar,
    learner_colours,
    now_ms,
    open_log,
    progress_option,
    scheduler_option,
)
from ipt_cards.cli.synced import synced
from ipt_cards.deck.card import Card
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.problem import DeckError
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.progress.entries import Origin
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.agenda import Known, Settings
from ipt_cards.quiz.screen import Asking, Finished, Revealed, card_on
from ipt_cards.quiz.session import begin, proceed
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import DAY_MS, Calendar, Day
from ipt_cards.scheduling.queue import Limits
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.terminal.card import Labels
from ipt_cards.terminal.grade_keys import FOUR_BUTTONS, SIX_GRADES, GradeKeys
from ipt_cards.terminal.quiz import Ending
from ipt_cards.terminal.words import counted

# What isn't needed to ask the first question is imported where it's used: the question comes sooner
# by a third.
if TYPE_CHECKING:
    from ipt_cards.quiz.event import Event
    from ipt_cards.quiz.summary import Summary

_RECENT_ANSWERS = 100
_RECENT_DAYS = 30
_COUNT = click.IntRange(min=0)


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
    help="New cards a day, today's earlier ones included.",
)
@click.option(
    "--reviews",
    type=_COUNT,
    metavar="N",
    default=configured(lambda settings: settings.reviews),
    show_default="200, or as configured",
    help="Reviews a day, today's earlier ones included.",
)
@click.option(
    "--cram", is_flag=True, help="Ask all cards, least known first; the schedule stays as it is."
)
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
    takes back, r brings that back, s suspends, b buries, q leaves; with a colon, as in :u, they do
    so on every card, also where the bare letter would be an answer. The quiz ends with the input.

    While there is a plan to an exam (`ipt-cards plan`), the quiz asks what it has for today.

    Where a folder to sync with is configured (`ipt-cards sync`), that happens when the quiz begins
    and ends; not with another --progress than the usual.
    """
    chosen = CardFilter(topics, tags)
    loaded = load_or_exit(deck)
    cards = chosen.cards_by_key(loaded)
    if not cards:
        raise click.UsageError("no card of the deck is in this choice")
    settings = Settings(
        limits=Limits(new=new, reviews=reviews, siblings_together=siblings),
        cram=cram,
        most_cards=limit,
        scheduler=scheduler,
        seed=random.SystemRandom().getrandbits(64) if seed is None else seed,
    )
    calendar = learner_calendar()
    with open_log(progress_file, calendar, scheduler) as log, synced(log, progress_file):
        if goals_file(progress_file).exists() and not cram and not no_plan:
            settings = _following_the_plan(settings, loaded, log, calendar)
        quiz = _RecordedQuiz(log, deck, loaded, cards, chosen, calendar, settings)
        if isinstance(quiz.session.screen, Finished):
            click.echo(_nothing_due(quiz, settings))
            return
        ending = _play(quiz, FOUR_BUTTONS if GradeSet(grades) is GradeSet.BUTTONS else SIX_GRADES)
        if ending is Ending.HUNG_UP:
            raise SystemExit(EXIT_CODES[ending])  # there is nobody to tell
        from ipt_cards.terminal.console import plain_of  # noqa: PLC0415
        from ipt_cards.terminal.summary import summed_up  # noqa: PLC0415

        finished = isinstance(quiz.session.screen, Finished)
        end = summed_up(quiz.summary(), quiz.today, finished=finished, cram=cram)
        click.echo(plain_of(end, readable_width()), nl=False)
        if ending in EXIT_CODES:
            raise click.exceptions.Exit(EXIT_CODES[ending])


def _following_the_plan(
    settings: Settings, deck: Deck, log: ReviewLog, calendar: Calendar
) -> Settings:
    from ipt_cards.cli.exam_goal import Goals  # noqa: PLC0415 - only with a plan
    from ipt_cards.cli.todays_plan import todays_plan  # noqa: PLC0415

    goals = Goals.beside(log.path)
    goal = goals.get(deck.id)
    if goal is None:
        return settings
    planned, said = todays_plan(deck, log, calendar, goals, goal)
    click.echo(textwrap.fill(said, readable_width()) if has_screen() else said, err=True)
    return replace(settings, planned=planned)


class _RecordedQuiz:
    """A quiz with the clock, the log that records it, and the deck's folder."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a quiz is made of
        self,
        log: ReviewLog,
        folder: Path,
        deck: Deck,
        cards: Mapping[str, Card],
        chosen: CardFilter,
        calendar: Calendar,
        settings: Settings,
    ) -> None:
        self._log = log
        self._folder = folder
        self._chosen = chosen
        self._calendar = calendar
        self._rng = random.SystemRandom()  # ids have to differ from those of all machines
        self.labels = Labels.of(deck)
        now = now_ms()
        day = calendar.day(now)
        recent = log.reviews(max(0, now - _RECENT_DAYS * DAY_MS), latest=_RECENT_ANSWERS)
        self._earlier_ms = tuple(
            review.duration_ms for review in recent if calendar.day(review.at_ms) < day
        )
        self.session = begin(cards, calendar, settings, self._known(now), now)

    @property
    def today(self) -> Day:
        return self._calendar.day(now_ms())

    def handle(self, event: "Event") -> None:
        from ipt_cards.quiz.step import step  # noqa: PLC0415

        now = now_ms()
        session, entries = step(self.session, event, now, self._rng)
        if entries:
            self._log.append(*entries)
        if session.screen is None:
            session = proceed(session, self._known(now), now)
        self.session = session

    def summary(self) -> "Summary":
        from ipt_cards.quiz.summary import summary  # noqa: PLC0415

        return summary(self.session, now_ms())

    def edit(self) -> str:
        import subprocess  # noqa: PLC0415 - few edit

        from ipt_cards.deck.bundled import is_installed  # noqa: PLC0415
        from ipt_cards.terminal.editor import editor_command  # noqa: PLC0415

        screen = self.session.screen
        if not isinstance(screen, Asking | Revealed):
            return "There is no note to edit."
        at = card_on(screen).note.at
        path = self._folder.absolute() / at.file  # no editor shall take its name for an option
        if is_installed(path):
            return f"An upgrade would undo your edits: copy {self._folder}, and quiz the copy."
        if not os.access(path, os.W_OK):
            return f"{shown_path(path)} is read-only: copy the deck's folder, and quiz the copy."
        try:
            editor = editor_command(os.environ, path, at.line, windows=os.name == "nt")
            failed = subprocess.run(editor, check=False).returncode  # noqa: S603 - the learner's own
        except (OSError, ValueError) as error:
            return f"The editor didn't start ({error}). Set EDITOR to its command."
        if failed:
            return f"{editor[0]} ended with {failed}."
        return self._reload()

    def _reload(self) -> str:
        from ipt_cards.quiz.event import Reload  # noqa: PLC0415

        try:
            deck = load_deck(self._folder, parse_cache())
            cards = self._chosen.cards_by_key(deck)
        except DeckError as error:
            more = len(error.problems) - 1
            also = f" (and {more} more)" if more else ""
            problem = error.problems[0]
            return (
                f"{problem.at}: {problem.message}{also}. The quiz goes on with the deck as it was."
            )
        except (OSError, click.UsageError) as error:
            return f"The deck can't be read ({error}). The quiz goes on with it as it was."
        self.labels = Labels.of(deck)
        self.handle(Reload(cards))
        return ""

    def _known(self, now: int) -> Known:
        reviews = self._log.reviews(self._calendar.start_ms(self._calendar.day(now)))
        durations = (*self._earlier_ms, *(review.duration_ms for review in reviews))
        return Known(
            progress=self._log.progress(),
            answered=tuple(r.card for r in reviews if r.origin is not Origin.CRAM),
            durations_ms=tuple(d for d in durations if d)[-_RECENT_ANSWERS:],
        )


def _play(quiz: _RecordedQuiz, grades: GradeKeys) -> Ending:
    if has_screen():
        from ipt_cards.terminal.full_screen import play  # noqa: PLC0415 - not needed by scripts

        return play(quiz, grades, learner_colours())
    from ipt_cards.terminal import lines  # noqa: PLC0415 - not needed on a screen

    lines.play(
        quiz, grades, answer_lines(), lambda shown: click.echo(shown, nl=False), readable_width()
    )
    return Ending.LEFT


def _nothing_due(quiz: _RecordedQuiz, settings: Settings) -> str:
    if settings.cram:
        return "Every card is suspended or buried until tomorrow."
    if settings.planned:
        return "Today's part of the plan is done. `--no-plan` asks what SM-2 has due."
    from ipt_cards.terminal.summary import tomorrow  # noqa: PLC0415

    said = f"Nothing is due now. Tomorrow: {tomorrow(quiz.summary(), quiz.today)}."
    progress = quiz.session.known.progress
    unseen = sum(progress.get(card, UNSEEN).state.is_new for card in quiz.session.cards)
    if unseen:
        said += (
            f"\n{counted(unseen, 'card')} never asked yet: `--new N` lets in more today "
            f"(now {settings.limits.new})."
        )
    return f"{said}\n`--cram` asks all cards without changing the schedule."
