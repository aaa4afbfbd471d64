from ipt_cards.scheduling.grade import BUTTONS, Grade


def test_the_grades_are_sm2s_qualities_zero_to_five() -> None:
    assert [int(grade) for grade in Grade] == [0, 1, 2, 3, 4, 5]


def test_an_answer_passes_from_three_up() -> None:
    assert [grade.passed for grade in Grade] == [False, False, False, True, True, True]


def test_the_buttons_are_again_hard_good_and_easy() -> None:
    assert [(button.name, int(button)) for button in BUTTONS] == [
        ("AGAIN", 1),
        ("HARD", 3),
        ("GOOD", 4),
        ("EASY", 5),
    ]
