"""A push leaves the same history on both sides, and a schedule that follows from it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipt_cards.anki.push.push import PushReport
from ipt_cards.progress.entries import Move, Origin, Retraction, Review
from ipt_cards.progress.entry_id import entry_id, instant_ms
from ipt_cards.scheduling.grade import Grade
from tests.anki.push.learners_anki import WAYS
from tests.anki.push.pushing import NOON, Student
from tests.anki.real_anki import answer
from tests.cli.learner import KEYS


@pytest.fixture(params=WAYS)
def student(request: pytest.FixtureRequest, tmp_path: Path) -> Student:
    return Student(tmp_path, request.param)


def changes(report: PushReport) -> tuple[int, ...]:
    """How many reviews went and came, schedules were set, cards taken out and put back."""
    return (
        report.reviews,
        report.home,
        report.schedules,
        report.suspended,
        report.unsuspended,
    )


def scheduled(student: Student, card: str) -> tuple[int, ...]:
    """A card's schedule in Anki in our terms: due day, interval, ease, reviews, lapses."""
    first_day = student.in_anki().first_day
    found = student.card_in_anki(card)
    return (
        found.due + first_day,
        found.interval,
        found.ease_factor // 10,
        found.reviews,
        found.lapses,
    )


def folded(student: Student, card: str) -> tuple[int, ...]:
    state = student.progress()[card].state
    reviews = sum(review.card == card for review in student.logged())
    return (state.due, state.interval, state.ease, reviews, state.lapses)


def test_anki_gets_the_reviews_and_the_schedule_of_the_log(student: Student) -> None:
    student.answers(
        (9, "capital/forward", Grade.GOOD),
        (8, "capital/forward", Grade.EASY),
        (2, "capital/forward", Grade.AGAIN),
        (3, "weeks/c1", Grade.HARD),
    )
    assert changes(student.push()) == (4, 0, 2, 0, 0)
    ours, theirs = student.histories()
    assert ours == theirs
    for card in ("capital/forward", "weeks/c1"):
        assert scheduled(student, card) == folded(student, card)
    assert student.card_in_anki("weeks/c2").kind == 0


def test_a_second_push_does_nothing(student: Student) -> None:
    student.answers((9, "capital/forward", Grade.GOOD), (2, "weeks/c1", Grade.AGAIN))
    student.suspends("colour", True)
    student.push()
    before = student.anki.path.read_bytes()
    assert changes(student.push()) == (0, 0, 0, 0, 0)
    assert student.anki.path.read_bytes() == before or student.anki.way == "running"
    assert not {"importPackage", "insertReviews", "suspend"} & set(student.anki.actions)


def test_reviews_made_in_anki_come_home_once_and_their_schedule_stays(student: Student) -> None:
    student.push()
    student.answers_in_anki((1, "weeks/c1"), (1, "colour"))
    before = scheduled(student, "weeks/c1")
    assert changes(student.push()) == (0, 2, 0, 0, 0)
    assert changes(student.push()) == (0, 0, 0, 0, 0)
    assert [review.origin for review in student.logged()] == [Origin.ANKI] * 2
    assert scheduled(student, "weeks/c1") == before
    ours, theirs = student.histories()
    assert ours == theirs


def test_where_both_have_moved_all_reviews_together_give_the_schedule(student: Student) -> None:
    student.answers((9, "weeks/c1", Grade.GOOD))
    student.push()
    student.answers_in_anki((5, "weeks/c1"))
    student.answers((1, "weeks/c1", Grade.HARD))
    assert changes(student.push()) == (1, 1, 1, 0, 0)
    assert len(student.logged()) == 3
    assert scheduled(student, "weeks/c1") == folded(student, "weeks/c1")
    ours, theirs = student.histories()
    assert ours == theirs


def test_what_was_taken_back_here_goes_from_anki_too_and_does_not_come_home_again(
    student: Student,
) -> None:
    *_, last = student.answers((9, "weeks/c1", Grade.GOOD), (2, "weeks/c1", Grade.AGAIN))
    student.push()
    student.undoes(last)
    rehearsed = student.push(is_rehearsal=True)
    report = student.push()
    assert report == rehearsed
    assert changes(report) == (0, 0, 1, 0, 0)
    assert (report.undone, report.staying) == ((1, 0) if student.anki.way == "closed" else (0, 1))
    assert scheduled(student, "weeks/c1") == folded(student, "weeks/c1")
    assert history_in_anki(student, "weeks/c1") == (1 if student.anki.way == "closed" else 2)
    assert len(student.logged()) == 1
    assert changes(student.push()) == (0, 0, 0, 0, 0)


