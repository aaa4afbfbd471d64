"""No new card comes before what its note comes after, and none waits for ever."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.deck.learning_order import learning_order
from ipt_cards.quiz.asking_order import Known, Planned, Settings, agenda
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.prerequisites import in_turn
from ipt_cards.scheduling.queue import Limits
from ipt_cards.scheduling.siblings import note_of
from ipt_cards.scheduling.sm2 import review

FIRST_DAY = 740_000


class Pupil:
    """Answers what a quiz asks, day by day. after: what notes come after, by their ids."""

    def __init__(self, cards: Sequence[str], after: Mapping[str, Sequence[str]]) -> None:
        notes = dict.fromkeys(map(note_of, cards))
        ordered = learning_order(notes, after)
        self.after = {note: tuple(after[note]) for note in ordered if note in after}
        self.cards = sorted(cards, key=lambda card: ordered.index(note_of(card)))
        self.progress: dict[str, CardProgress] = {}
        self.begun: list[str] = []
        self.day = Day(FIRST_DAY)
        self.answered: list[str] = []

    def next(self, wanted: Settings, asked_for: Sequence[str] | None = None) -> str | None:
        cards = self.cards if asked_for is None else asked_for
        known = Known(self.progress, tuple(self.answered))
        left = agenda(cards, known, self.day, wanted, (), self.after)
        return left.order[0] if left.order else None

    def answer(self, card: str, grade: Grade) -> None:
        known = self.progress.get(card, UNSEEN)
        if known.state.is_new:
            self.begun.append(card)
        self.progress[card] = known._replace(
            state=review(known.state, grade, self.day), introduced=known.introduced or self.day
        )
        self.answered.append(card)

    def sleep(self) -> None:
        self.day = Day(self.day + 1)
        self.answered = []

    def rest(self, card: str, **how: bool | Day) -> None:
        known = self.progress.get(card, UNSEEN)
        self.progress[card] = known._replace(**how)  # type: ignore[arg-type] # as named


@st.composite
def lessons(draw: st.DrawFn) -> tuple[list[str], dict[str, list[str]]]:
    count = draw(st.integers(1, 8))
    names = [f"n{number}" for number in range(count)]
    after = {
        note: draw(st.lists(st.sampled_from(names[:place]), max_size=2, unique=True))
        for place, note in enumerate(names)
        if place
    }
    cards = [
        f"{note}/c{number}"
        for note in draw(st.permutations(names))
        for number in range(draw(st.integers(1, 3)))
    ]
    return cards, {note: others for note, others in after.items() if others}


@given(
    lessons(),
    st.integers(1, 6),
    st.booleans(),
    st.sets(st.integers(0, 23), max_size=6),
    st.floats(0, 0.9),
    st.integers(0, 2**32),
)
@settings(max_examples=60, deadline=None)
def test_whoever_learns_meets_everything_and_nothing_before_what_it_needs(  # noqa: PLR0917
    told: tuple[list[str], dict[str, list[str]]],
    new: int,
    together: bool,
    suspended: set[int],
    failing: float,
    seed: int,
) -> None:
    cards, after = told
    pupil = Pupil(cards, after)
    asleep = {card for place, card in enumerate(cards) if place in suspended}
    for each in asleep:
        pupil.rest(each, suspended=True)
    rng = random.Random(seed)  # noqa: S311 - a learner, no secret
    wanted = Settings(limits=Limits(new=new, siblings_together=together))
    for _ in range(200):
        while (card := pupil.next(wanted)) is not None and len(pupil.answered) < 100:
            known = pupil.progress.get(card, UNSEEN)
            if known.state.is_new:
                before = ancestors(note_of(card), after)
                needed = {each for each in cards if note_of(each) in before} - asleep
                assert needed <= set(pupil.begun)
            again = known.state.reviewed == pupil.day
            fails = rng.random() < (failing / 2 if again else failing)
            pupil.answer(card, Grade.AGAIN if fails else Grade.GOOD)
        pupil.sleep()
    assert set(pupil.begun) == set(cards) - asleep


def ancestors(note: str, after: Mapping[str, Sequence[str]]) -> set[str]:
    found = set(after.get(note, ()))
    return found.union(*(ancestors(other, after) for other in found))


@given(lessons(), st.integers(0, 6), st.booleans(), st.integers(0, 2**32))
@settings(max_examples=60)
def test_without_a_word_of_what_comes_after_what_the_order_is_as_it_always_was(
    told: tuple[list[str], dict[str, list[str]]], new: int, together: bool, seed: int
) -> None:
    cards, _ = told
    rng = random.Random(seed)  # noqa: S311 - a learner, no secret
    pupil = Pupil(cards, {})
    for card in rng.sample(cards, len(cards) // 2):
        pupil.answer(card, rng.choice([Grade.AGAIN, Grade.GOOD]))
    wanted = Settings(limits=Limits(new=new, siblings_together=together))
    known = Known(pupil.progress, tuple(pupil.answered))
    plain = agenda(cards, known, pupil.day, wanted, ())
    assert agenda(cards, known, pupil.day, wanted, (), {}) == plain
    # So it is where all is introduced that others come after.
    done = dict.fromkeys(dict.fromkeys(map(note_of, cards)), ("through",))
    assert agenda(cards, known, pupil.day, wanted, (), done) == plain


GOOD = Settings(limits=Limits(new=20))


def through(pupil: Pupil, wanted: Settings = GOOD) -> list[str]:
    """What is asked on a day on which all is known."""
    asked = []
    while (card := pupil.next(wanted)) is not None:
        asked.append(card)
        pupil.answer(card, Grade.GOOD)
    return asked


def test_a_note_waits_until_all_cards_of_what_it_comes_after_were_asked() -> None:
    pupil = Pupil(["late", "pair/forward", "pair/reverse", "free"], {"late": ["pair"]})
    assert through(pupil) == ["pair/forward", "free"]
    pupil.sleep()
    assert through(pupil) == ["pair/forward", "free"]
    pupil.sleep()
    assert through(pupil) == ["pair/reverse", "late"]


def test_with_siblings_on_one_day_it_comes_behind_both() -> None:
    pupil = Pupil(["late", "pair/forward", "pair/reverse"], {"late": ["pair"]})
    together = Settings(limits=Limits(siblings_together=True))
    assert through(pupil, together) == ["pair/forward", "pair/reverse", "late"]


def test_while_what_it_comes_after_is_failed_today_it_waits_for_that() -> None:
    pupil = Pupil(["first", "later", "free"], {"later": ["first"]})
    pupil.answer("first", Grade.AGAIN)
    assert pupil.next(GOOD) == "free"
    pupil.answer("free", Grade.GOOD)
    assert pupil.next(GOOD) == "first"
    pupil.answer("first", Grade.AGAIN)
    assert pupil.next(GOOD) == "first"
    pupil.answer("first", Grade.GOOD)
    assert pupil.next(GOOD) == "later"


def test_who_stops_there_is_asked_it_on_the_next_day() -> None:
    pupil = Pupil(["first", "later"], {"later": ["first"]})
    pupil.answer("first", Grade.AGAIN)
    pupil.sleep()
    assert {*through(pupil)} == {"first", "later"}


@pytest.mark.parametrize("how", [{"suspended": True}, {"buried_until": Day(FIRST_DAY + 1)}])
def test_what_rests_is_not_waited_for_but_what_that_comes_after_is(
    how: dict[str, bool | Day],
) -> None:
    after = {"last": ["between"], "between": ["first"]}
    pupil = Pupil(["last", "between", "first"], after)
    pupil.rest("between", **how)
    assert through(pupil) == ["first", "last"]


def test_what_isnt_asked_for_is_not_waited_for_but_what_that_comes_after_is() -> None:
    after = {"last": ["between"], "between": ["pair"]}
    pupil = Pupil(["last", "between", "pair/c1", "pair/c2"], after)
    assert pupil.next(GOOD, ["last"]) == "last"
    assert pupil.next(GOOD, ["pair/c1", "pair/c2", "last"]) == "pair/c1"
    pupil.answer("pair/c1", Grade.GOOD)
    assert pupil.next(GOOD, ["pair/c1", "pair/c2", "last"]) is None


def test_crammed_cards_come_in_that_order_too() -> None:
    pupil = Pupil(["late", "first", "free"], {"late": ["first"]})
    cram = Settings(cram=True)
    known = Known({}, ())
    asked = (("first", Grade.AGAIN),)
    left = agenda(pupil.cards, known, pupil.day, cram, asked, pupil.after)
    assert left.order == ("free", "first", "late")
    asked = (("first", Grade.GOOD),)
    assert agenda(pupil.cards, known, pupil.day, cram, asked, pupil.after).order[0] == "late"


def test_so_do_those_of_a_plan() -> None:
    pupil = Pupil(["late", "first", "free"], {"late": ["first"]})
    planned = Settings(planned=Planned(pupil.day, ("late", "first", "free", "late")))
    left = agenda(pupil.cards, Known({}, ()), pupil.day, planned, (), pupil.after)
    assert left.order == ("first", "late", "free", "late")
    pupil.answer("first", Grade.AGAIN)
    assert pupil.next(planned) == "free"
    again = replace(planned, planned=Planned(pupil.day, ("late", "first")))
    assert pupil.next(again) == "first"


@given(lessons(), st.data())
def test_turning_an_order_moves_new_cards_back_alone_and_loses_none(
    told: tuple[list[str], dict[str, list[str]]], data: st.DataObject
) -> None:
    cards, after = told
    pupil = Pupil(cards, after)
    order = data.draw(st.permutations(cards)) + data.draw(st.lists(st.sampled_from(cards)))
    new = data.draw(st.sets(st.sampled_from(cards)))
    again = data.draw(st.sets(st.sampled_from(cards))) - new
    turned = in_turn(order, new, again, pupil.after)
    assert sorted(turned) == sorted(order)
    assert [card for card in turned if card not in new] == [
        card for card in order if card not in new
    ]
    for card in new:
        needed = [
            each
            for each in new | again
            if note_of(each) in pupil.after.get(note_of(card), ()) and each in order
        ]
        assert all(turned.index(each) < turned.index(card) for each in needed)
