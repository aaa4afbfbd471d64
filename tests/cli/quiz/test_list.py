from ipt_cards.progress.entries import Burial, Suspension
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.scheduling.day import day_of
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import KEYS, NOW, Learner


def listed(learner: Learner, *options: str) -> list[str]:
    return [card["card"] for card in learner.json("list", learner.deck, *options)]


def study(learner: Learner) -> None:
    today = day_of(NOW.date())
    learner.answer(
        (7, "capital/forward", Grade.GOOD),
        (6, "capital/forward", Grade.GOOD),
        (0, "capital/forward", Grade.HARD),
        (3, "weeks/c1", Grade.GOOD),
        (3, "colour", Grade.GOOD),
    )
    learner.append(
        [
            Suspension(entry_id(1, bytes(10)), "weeks/c2", suspended=True),
            Burial(entry_id(2, bytes(10)), "colour", type(today)(today + 1)),
        ]
    )


def test_all_cards_are_listed_in_learning_order(learner: Learner) -> None:
    assert listed(learner) == KEYS


def test_topics_and_tags_filter_as_in_a_quiz(learner: Learner) -> None:
    assert listed(learner, "--topic", "more") == ["colour"]
    assert listed(learner, "--topic", "the basics", "--topic", "more") == KEYS
    assert listed(learner, "--tag", "course") == ["weeks/c1", "weeks/c2", "colour"]
    assert listed(learner, "--tag", "course", "--topic", "basics") == ["weeks/c1", "weeks/c2"]


def test_an_unknown_topic_ends_with_2_and_a_suggestion(learner: Learner) -> None:
    result = learner.run("list", learner.deck, "--topic", "basic")
    assert result.exit_code == 2
    assert "did you mean `basics`?" in result.stderr


def test_states_and_due_days_follow_from_the_log(learner: Learner) -> None:
    study(learner)
    cards = {card["card"]: card for card in learner.json("list", learner.deck)}
    assert {key: (card["states"], card["due"]) for key, card in cards.items()} == {
        "capital/forward": (["young", "drill"], "2026-03-30"),
        "capital/reverse": (["new"], None),
        "weeks/c1": (["young"], "2026-03-28"),
        "weeks/c2": (["new", "suspended"], None),
        "colour": (["young", "buried"], "2026-03-31"),
    }


def test_due_lists_what_comes_back_today(learner: Learner) -> None:
    study(learner)
    assert listed(learner, "--due") == ["capital/forward", "weeks/c1"]


def test_a_state_may_be_any_of_several(learner: Learner) -> None:
    study(learner)
    assert listed(learner, "--state", "suspended", "--state", "drill") == [
        "capital/forward",
        "weeks/c2",
    ]


def test_the_table_is_aligned_and_in_full_when_piped(learner: Learner) -> None:
    study(learner)
    lines = learner.run("list", learner.deck).stdout.splitlines()
    assert lines[0].split() == [
        *("card", "state", "due", "interval", "ease", "lapses", "topic", "question")
    ]
    column = lines[0].index("question")
    assert [line[column:] for line in lines[1:]] == [
        "Capital of France?",
        "Paris",
        "Usually [how many?] weeks in weekly sessions.",
        "Usually 12–16 weeks in […] sessions.",
        "Which are colours?",
    ]


def test_nothing_that_matches_is_said_on_standard_error(learner: Learner) -> None:
    result = learner.run("list", learner.deck, "--due")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No card matches" in result.stderr
