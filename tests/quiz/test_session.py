from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.note import ChoiceNote
from ipt_cards.progress.entries import Burial, Origin, Review, Suspension
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.progress.fold import fold
from ipt_cards.quiz.asking_order import Settings
from ipt_cards.quiz.event import (
    Bury,
    Choose,
    Event,
    GradeAnswer,
    Redo,
    Reload,
    Reveal,
    Suspend,
    Type,
    Undo,
)
from ipt_cards.quiz.screen import Asking, Chosen, Finished, Revealed, Typed
from ipt_cards.quiz.session import Notice, begin
from ipt_cards.quiz.step import LONGEST_ANSWER_MS, step
from ipt_cards.quiz.turn import Kind
from ipt_cards.scheduling.day import DAY_MS
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.leech import LEECH_LAPSES
from ipt_cards.scheduling.queue import Limits
from tests.progress.making import BERLIN, FIRST_DAY, NOON_MS, review
from tests.quiz.making import (
    ABBREVIATION,
    CONTRAST,
    DURATION,
    NOTES,
    ROLE_PLAY,
    ROOTS,
    Learner,
    keyed,
    plain_notes,
    timeless,
)

EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.just(Reveal()),
    st.builds(GradeAnswer, st.sampled_from(Grade)),
    st.builds(GradeAnswer, st.sampled_from(Grade)),
    st.builds(Choose, st.integers(0, 3)),
    st.builds(Type, st.sampled_from(["", "interpersonal therapy", "IPT", "x"])),
    st.just(Undo()),
    st.just(Redo()),
    st.just(Suspend()),
    st.just(Bury()),
    st.builds(
        Reload, st.lists(st.sampled_from(NOTES), unique_by=id).map(lambda notes: keyed(*notes))
    ),
)
SETTINGS = st.builds(
    Settings,
    limits=st.builds(Limits, new=st.integers(0, 8), siblings_together=st.booleans()),
    cram=st.booleans(),
    most_cards=st.none() | st.integers(1, 4),
    seed=st.integers(0, 3),
)


@given(st.lists(st.tuples(EVENTS, st.integers(-5000, 60_000)), max_size=25), SETTINGS)
def test_whatever_happens_the_log_holds_it_and_every_undo_takes_one_thing_back(
    events: list[tuple[Event, int]], settings: Settings
) -> None:
    learner = Learner(settings=settings)
    for event, later_ms in events:
        learner.now_ms += later_ms
        before, recorded = learner.session, len(learner.entries)
        learner.handle(event)
        ids = [entry.id for entry in learner.entries]
        assert ids == sorted(set(ids))
        assert learner.screen is not None
        if len(learner.session.turns) > len(before.turns):
            assert len(learner.entries) > recorded
            undone = Learner(settings=settings)
            undone.entries, undone.now_ms = list(learner.entries), learner.now_ms
            undone.rng, undone.session = learner.rng, learner.session
            undone.handle(Undo())
            if event != Redo():
                assert timeless(undone.session) == timeless(before)
            undone.handle(Redo())
            assert timeless(undone.session) == timeless(learner.session)
            assert fold(undone.entries) == fold(learner.entries)
    for _ in learner.session.turns:
        learner.handle(Undo())
    assert learner.session.turns == ()
    assert fold(learner.entries) == {}


@given(SETTINGS)
def test_the_quiz_ends_when_every_card_is_passed(settings: Settings) -> None:
    learner = Learner(settings=settings)
    asked = []
    while not isinstance(learner.screen, Finished):
        asked.append(learner.answer())
    assert len(asked) == len(set(asked))
    assert len(asked) <= (settings.most_cards or 99)
    assert learner.session.left.total == 0


def test_the_next_question_waits_until_the_answer_is_recorded() -> None:
    learner = Learner()
    learner.handle(Reveal())
    session, entries = step(learner.session, GradeAnswer(Grade.GOOD), NOON_MS, learner.rng)
    assert session.screen is None
    assert [type(entry) for entry in entries] == [Review]


def test_an_answer_is_recorded_with_its_grade_time_and_origin() -> None:
    learner = Learner()
    card = learner.answer(Grade.HARD, ms=4200)
    [entry] = learner.entries
    assert entry == Review(entry.id, card, Grade.HARD, 4200, Origin.QUIZ, FIRST_DAY)
    assert entry.at_ms == NOON_MS + 4200


