from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.fold import fold
from ipt_cards.progress.statistics.card_states import State, next_day
from ipt_cards.progress.statistics.cards import by_topic, forecast, hardest
from ipt_cards.progress.statistics.report import Report, report
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.scheduling.sm2 import NEW, CardState
from ipt_cards.scheduling.sm2 import review as sm2_review
from tests.progress.statistics.histories import START, any_reviews, reviews_of, tally, tally_of

CARDS = ["a/c1", "a/c2", "b", "c/forward", "never-seen"]


def report_of(
    topics: Mapping[str, Sequence[str]],
    reviews: Sequence[Review],
    progress: Mapping[str, CardProgress],
    today: Day,
    scheduler: Scheduler = sm2_review,
) -> Report:
    answered = [review.card for review in reviews if review.day == today]
    return report(topics, tally_of(reviews, scheduler), answered, progress, today)


@given(any_reviews(), st.integers(0, 60))
def test_the_forecast_counts_each_card_that_comes_in_time_once(
    reviews: list[Review], later: int
) -> None:
    progress = fold(reviews)
    today = Day(START + later)
    ahead = forecast(CARDS, progress, today, days=30)
    assert len(ahead) == 30
    coming = [next_day(progress.get(card, UNSEEN), today) for card in CARDS]
    assert sum(ahead) == sum(day is not None and day < today + 30 for day in coming)


def test_what_is_overdue_is_forecast_for_today_and_what_is_suspended_not_at_all() -> None:
    progress = fold(reviews_of([(0, "a", Grade.GOOD), (0, "b", Grade.GOOD)]))
    progress["b"] = progress["b"]._replace(suspended=True)
    assert forecast(["a", "b"], progress, Day(START + 9), days=3) == [1, 0, 0]


def test_the_hardest_cards_are_those_with_most_lapses_then_least_ease() -> None:
    told = [
        *((day, card, Grade.GOOD) for day in range(2) for card in ("lapsed", "easy", "hard")),
        (7, "lapsed", Grade.AGAIN),
        (7, "easy", Grade.EASY),
        (7, "hard", Grade.HARD),
    ]
    progress = fold(reviews_of(told))
    found = hardest(tally(*told), ["easy", "hard", "lapsed"], progress)
    assert [hard.card for hard in found] == ["lapsed", "hard"]
    assert [hard.lapses for hard in found] == [1, 0]
    assert [tuple(hard.retention) for hard in found] == [(1, 2), (2, 2)]


def test_no_more_hard_cards_are_listed_than_asked_for() -> None:
    told = [(0, card, Grade.HARD) for card in ("a", "b", "c")]
    progress = fold(reviews_of(told))
    assert len(hardest(tally(*told), ["a", "b", "c"], progress, count=2)) == 2


@given(any_reviews())
def test_topics_add_up_to_the_deck(reviews: list[Review]) -> None:
    made = report_of({"One": CARDS[:2], "Two": CARDS[2:]}, reviews, fold(reviews), START)
    assert sum(sum(topic.cards.values()) for topic in made.topics) == len(CARDS)
    assert sum(topic.retention.reviews for topic in made.topics) == made.retention.all.reviews
    assert made.topics[1].cards[State.NEW] >= 1


def test_a_topic_s_retention_is_that_of_its_own_cards() -> None:
    told = ((0, "a", Grade.GOOD), (0, "b", Grade.GOOD), (1, "a", Grade.AGAIN), (1, "b", Grade.GOOD))
    found = by_topic({"A": ["a"], "B": ["b"]}, tally(*told), fold(reviews_of(told)))
    assert [tuple(topic.retention) for topic in found] == [(0, 1), (1, 1)]
    assert found[0].cards == {State.NEW: 0, State.LEARNING: 1, State.YOUNG: 0, State.MATURE: 0}


def test_answers_to_other_decks_count_for_the_days_and_for_nothing_else() -> None:
    reviews = reviews_of(
        [(0, "other", Grade.GOOD), (1, "other", Grade.AGAIN), (1, "a", Grade.GOOD, Origin.CRAM)]
    )
    made = report_of({"A": ["a"]}, reviews, fold(reviews), Day(START + 1))
    assert made.study_today.answers == 2
    assert made.streak.current == 2
    assert made.days == {START: 1, START + 1: 2}
    assert made.retention.all.reviews == 0
    assert made.hardest == []
    assert made.left.order == ("a",)


def test_a_report_tells_of_today_of_the_weeks_and_of_the_days_ahead() -> None:
    told = [(0, "a", Grade.HARD), (0, "b", Grade.GOOD), (1, "a", Grade.AGAIN), (1, "b", Grade.GOOD)]
    reviews = reviews_of(told)
    progress = fold(reviews)
    progress["b"] = progress["b"]._replace(suspended=True)
    today = Day(START + 1)
    made = report_of({"A": ["a", "b", "c"]}, reviews, progress, today)
    assert made.today == today
    assert made.left.drills == ("a",)
    assert made.left.order == ("c", "a")
    assert sum(week.all.reviews for _, week in made.weeks) == 2
    assert made.ahead == forecast(["a", "b", "c"], progress, today)
    assert len(made.ahead) == 30
    [hard] = made.hardest
    assert (hard.card, hard.lapses, hard.ease) == ("a", 1, progress["a"].state.ease)
    [topic] = made.topics
    assert (topic.topic, topic.suspended) == ("A", 1)


def test_ten_hard_cards_are_listed_the_least_retained_of_equals_first() -> None:
    cards = [f"card-{number:02}" for number in range(12)]
    told = [
        *((0, card, Grade.HARD) for card in cards),
        *((1, card, Grade.HARD) for card in cards),
        (2, "card-05", Grade.HARD),
    ]
    progress = fold(reviews_of(told))
    found = hardest(tally(*told), cards, progress)
    assert [hard.card for hard in found] == ["card-05", *(c for c in cards if c != "card-05")][:10]


def test_of_equally_hard_cards_the_least_retained_comes_first_and_one_never_reviewed_as_none() -> (
    None
):
    told = [(day, card, Grade.GOOD) for card in ("a", "z") for day in range(2)]
    answers = tally(*sorted([*told, (1, "b", Grade.AGAIN), (0, "b", Grade.GOOD)]))
    lapsed = UNSEEN._replace(state=NEW._replace(lapses=1))
    progress = dict.fromkeys(["z", "c", "b", "a"], lapsed)
    found = hardest(answers, progress, progress)
    assert [hard.card for hard in found] == ["b", "c", "a", "z"]
    assert [tuple(hard.retention) for hard in found] == [(0, 1), (0, 0), (1, 1), (1, 1)]


def test_a_drill_waits_for_as_many_answers_as_were_given_today() -> None:
    reviews = reviews_of([(0, "b", Grade.GOOD), (1, "a", Grade.AGAIN)])
    made = report_of({"A": ["a", "c"]}, reviews, fold(reviews), Day(START + 1))
    assert made.left.order == ("c", "a")


def test_a_report_is_of_the_scheduler_that_folded_the_log() -> None:
    def monthly(state: CardState, grade: Grade, day: Day) -> CardState:
        return sm2_review(state, grade, day)._replace(interval=30, due=Day(day + 30))

    reviews = reviews_of([(0, "a", Grade.GOOD), (30, "a", Grade.GOOD)])
    progress = fold(reviews, monthly)
    made = report_of({"A": ["a"]}, reviews, progress, Day(START + 30), scheduler=monthly)
    assert tuple(made.retention.mature) == (1, 1)