def test_a_card_whose_only_review_was_taken_back_is_new_again(student: Student) -> None:
    [review] = student.answers((2, "weeks/c1", Grade.GOOD))
    student.push()
    before = student.card_in_anki("weeks/c2")
    student.undoes(review)
    student.push()
    card = student.card_in_anki("weeks/c1")
    untouched = replace(before, id=card.id, ordinal=card.ordinal, modified=card.modified)
    assert card == untouched
    with student.anki.collection() as collection:
        assert card.id in collection.find_cards("is:new")
        answer(collection, card.id)
    assert student.push().home == 1


def test_a_running_anki_keeps_it_in_its_history_until_it_is_closed(tmp_path: Path) -> None:
    student = Student(tmp_path, "running")
    student.undoes(*pushed(student, (2, "weeks/c1", Grade.GOOD)))
    assert [student.push().staying for _ in range(2)] == [1, 1]
    student.anki.way = "closed"
    report = student.push()
    assert (report.undone, changes(report)) == (1, (0, 0, 0, 0, 0))
    assert history_in_anki(student, "weeks/c1") == 0


def test_what_something_came_after_is_told_and_left(student: Student) -> None:
    student.undoes(*pushed(student, (5, "weeks/c1", Grade.GOOD)))
    student.answers_in_anki((3, "weeks/c1"))
    before = student.card_in_anki("weeks/c1")
    for _ in range(2):
        report = student.push()
        assert (report.undone, report.staying, report.moved_on) == (0, 0, ("weeks/c1",))
        assert (report.schedules, report.visiting) == (0, 0)
    assert student.card_in_anki("weeks/c1") == before
    assert history_in_anki(student, "weeks/c1") == 2


def test_a_due_date_that_was_set_in_anki_since_stays(student: Student) -> None:
    student.undoes(*pushed(student, (5, "weeks/c1", Grade.GOOD)))
    card = student.card_in_anki("weeks/c1").id
    with student.anki.collection() as collection:
        collection.sched.set_due_date([card], "7")  # type: ignore[list-item] # a NewType
    before = student.card_in_anki("weeks/c1")
    assert student.push().moved_on == ("weeks/c1",)
    assert student.card_in_anki("weeks/c1") == before


def test_a_grade_that_was_corrected_here_is_the_corrected_one_there(student: Student) -> None:
    student.undoes(*pushed(student, (5, "weeks/c1", Grade.GOOD)))
    student.answers((4, "weeks/c1", Grade.AGAIN))
    report = student.push()
    assert changes(report) == (1, 0, 1, 0, 0)
    assert scheduled(student, "weeks/c1") == folded(student, "weeks/c1")
    if student.anki.way == "closed":
        ours, theirs = student.histories()
        assert ours == theirs


def test_an_answer_given_in_anki_may_be_taken_back_here_too(student: Student) -> None:
    student.push()
    student.answers_in_anki((3, "weeks/c1"))
    student.push()
    student.undoes(*student.logged())
    student.push()
    assert student.card_in_anki("weeks/c1").kind == 0


def test_a_crammed_review_that_was_taken_back_leaves_the_schedule(student: Student) -> None:
    [review] = pushed(student, (5, "weeks/c1", Grade.GOOD))
    crammed = replace(review, id=entry_id(review.at_ms + 90_000, bytes(10)), origin=Origin.CRAM)
    student.log(crammed)
    student.push()
    before = student.card_in_anki("weeks/c1")
    student.undoes(crammed)
    report = student.push()
    assert (report.undone + report.staying, report.schedules) == (1, 0)
    assert student.card_in_anki("weeks/c1") == before


def test_a_suspended_card_stays_suspended_when_its_review_is_taken_back(student: Student) -> None:
    student.suspends("weeks/c1", True)
    student.undoes(*pushed(student, (5, "weeks/c1", Grade.GOOD)))
    student.push()
    card = student.card_in_anki("weeks/c1")
    assert (card.kind, card.queue) == (0, -1)


def test_what_is_redone_is_in_anki_again(student: Student) -> None:
    [review] = pushed(student, (5, "weeks/c1", Grade.GOOD))
    before = scheduled(student, "weeks/c1")
    student.undoes(review)
    student.push()
    [taken_back] = [entry for entry in student.entries() if isinstance(entry, Retraction)]
    student.log(
        Retraction(
            entry_id(instant_ms(taken_back.id), bytes(10), after=taken_back.id), taken_back.id
        )
    )
    student.push()
    assert scheduled(student, "weeks/c1") == before
    ours, theirs = student.histories()
    assert ours == theirs


