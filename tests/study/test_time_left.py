"""How long the cards left will take: the quiz and the plan say the same of one learner."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.forecast.pace import LATEST_ANSWERS
from ipt_cards.progress.entries import Entry, Origin
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.asking_order import Planned, Settings, time_left_ms
from ipt_cards.scheduling.day import DAY_MS, Day
from ipt_cards.scheduling.queue import Limits
from ipt_cards.study.exam.standing import standing
from ipt_cards.study.recorded_quiz import RecordedQuiz
from tests.progress.making import BERLIN, NOON_MS, logs, review, undo
from tests.quiz.making import plain_notes

DECK = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(40)),))
LATER_MS = NOON_MS + 45 * DAY_MS


def quiz(log: ReviewLog, settings: Settings | None = None) -> RecordedQuiz:
    chosen, settings = CardFilter(), settings or Settings()
    cards = chosen.cards_by_key(DECK)
    return RecordedQuiz(log, Path(), DECK, cards, chosen, BERLIN, settings, lambda: LATER_MS)


def said_alike(entries: list[Entry]) -> bool:
    with (
        TemporaryDirectory() as folder,
        ReviewLog.open(Path(folder) / "progress.db", BERLIN) as log,
    ):
        log.merge(entries, backup=False)
        planned = standing(log, BERLIN, LATER_MS).learner.pace
        return quiz(log).session.known.pace == planned


@given(logs())
def test_of_any_log(log: list[Entry]) -> None:
    assert said_alike(log)


def test_of_a_long_log_with_much_that_does_not_count() -> None:
    # More than the latest answers that count: what was crammed or taken back is none of them.
    entries: list[Entry] = []
    for number in range(3 * LATEST_ANSWERS):
        origin = Origin.CRAM if number % 5 == 0 else Origin.QUIZ
        card, day = f"note-{number % 400}/forward", number // 40 + 22
        entries.append(review(card, day=day, ms=1000 * number, origin=origin, number=number))
        if number % 7 == 0:
            entries.append(undo(entries[-1]))
    assert said_alike(entries)


def test_the_plans_first_day_takes_as_long_in_the_quiz(tmp_path: Path) -> None:
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as log:
        log.append(*(review(f"note-{n}/forward", day=40 - n, number=n) for n in range(8)))
        today = BERLIN.day(LATER_MS)
        plan = standing(log, BERLIN, LATER_MS).plan(DECK, Goal(Day(today + 9), minutes=15))
        settings = Settings(Limits(new=0), planned=Planned(today, plan.days[0].order))
        session = quiz(log, settings).session
        assert min(session.left.new, session.left.reviews) > 0
        minutes = time_left_ms(session.left, session.known.pace) / 60_000
        assert minutes == plan.days[0].minutes
