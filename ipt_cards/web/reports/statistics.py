"""The statistics as their template shows them."""

from dataclasses import dataclass

from ipt_cards.progress.statistics.answers import AnswerKind
from ipt_cards.progress.statistics.card_states import MATURITIES
from ipt_cards.progress.statistics.cards import TopicProgress
from ipt_cards.progress.statistics.report import Report, report
from ipt_cards.progress.statistics.tally import Tally
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.study.open_decks import OpenDeck
from ipt_cards.study.presenting.words import counted, duration, percent
from ipt_cards.web.learner import Learner
from ipt_cards.web.reports.plots import Plot, columns, heat_map, stacked

_WEEKS_SHOWN = 26


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic's cards by maturity, and its retention."""

    name: str
    plot: Plot
    told: str
    retention: str


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """Everything there is to see.

    levels: as topics are; empty where the deck has none. maturities: what the parts of each bar are
    called, in their order. hardest: rows of card key, lapses, ease factor and passed.
    """

    today: tuple[tuple[str, str], ...]
    year: Plot
    year_told: str
    ahead: Plot
    ahead_told: str
    weeks: Plot
    retention_told: str
    topics: tuple[TopicView, ...]
    levels: tuple[TopicView, ...]
    maturities: tuple[str, ...]
    hardest: tuple[tuple[str, str, str, str], ...]


def statistics_of(learner: Learner, opened: OpenDeck) -> Report:
    """The statistics on a deck as they are now."""
    today = learner.calendar.day(learner.clock())
    return report(
        topics={topic.name: topic.card_keys for topic in opened.deck.topics},
        tally=learner.log.folded(Tally(learner.scheduler)),
        answered_today=[review.card for review in learner.log.reviews(on=today)],
        progress=learner.log.progress(),
        today=today,
        limits=learner.limits,
        levels=opened.deck.cards_by_level(),
        after=opened.deck.after,
    )


def statistics_view(made: Report, deck_name: str) -> StatisticsView:
    """The statistics in words and shapes."""
    total, coming = sum(made.days.values()), sum(made.ahead)
    kept = made.retention
    weeks = [
        (f"week of {date_of(monday)}", of_week.all.rate or 0, percent(*of_week.all))
        for monday, of_week in made.weeks[-_WEEKS_SHOWN:]
    ]
    ahead = [
        (date_of(Day(made.today + away)).isoformat(), float(cards), counted(cards, "card"))
        for away, cards in enumerate(made.ahead)
    ]
    by_age = f"young {percent(*kept.young)}, mature {percent(*kept.mature)}"
    return StatisticsView(
        today=tuple(_today(made, deck_name)),
        year=heat_map(made.days, made.today),
        year_told=f"{counted(total, 'answer')} on {counted(len(made.days), 'day')}",
        ahead=columns(ahead),
        ahead_told=f"{counted(coming, 'card')} to come back" if coming else "No card comes back.",
        weeks=columns(weeks, most=1),
        retention_told=f"{percent(*kept.all)} of {counted(kept.all.reviews, 'review')} passed; "
        + by_age
        if kept.all.reviews
        else "No card was asked a second time yet.",
        topics=tuple(map(_part, made.topics)),
        levels=tuple(map(_part, made.levels)),
        maturities=tuple(state.value for state in reversed(MATURITIES)),
        hardest=tuple(
            (hard.card, f"{hard.lapses}", f"{hard.ease / 100:.2f}", percent(*hard.retention))
            for hard in made.hardest
        ),
    )


def _part(part: TopicProgress) -> TopicView:
    counts = [(state.value, part.cards[state]) for state in reversed(MATURITIES)]
    told = ", ".join(f"{count:,} {name}" for name, count in counts if count)
    return TopicView(part.topic, stacked(counts), told, percent(*part.retention))


def _today(made: Report, deck_name: str) -> list[tuple[str, str]]:
    study, left, days = made.study_today, made.left, made.streak
    told = counted(study.answers, "answer")
    if study.answers:
        told += f" in {duration(study.duration_ms)}"
    waiting = [
        f"{len(cards):,} {kind}"
        for cards, kind in (
            (left.drills, AnswerKind.DRILL.value),
            (left.reviews, AnswerKind.REVIEW.value),
            (left.new, AnswerKind.NEW.value),
        )
        if cards
    ]
    return [
        ("Answered", told if study.answers else "nothing yet"),
        ("Left", f"{', '.join(waiting)} in {deck_name}" if waiting else "nothing"),
        ("Streak", f"{counted(days.current, 'day')} (longest {days.longest:,})"),
    ]
