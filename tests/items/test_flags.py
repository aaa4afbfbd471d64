"""Where a question is flagged, and where what is seen might be chance."""

from dataclasses import replace

import pytest

from ipt_cards.items.flags import Evidence, Flag, Kind, flags
from ipt_cards.items.options import Option


def options(*counts: int, strong: tuple[int, ...], found: tuple[float, ...]) -> tuple[Option, ...]:
    """Options of which the first is right."""
    return tuple(
        Option("ABCD"[place], place == 0, count, (0, count - high, high), discrimination)
        for place, (count, high, discrimination) in enumerate(
            zip(counts, strong, found, strict=True)
        )
    )


SOUND = Evidence(
    300,
    180,
    0.35,
    options(180, 40, 50, 30, strong=(85, 5, 6, 4), found=(0.35, -0.15, -0.2, -0.1)),
    is_choice=True,
)


def told(*evidence: Evidence) -> tuple[Flag, ...]:
    """The flags on the first of these among thirty sound questions."""
    return flags([*evidence, *[SOUND] * 30])[0]


def test_a_sound_question_has_none() -> None:
    assert told(SOUND) == ()


@pytest.mark.parametrize(("right", "flagged"), [(300, True), (299, True), (290, False), (0, False)])
def test_too_easy_is_what_surely_more_than_nineteen_in_twenty_know(
    right: int, flagged: bool
) -> None:
    assert (Flag(Kind.EASY) in told(Evidence(300, right, 0.2))) == flagged


def test_ten_of_ten_may_be_chance() -> None:
    assert told(Evidence(10, 10, None)) == ()


@pytest.mark.parametrize(
    ("learners", "found", "flagged"),
    [(300, -0.3, True), (300, -0.1, False), (10, -0.6, False), (3, -1.0, False), (0, None, False)],
)
def test_negative_discrimination_is_told_where_it_is_no_chance(
    learners: int, found: float | None, flagged: bool
) -> None:
    assert (told(Evidence(learners, learners // 2, found)) == (Flag(Kind.NEGATIVE),)) == flagged


def test_a_distractor_that_nobody_takes_is_dead() -> None:
    unused = options(180, 60, 60, 0, strong=(85, 8, 7, 0), found=(0.35, -0.2, -0.2, 0.0))
    assert told(replace(SOUND, options=unused)) == (Flag(Kind.DEAD, 3),)


def test_where_hardly_anyone_is_wrong_no_distractor_is_dead() -> None:
    easy = options(280, 10, 10, 0, strong=(99, 1, 0, 0), found=(0.35, -0.2, -0.2, 0.0))
    assert told(replace(SOUND, right=280, options=easy)) == ()


def test_one_of_two_options_and_answers_that_nobody_chose_among_are_never_dead() -> None:
    two = options(300, 0, strong=(100, 0), found=(0.0, 0.0))
    assert told(replace(SOUND, right=200, options=two)) == ()
    unused = options(180, 60, 60, 0, strong=(85, 8, 7, 0), found=(0.35, -0.2, -0.2, 0.0))
    assert told(replace(SOUND, options=unused, is_choice=False)) == ()


MIS_KEYED = options(40, 170, 50, 40, strong=(8, 80, 6, 6), found=(-0.15, 0.35, -0.2, -0.15))


def test_what_the_strongest_answer_instead_of_the_key_is_perhaps_right() -> None:
    evidence = replace(SOUND, right=40, discrimination=-0.15, options=MIS_KEYED)
    assert told(evidence) == (Flag(Kind.MIS_KEYED, 1),)


def test_what_only_the_weak_have_right_isnt_mis_keyed() -> None:
    spread = options(130, 60, 60, 50, strong=(10, 32, 30, 28), found=(-0.5, 0.25, 0.2, 0.2))
    evidence = replace(SOUND, right=130, discrimination=-0.5, options=spread)
    assert told(evidence) == (Flag(Kind.NEGATIVE),)


def test_a_hard_question_whose_key_the_strong_know_is_sound() -> None:
    trap = options(60, 170, 40, 30, strong=(40, 50, 6, 4), found=(0.3, 0.05, -0.2, -0.2))
    assert told(replace(SOUND, right=60, discrimination=0.3, options=trap)) == ()