def test_a_review_of_a_card_of_another_deck_in_the_same_millisecond_is_no_obstacle(
    student: Student,
) -> None:
    student.push()
    made = student.answers((2, "weeks/c1", Grade.GOOD), (2, "weeks/c2", Grade.GOOD))
    with student.anki.collection() as collection:
        assert collection.db is not None
        for at_ms in (made[0].at_ms, made[0].at_ms + 1):
            collection.db.execute(
                "insert into revlog values (?, 123, -1, 3, 1, 1, 2500, 0, 1)", at_ms
            )
    assert changes(student.push()) == (2, 0, 2, 0, 0)
    _, theirs = student.histories()
    assert theirs == {("weeks/c1", made[0].at_ms + 2), ("weeks/c2", made[1].at_ms)}
    assert changes(student.push()) == (0, 0, 0, 0, 0)


def test_crammed_reviews_go_to_anki_without_a_schedule(student: Student) -> None:
    [review] = student.answers((2, "weeks/c1", Grade.GOOD))
    student.push()
    before = scheduled(student, "weeks/c1")
    student.log(
        type(review)(
            entry_id(review.at_ms + 90_000, bytes(10)), "weeks/c1", Grade.AGAIN, 9, Origin.CRAM
        )
    )
    assert changes(student.push()) == (1, 0, 0, 0, 0)
    assert scheduled(student, "weeks/c1") == before


def test_where_fsrs_is_on_anki_has_to_work_out_its_memory_anew(student: Student) -> None:
    with student.anki.collection() as collection:
        collection.set_config("fsrs", True)
    student.push()
    student.answers_in_anki((9, "weeks/c1"))
    [review] = student.answers((1, "weeks/c1", Grade.GOOD))
    student.push()
    card = student.card_in_anki("weeks/c1").id
    with student.anki.collection() as collection:
        in_anki = collection.get_card(card)  # type: ignore[arg-type] # a NewType
        assert in_anki.memory_state is None
        assert in_anki.last_review_time == review.at_ms // 1000
        answer(collection, card)
        in_anki.load()
        assert in_anki.memory_state is not None


def test_a_card_in_the_midst_of_ankis_learning_steps_is_scheduled_by_days(
    student: Student,
) -> None:
    student.push()
    student.answers_in_anki((3, "weeks/c1"))
    assert student.card_in_anki("weeks/c1").kind == 1
    student.answers((1, "weeks/c1", Grade.GOOD))
    student.push()
    assert scheduled(student, "weeks/c1") == folded(student, "weeks/c1")
    identifier = student.card_in_anki("weeks/c1").id
    with student.anki.collection() as collection:
        card = collection.get_card(identifier)  # type: ignore[arg-type] # a NewType
        assert (card.type, card.queue, card.left) == (2, 2, 0)


def pushed(student: Student, *told: tuple[int, str, Grade]) -> list[Review]:
    """Reviews that were made here and pushed."""
    made = student.answers(*told)
    student.push()
    return made


def history_in_anki(student: Student, card: str) -> int:
    """How many answers Anki itself shows of a card."""
    identifier = student.card_in_anki(card).id
    with student.anki.collection() as collection:
        return len(collection.card_stats_data(identifier).revlog)  # type: ignore[arg-type] # a NewType


def test_the_history_of_a_renamed_card_is_pushed_under_its_new_name(student: Student) -> None:
    student.answers((9, "old-name/c1", Grade.GOOD), (3, "weeks/c1", Grade.GOOD))
    renamed = entry_id(int(NOON.timestamp() * 1000), bytes(10))
    student.log(Move(renamed, "old-name/c1", "weeks/c1"))
    assert changes(student.push()) == (2, 0, 1, 0, 0)
    assert scheduled(student, "weeks/c1") == folded(student, "weeks/c1")


def test_cards_in_a_filtered_deck_wait(student: Student) -> None:
    student.push()
    with student.anki.collection() as collection:
        filtered = collection.sched.get_or_create_filtered_deck(0)  # type: ignore[arg-type] # a NewType
        filtered.name = "Tonight"
        filtered.config.search_terms[0].search = "deck:Small"
        collection.sched.add_or_update_filtered_deck(filtered)
    student.answers((2, "weeks/c1", Grade.GOOD))
    report = student.push()
    assert (changes(report), report.visiting) == ((0, 0, 0, 0, 0), 1)
    with student.anki.collection() as collection:
        deck = collection.decks.by_name("Tonight")
        assert deck is not None
        collection.sched.empty_filtered_deck(deck["id"])
    assert changes(student.push()) == (1, 0, 1, 0, 0)
    assert scheduled(student, "weeks/c1") == folded(student, "weeks/c1")