@pytest.mark.parametrize(("ms", "recorded"), [(-1000, 0), (3_600_000, LONGEST_ANSWER_MS)])
def test_a_clock_set_back_and_a_learner_gone_for_coffee_give_sensible_durations(
    ms: int, recorded: int
) -> None:
    learner = Learner()
    learner.answer(ms=ms)
    assert [entry.duration_ms for entry in learner.entries if isinstance(entry, Review)] == [
        recorded
    ]


def test_a_clock_set_back_still_gives_increasing_ids() -> None:
    learner = Learner()
    learner.answer(ms=0)
    learner.answer(ms=-60_000)
    learner.handle(Undo())
    instants = [instant_ms(entry.id) for entry in learner.entries]
    assert instants == sorted(set(instants))


def test_a_failed_card_comes_again_after_others_and_counts_as_again() -> None:
    learner = Learner(plain_notes(4))
    failed = learner.answer(Grade.AGAIN)
    assert learner.session.left.again == 1
    asked = [learner.answer() for _ in range(4)]
    assert asked[-1] == failed
    assert [turn.kind for turn in learner.session.turns] == [Kind.NEW] * 4 + [Kind.AGAIN]


def test_undo_shows_the_answer_again_and_the_time_already_taken_counts() -> None:
    learner = Learner()
    card = learner.answer(ms=3000)
    learner.now_ms += 50_000
    learner.handle(Undo())
    assert learner.card == card
    assert isinstance(learner.screen, Revealed)
    learner.now_ms += 1000
    learner.handle(GradeAnswer(Grade.AGAIN))
    assert learner.session.turns[-1].duration_ms == 4000


def test_undo_works_after_the_last_card() -> None:
    learner = Learner((ROLE_PLAY,))
    learner.answer()
    assert isinstance(learner.screen, Finished)
    learner.handle(Undo())
    assert learner.card == "role-play/forward"
    assert learner.session.notice is Notice.TAKEN_BACK


def test_undo_with_nothing_done_says_so() -> None:
    learner = Learner()
    learner.handle(Undo())
    assert learner.session.notice is Notice.NOTHING_TO_UNDO
    assert learner.entries == []


def test_what_was_taken_back_can_be_brought_back_step_by_step() -> None:
    learner = Learner(plain_notes(4))
    for grade in (Grade.GOOD, Grade.HARD, Grade.EASY):
        learner.answer(grade)
    before, known = learner.session, learner.known()
    for _ in range(3):
        learner.handle(Undo())
    assert learner.known().progress == {}
    for _ in range(3):
        learner.handle(Redo())
    assert learner.session.notice is Notice.BROUGHT_BACK
    assert timeless(learner.session) == timeless(before)
    assert learner.known() == known
    learner.handle(Undo())
    assert len(learner.known().progress) == 2


def test_an_answer_given_anew_can_not_be_replaced_by_the_one_taken_back() -> None:
    learner = Learner(plain_notes(2))
    learner.answer(Grade.AGAIN)
    learner.handle(Undo())
    learner.handle(GradeAnswer(Grade.EASY))
    learner.handle(Redo())
    assert learner.session.notice is Notice.NOTHING_TO_REDO
    [review] = learner.known().answered
    assert learner.known().progress[review].state.lapses == 0


def test_a_suspended_card_is_gone_until_it_is_taken_back() -> None:
    learner = Learner((ROLE_PLAY,))
    learner.handle(Suspend())
    assert isinstance(learner.screen, Finished)
    assert [type(entry) for entry in learner.entries] == [Suspension]
    learner.sleep(100)
    assert isinstance(learner.screen, Finished)


def test_a_buried_card_comes_back_tomorrow() -> None:
    learner = Learner((ROLE_PLAY,))
    learner.handle(Bury())
    assert isinstance(learner.entries[0], Burial)
    assert isinstance(learner.screen, Finished)
    learner.sleep(1)
    assert learner.card == "role-play/forward"


