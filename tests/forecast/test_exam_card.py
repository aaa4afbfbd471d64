from ipt_cards.forecast.exam_card import ExamCard, exam_cards
from tests.exam.mock.making import CHOICE, DECK, OPEN, SEVERAL, TYPED


def test_exams_see_each_card_in_learning_order_with_its_topic_and_form() -> None:
    assert exam_cards(DECK) == (
        TYPED,
        ExamCard("abbreviation/reverse", "basics", TYPED.form),
        ExamCard("duration/c1", "basics", OPEN.form),
        ExamCard("duration/c2", "basics", OPEN.form),
        CHOICE,
        OPEN,
        SEVERAL,
        ExamCard("hidden/forward", "methods", OPEN.form),
        ExamCard("extra/forward", "appendix", OPEN.form),
    )


def test_siblings_share_their_note_and_only_a_choice_can_be_guessed() -> None:
    assert TYPED.note == "abbreviation"
    assert CHOICE.note == "contrast"
    assert [card.guess for card in (CHOICE, SEVERAL, TYPED, OPEN)] == [1 / 3, 2 / 3, 0, 0]
