from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.exam.mock.blueprint import allot_available
from ipt_cards.exam.mock.paper import draw
from ipt_cards.forecast.exam_card import ExamCard, Form

BLUEPRINT = {"history": 50, "methods": 30, "uses": 20}


@st.composite
def decks(draw: st.DrawFn) -> list[ExamCard]:
    notes = draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(BLUEPRINT)), st.sampled_from(Form), st.integers(1, 3)),
            min_size=1,
            max_size=25,
        )
    )
    return [
        ExamCard(f"note-{number}/c{sibling}", topic, form, 4 if form is Form.CHOICE else 0)
        for number, (topic, form, siblings) in enumerate(notes)
        for sibling in range(siblings)
    ]


@given(decks(), st.data())
def test_a_paper_asks_what_the_blueprint_allots_and_no_card_twice(
    deck: list[ExamCard], data: st.DataObject
) -> None:
    questions = data.draw(st.integers(0, len(deck)))
    paper = draw(deck, BLUEPRINT, questions, seed=data.draw(st.integers(0, 2**64)))
    available = Counter(card.topic for card in deck)
    asked = Counter(question.card.topic for question in paper.questions)
    assert asked == Counter(allot_available(BLUEPRINT, questions, available))
    assert len({question.card.key for question in paper.questions}) == questions


@given(decks(), st.integers(), st.data())
def test_the_order_of_the_deck_doesnt_change_the_paper(
    deck: list[ExamCard], seed: int, data: st.DataObject
) -> None:
    questions = data.draw(st.integers(0, len(deck)))
    shuffled = data.draw(st.permutations(deck))
    assert draw(deck, BLUEPRINT, questions, seed) == draw(shuffled, BLUEPRINT, questions, seed)


@given(decks(), st.data())
def test_siblings_meet_on_a_paper_only_when_their_topic_has_no_other_note_left(
    deck: list[ExamCard], data: st.DataObject
) -> None:
    paper = draw(deck, BLUEPRINT, data.draw(st.integers(0, len(deck))), seed=1)
    for topic in BLUEPRINT:
        asked = Counter(q.card.note for q in paper.questions if q.card.topic == topic)
        notes = {card.note for card in deck if card.topic == topic}
        assert max(asked.values(), default=0) <= 1 or set(asked) == notes


@settings(max_examples=200)
@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=4),
    st.integers(0, 1000),
    st.data(),
)
def test_no_note_is_asked_oftener_than_another_of_which_a_card_is_left(
    siblings: list[int], seed: int, data: st.DataObject
) -> None:
    deck = [
        ExamCard(f"note-{note}/c{card}", "history")
        for note, count in enumerate(siblings)
        for card in range(count)
    ]
    asked = Counter(
        question.card.note
        for question in draw(
            deck, {"history": 1}, data.draw(st.integers(0, len(deck))), seed
        ).questions
    )
    left = [
        asked[f"note-{note}"]
        for note, count in enumerate(siblings)
        if asked[f"note-{note}"] < count
    ]
    assert max(asked.values(), default=0) <= min(left, default=99) + 1


@given(decks(), st.data())
def test_open_cards_are_asked_only_when_every_note_with_a_choice_or_typed_card_is(
    deck: list[ExamCard], data: st.DataObject
) -> None:
    paper = draw(deck, BLUEPRINT, data.draw(st.integers(0, len(deck))), seed=2)
    for topic in BLUEPRINT:
        asked = [q.card for q in paper.questions if q.card.topic == topic]
        preferred = {c.note for c in deck if c.topic == topic and c.form is not Form.OPEN}
        if any(card.form is Form.OPEN for card in asked):
            assert preferred <= {card.note for card in asked}


@given(decks(), st.integers(0, 1000), st.data())
def test_choice_and_typed_questions_come_first_then_those_the_learner_grades_himself(
    deck: list[ExamCard], seed: int, data: st.DataObject
) -> None:
    paper = draw(deck, BLUEPRINT, data.draw(st.integers(0, len(deck))), seed)
    is_open = [question.card.form is Form.OPEN for question in paper.questions]
    assert is_open == sorted(is_open)


def test_topics_and_choice_and_typed_questions_are_mixed() -> None:
    forms = [Form.CHOICE, Form.TYPED, Form.OPEN]
    deck = [ExamCard(f"{t}-{n}", t, forms[n % 3]) for t in BLUEPRINT for n in range(30)]
    asked = [question.card for question in draw(deck, BLUEPRINT, 90, seed=3).questions]
    for part in (asked[:60], asked[60:]):
        assert len({card.topic for card in part[:15]}) == len(BLUEPRINT)
    assert {card.form for card in asked[:15]} == {Form.CHOICE, Form.TYPED}


@given(decks(), st.integers(0, 1000))
def test_a_choice_questions_options_are_a_permutation_of_the_cards(
    deck: list[ExamCard], seed: int
) -> None:
    for question in draw(deck, BLUEPRINT, len(deck), seed).questions:
        assert sorted(question.options) == list(range(question.card.options))


def test_the_same_seed_gives_the_same_paper_on_any_machine() -> None:
    deck = [ExamCard(f"card-{n:02}", "history", Form.CHOICE, 4) for n in range(40)]
    paper = draw(deck, {"history": 100}, 4, seed=2024)
    assert [(q.card.key, q.options) for q in paper.questions] == [
        ("card-34", (0, 2, 1, 3)),
        ("card-03", (2, 0, 3, 1)),
        ("card-35", (3, 2, 0, 1)),
        ("card-20", (3, 2, 1, 0)),
    ]


def test_the_same_seed_gives_the_same_order_of_forms_on_any_machine() -> None:
    deck = [ExamCard(f"card-{n:02}", "history", list(Form)[n % 3]) for n in range(7)]
    paper = draw(deck, {"history": 100}, 7, seed=2024)
    assert " ".join(question.card.key for question in paper.questions) == (
        "card-06 card-01 card-03 card-00 card-04 card-05 card-02"
    )


def test_another_seed_gives_another_paper() -> None:
    deck = [ExamCard(f"card-{n:02}", "history") for n in range(40)]
    papers = {draw(deck, {"history": 100}, 10, seed).questions for seed in range(50)}
    assert len(papers) == 50


def test_every_card_has_the_same_chance_to_be_asked() -> None:
    deck = [ExamCard(f"card-{n}", "history") for n in range(5)]
    asked = Counter(
        q.card.key for seed in range(5_000) for q in draw(deck, {"history": 1}, 2, seed).questions
    )
    # 2,000 are expected of each; its standard deviation is 35.
    assert all(1_860 < times < 2_140 for times in asked.values())


def test_more_questions_than_cards_are_refused() -> None:
    with pytest.raises(ValueError, match="there is only 1 card"):
        draw([ExamCard("a", "history"), ExamCard("b", "other")], BLUEPRINT, 2, seed=1)