def test_the_eighth_lapse_suspends_the_card_and_undo_takes_both_back() -> None:
    history = []
    for lapse in range(LEECH_LAPSES - 1):
        history += [
            review("role-play/forward", Grade.GOOD, day=lapse * 10),
            review("role-play/forward", Grade.AGAIN, day=lapse * 10 + 5),
        ]
    history.append(review("role-play/forward", Grade.GOOD, day=80))
    learner = Learner((ROLE_PLAY,), entries=tuple(history), now_ms=NOON_MS + 90 * DAY_MS)
    learner.answer(Grade.AGAIN)
    assert learner.session.notice is Notice.LEECH
    assert learner.known().progress["role-play/forward"].suspended
    learner.handle(Undo())
    assert not learner.known().progress["role-play/forward"].suspended
    assert learner.card == "role-play/forward"


def test_a_limit_counts_cards_and_lets_failed_ones_come_back() -> None:
    learner = Learner(plain_notes(9), Settings(most_cards=2))
    assert learner.session.left.total == 2
    asked = [learner.answer(Grade.AGAIN), learner.answer(), learner.answer()]
    assert isinstance(learner.screen, Finished)
    assert len(set(asked)) == 2


def test_cramming_asks_everything_least_known_first_and_leaves_the_schedule() -> None:
    learner = Learner(plain_notes(3), Settings(cram=True))
    failed = learner.answer(Grade.AGAIN)
    asked = [learner.answer() for _ in range(3)]
    assert asked[-1] == failed
    assert isinstance(learner.screen, Finished)
    assert learner.known().progress == {}
    assert {entry.origin for entry in learner.entries if isinstance(entry, Review)} == {Origin.CRAM}


def test_siblings_come_on_the_same_day_only_when_asked() -> None:
    for together, cards in ((False, 1), (True, 2)):
        learner = Learner((DURATION,), Settings(limits=Limits(siblings_together=together)))
        assert learner.session.left.total == cards


def test_after_the_rollover_the_new_day_counts() -> None:
    learner = Learner(plain_notes(3), Settings(limits=Limits(new=1)))
    learner.handle(Reveal())
    learner.now_ms += DAY_MS  # left open over night
    learner.handle(GradeAnswer(Grade.GOOD))
    [entry] = learner.entries
    assert isinstance(entry, Review)
    assert BERLIN.day(entry.at_ms) == BERLIN.day(NOON_MS) + 1
    assert isinstance(learner.screen, Finished)  # the new day's one new card is done
    learner.now_ms += DAY_MS
    learner.handle(Reload(learner.session.cards))
    assert learner.session.left.reviews == 1


def test_what_another_quiz_recorded_meanwhile_counts() -> None:
    learner = Learner(plain_notes(2))
    learner.entries.append(review("note-1/forward"))
    learner.answer()
    assert isinstance(learner.screen, Finished)


def test_a_card_deleted_from_the_deck_is_passed_over_and_keeps_its_history() -> None:
    learner = Learner(plain_notes(3))
    learner.answer()
    gone = learner.card
    learner.handle(
        Reload({key: card for key, card in learner.session.cards.items() if key != gone})
    )
    assert learner.card != gone
    assert learner.session.notice is Notice.CARD_GONE
    assert len(learner.entries) == 1


def test_undoing_a_card_that_the_deck_has_no_more_takes_the_answer_back_all_the_same() -> None:
    learner = Learner(plain_notes(2))
    learner.answer()
    learner.handle(Reload(dict(list(learner.session.cards.items())[1:])))
    learner.handle(Undo())
    assert learner.known().progress == {}
    assert learner.card == "note-1/forward"


def test_an_edited_note_is_shown_as_it_is_now_in_the_same_place() -> None:
    learner = Learner((ROLE_PLAY,))
    learner.handle(Reveal())
    edited = replace(ROLE_PLAY, back="Anew.")
    learner.handle(Reload(keyed(edited)))
    assert isinstance(learner.screen, Revealed)
    assert learner.screen.asked.card.note == edited


def test_an_edited_typed_note_judges_what_was_typed_anew() -> None:
    learner = Learner((ABBREVIATION,))
    learner.handle(Type("therapy"))
    learner.handle(Reload(keyed(replace(ABBREVIATION, accept=("Therapy",)))))
    assert isinstance(learner.screen, Revealed)
    assert learner.screen.suggested is Grade.GOOD