def test_a_buried_card_stays_buried(student: Student) -> None:
    student.push()
    card = student.card_in_anki("weeks/c1").id
    with student.anki.collection() as collection:
        collection.sched.bury_cards([card])  # type: ignore[list-item] # a NewType
    student.answers((2, "weeks/c1", Grade.GOOD))
    student.push()
    assert student.card_in_anki("weeks/c1").queue == -3
    assert scheduled(student, "weeks/c1") == folded(student, "weeks/c1")


def test_our_suspension_is_carried_to_anki_and_so_is_its_end(student: Student) -> None:
    student.answers((2, "weeks/c1", Grade.GOOD))
    student.suspends("weeks/c1", True)
    student.suspends("weeks/c2", True)
    student.push()
    assert [student.card_in_anki(card).queue for card in ("weeks/c1", "weeks/c2")] == [-1, -1]
    for card in ("weeks/c1", "weeks/c2"):
        student.suspends(card, False, at=NOON + timedelta(days=9999))
    assert changes(student.push()) == (0, 0, 0, 0, 2)
    assert [student.card_in_anki(card).queue for card in ("weeks/c1", "weeks/c2")] == [2, 0]


def test_a_card_suspended_before_the_deck_was_last_edited_comes_to_anki_suspended(
    student: Student,
) -> None:
    student.suspends("colour", True, at=NOON - timedelta(days=300))
    student.push()
    assert student.card_in_anki("colour").queue == -1


def test_a_suspension_made_in_anki_stays(student: Student) -> None:
    student.suspends("weeks/c1", True, at=NOON - timedelta(days=9))
    student.suspends("weeks/c1", False, at=NOON - timedelta(days=8))
    student.push()
    card = student.card_in_anki("weeks/c1").id
    with student.anki.collection() as collection:
        collection.sched.suspend_cards([card])  # type: ignore[list-item] # a NewType
    student.answers((2, "weeks/c1", Grade.GOOD))
    assert changes(student.push()) == (1, 0, 1, 0, 0)
    assert student.card_in_anki("weeks/c1").queue == -1


@pytest.mark.parametrize("way", WAYS)
@given(
    rounds=st.lists(
        st.tuples(
            st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(Grade)), max_size=4),
            st.lists(st.sampled_from(KEYS), max_size=3),
        ),
        min_size=1,
        max_size=2,
    )
)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_after_a_push_both_sides_have_the_same_history(
    way: str, rounds: list[tuple[list[tuple[str, Grade]], list[str]]]
) -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        student = Student(Path(folder), way)
        student.push()
        for number, (here, there) in enumerate(rounds):
            ago = 30 - 9 * number
            student.answers(*((ago, card, grade) for card, grade in here))
            student.answers_in_anki(*((ago - 1, card) for card in there))
            report = student.push()
            assert (report.reviews, report.home) == (len(here), len(there))
            ours, theirs = student.histories()
            assert ours == theirs
            for card in {card for card, _ in here}:
                assert scheduled(student, card) == folded(student, card)
            assert changes(student.push()) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("way", WAYS)
@given(
    rounds=st.lists(
        st.tuples(
            st.lists(st.sampled_from(KEYS[:3]), max_size=3),
            st.lists(st.sampled_from(KEYS[:3]), max_size=2),
            st.lists(st.integers(0, 5), max_size=2),
        ),
        min_size=2,
        max_size=3,
    )
)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_taken_back_anki_has_what_stands_and_no_more_than_was_told(
    way: str, rounds: list[tuple[list[str], list[str], list[int]]]
) -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        student = Student(Path(folder), way)
        student.push()
        for number, (here, there, undone) in enumerate(rounds):
            ago = 30 - 9 * number
            student.answers(*((ago, card, Grade.GOOD) for card in here))
            student.answers_in_anki(*((ago - 1, card) for card in there))
            stand = student.logged()
            student.undoes(*{stand[place] for place in undone if place < len(stand)})
            report = student.push()
            ours, theirs = student.histories()
            assert ours <= theirs
            left = {card for card, _ in theirs - ours}
            assert left <= set(report.moved_on) or way == "running"
            if not left:
                assert (report.staying, report.moved_on) == (0, ())
            again = student.push()
            assert (changes(again), again.undone) == ((0, 0, 0, 0, 0), 0)
            assert (again.staying > 0 or again.moved_on != ()) == bool(left)
            last = {review.card: review for review in student.logged()}
            for card, review in last.items():
                if review.origin is Origin.QUIZ and card not in left:
                    assert scheduled(student, card) == folded(student, card)
