from ipt_cards.forecast.pace import Pace
from ipt_cards.quiz.asking_order import Agenda, Settings, time_left_ms
from ipt_cards.quiz.event import Suspend, Undo
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.queue import Limits
from ipt_cards.study.presenting.summary import nothing_done, rows
from tests.progress.making import review
from tests.quiz.making import Learner, plain_notes


def test_the_summary_counts_what_stands() -> None:
    learner = Learner(plain_notes(5), Settings(limits=Limits(new=3)))
    learner.answer(Grade.AGAIN, ms=2000)
    learner.answer(Grade.GOOD, ms=3000)
    learner.answer(Grade.EASY, ms=9000)
    learner.handle(Undo())
    found = learner.summary()
    assert found.graded == {Grade.AGAIN: 1, Grade.GOOD: 1}
    assert (found.cards, found.time_ms) == (2, 5000)
    assert (found.tomorrow_reviews, found.tomorrow_new) == (2, 3)


def test_retention_is_of_reviews_alone_at_their_first_answer() -> None:
    history = tuple(review(f"note-{n}/forward", day=-1, number=n) for n in range(3))
    learner = Learner(plain_notes(4), entries=history)
    asked = 0
    while learner.session.left.total:
        learner.answer(Grade.AGAIN if asked == 0 else Grade.GOOD)
        asked += 1
    found = learner.summary()
    assert (found.reviews, found.remembered) == (3, 2)


def test_the_next_due_day_is_told_where_nothing_comes_tomorrow() -> None:
    history = (review("note-0/forward", day=-1), review("note-0/forward", day=0))
    learner = Learner(plain_notes(1), entries=history)
    assert learner.summary().next_due == learner.today + 6


def test_a_suspended_card_is_never_due() -> None:
    learner = Learner(plain_notes(1), entries=(review("note-0/forward", day=-1),))
    learner.handle(Suspend())
    assert learner.summary().next_due is None


def test_new_cards_that_the_days_limit_holds_back_are_told() -> None:
    # The other deck's card took one of the three.
    learner = Learner(plain_notes(5), Settings(limits=Limits(new=3)), (review("other"),))
    assert learner.summary().held_back == 3
    while learner.session.left.total:
        learner.answer(Grade.GOOD)
    found = learner.summary()
    assert found.held_back == 3
    told = "3 more wait: all decks together have 3 a day (`ipt-cards config set new` changes that)"
    assert ("New cards", told) in rows(found, learner.today, finished=True, cram=False)
    assert Learner(plain_notes(5), Settings(limits=Limits(new=9))).summary().held_back == 0
    assert Learner(plain_notes(5), Settings(Limits(new=0), cram=True)).summary().held_back == 0


def test_a_quiz_left_early_tells_what_is_left_of_the_day_and_then_of_tomorrow() -> None:
    history = (review("note-0/forward", day=-1),)
    learner = Learner(plain_notes(5), Settings(Limits(new=3), most_cards=2), history)
    assert nothing_done(learner.summary(), learner.today, finished=False) == (
        "Nothing was answered. Left today: 3 new, 1 review."
    )
    learner.answer(Grade.AGAIN)
    told = rows(learner.summary(), learner.today, finished=False, cram=False)
    labels = [label for label, _ in told]
    assert labels.index("Left today") == labels.index("Tomorrow") - 1
    assert ("Left today", "2 new, 1 review, 1 again") in told
    at_the_end = rows(learner.summary(), learner.today, finished=True, cram=False)
    assert "Left today" not in dict(at_the_end)


def test_what_is_left_of_the_day_is_not_told_while_cramming() -> None:
    learner = Learner(plain_notes(5), Settings(cram=True))
    learner.answer(Grade.GOOD)
    assert "Left today" not in dict(
        rows(learner.summary(), learner.today, finished=False, cram=True)
    )


def test_the_time_left_counts_new_cards_and_reviews_as_the_plan_does() -> None:
    left = Agenda(("a", "b", "c", "d", "e", "f"), new=3, reviews=2, again=1)
    assert time_left_ms(left, Pace(new_ms=30_000, review_ms=10_000)) == 120_000