def test_an_edited_choice_is_asked_anew() -> None:
    learner = Learner((CONTRAST,))
    learner.handle(Choose(0))
    learner.handle(Reload(keyed(replace(CONTRAST, answers=("Thoughts",)))))
    assert isinstance(learner.screen, Asking)


def test_a_finished_quiz_goes_on_when_the_deck_gets_a_card() -> None:
    learner = Learner((ROLE_PLAY,))
    learner.answer()
    learner.handle(Reload(keyed(ROLE_PLAY, CONTRAST)))
    assert learner.card == "contrast"


def place_of(learner: Learner, option: int) -> int:
    assert isinstance(learner.screen, Asking)
    return learner.screen.options.index(option)


def test_choosing_the_one_right_option_reveals_the_answer_and_suggests_good() -> None:
    learner = Learner((CONTRAST,))
    learner.handle(Choose(place_of(learner, 0)))
    assert isinstance(learner.screen, Revealed)
    assert learner.screen.response == Chosen(frozenset({0}), right=True)
    assert learner.screen.suggested is Grade.GOOD


def test_a_wrong_option_suggests_again() -> None:
    learner = Learner((CONTRAST,))
    learner.handle(Choose(place_of(learner, 1)))
    assert isinstance(learner.screen, Revealed)
    assert learner.screen.suggested is Grade.AGAIN


@pytest.mark.parametrize(
    ("chosen", "right"), [((0, 1), True), ((0,), False), ((0, 1, 2), False), ((0, 2, 1, 2), True)]
)
def test_where_several_are_right_exactly_those_have_to_be_marked(
    chosen: tuple[int, ...], right: bool
) -> None:
    learner = Learner((ROOTS,))
    for option in chosen:
        learner.handle(Choose(place_of(learner, option)))
    learner.handle(Reveal())
    assert isinstance(learner.screen, Revealed)
    assert isinstance(learner.screen.response, Chosen)
    assert learner.screen.response.right is right


def test_giving_up_on_a_choice_or_a_typed_card_suggests_again() -> None:
    for note, event in ((CONTRAST, Reveal()), (ABBREVIATION, Type("  ")), (ABBREVIATION, Reveal())):
        learner = Learner((note,))
        learner.handle(event)
        assert isinstance(learner.screen, Revealed)
        assert learner.screen.response is None
        assert learner.screen.suggested is Grade.AGAIN


def test_only_the_learner_knows_how_a_thought_went() -> None:
    learner = Learner((ROLE_PLAY,))
    learner.handle(Reveal())
    assert isinstance(learner.screen, Revealed)
    assert learner.screen.suggested is None


def test_typing_the_other_direction_is_judged_by_the_front() -> None:
    learner = Learner((ABBREVIATION,), Settings(limits=Limits(siblings_together=True)))
    learner.answer()
    assert learner.card == "abbreviation/reverse"
    learner.handle(Type("ipt"))
    assert isinstance(learner.screen, Revealed)
    assert isinstance(learner.screen.response, Typed)
    assert learner.screen.suggested is Grade.GOOD


@pytest.mark.parametrize(
    "event", [GradeAnswer(Grade.GOOD), Type("x"), Choose(0)], ids=lambda e: type(e).__name__
)
def test_an_event_that_makes_no_sense_changes_nothing(event: Event) -> None:
    learner = Learner((ROLE_PLAY,))
    before = learner.session
    learner.handle(event)
    assert learner.session == before


def test_options_are_shuffled_by_the_seed_and_otherwise_each_time() -> None:
    wide = ChoiceNote(
        id="wide",
        question="?",
        answers=tuple("abcdefgh"),
        distractors=(),
    )

    def options(learner: Learner) -> tuple[int, ...]:
        assert isinstance(learner.screen, Asking)
        return learner.screen.options

    orders = {options(Learner((wide,), Settings(seed=seed))) for seed in range(20)}
    assert len(orders) > 15
    learner = Learner((wide,))
    first = options(learner)
    assert first == options(Learner((wide,)))
    learner.answer(Grade.AGAIN)
    assert options(learner) != first
    assert sorted(options(learner)) == sorted(first)


def test_no_cards_at_all_is_a_finished_quiz() -> None:
    session = begin({}, BERLIN, Settings(), Learner().known(), NOON_MS)
    assert isinstance(session.screen, Finished)
