import pytest

from ipt_cards.progress.entries import Retraction
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import Learner


def test_a_card_comes_with_question_answer_state_and_history(learner: Learner) -> None:
    learner.answer((7, "weeks/c1", Grade.GOOD), (6, "weeks/c1", Grade.EASY))
    shown = learner.run("show", "weeks/c1", learner.deck).stdout
    assert [line.rstrip() for line in shown.splitlines()] == [
        "weeks/c1  The Basics",
        "question  Usually [how many?] weeks in weekly sessions.",
        "answer    12–16",
        "state     young",
        "due       2026-03-30 (today)",
        "memory    interval 6 d, ease 2.60, 0 lapses",
        "",
        "History",
        "answered          grade  interval   kind    origin  time",
        "2026-03-23 12:00  Good   new → 1 d  new     quiz     5 s",
        "2026-03-24 12:01  Easy   1 d → 6 d  review  quiz     5 s",
        "",
        "A grade today would give",
        "grade  interval  due         ease",
        "Again       1 d  2026-03-31  2.60  comes back today as well",
        "Hard       15 d  2026-04-14  2.46  comes back today as well",
        "Good       16 d  2026-04-15  2.60",
        "Easy       17 d  2026-04-16  2.70",
    ]


def test_a_note_s_id_shows_all_its_cards(learner: Learner) -> None:
    assert [card["card"] for card in learner.json("show", "capital", learner.deck)] == [
        "capital/forward",
        "capital/reverse",
    ]


def test_every_right_option_of_a_choice_is_an_answer(learner: Learner) -> None:
    [card] = learner.json("show", "colour", learner.deck)
    assert card["answers"] == ["Red", "Blue"]


def test_answers_taken_back_are_left_out(learner: Learner) -> None:
    first, second = learner.answer((7, "colour", Grade.GOOD), (6, "colour", Grade.AGAIN))
    learner.append([Retraction(entry_id(first.at_ms, bytes(10), second.id), second.id)])
    [card] = learner.json("show", "colour", learner.deck)
    assert [answer["grade"] for answer in card["history"]] == [4]
    assert card["lapses"] == 0


def test_after_today_s_review_it_says_that_no_interval_changes(learner: Learner) -> None:
    learner.answer((0, "colour", Grade.HARD))
    shown = learner.run("show", "colour", learner.deck).stdout
    assert "It was reviewed today" in shown
    assert "A grade today would give" not in shown


def test_a_review_dated_in_the_future_is_told_as_such(learner: Learner) -> None:
    learner.answer((-3, "colour", Grade.GOOD))
    shown = " ".join(learner.run("show", "colour", learner.deck).stdout.split())
    assert "Its last review is dated 2026-04-02, which lies ahead of this machine's clock" in shown
    assert "reviewed today" not in shown


def test_json_tells_what_every_grade_would_do(learner: Learner) -> None:
    [card] = learner.json("show", "colour", learner.deck)
    assert [grade["grade"] for grade in card["grades"]] == [0, 1, 2, 3, 4, 5]
    assert card["grades"][4] == {
        "grade": 4,
        "interval": 1,
        "due": "2026-03-31",
        "ease_factor": 2.5,
        "again_today": False,
    }


@pytest.mark.parametrize(
    ("written", "meant"), [("colors", "colour"), ("weeks/c3", "weeks/c"), ("wekes", "weeks")]
)
def test_an_unknown_card_ends_with_2_and_a_suggestion(
    learner: Learner, written: str, meant: str
) -> None:
    result = learner.run("show", written, learner.deck)
    assert result.exit_code == 2
    assert f"did you mean `{meant}" in result.stderr


def test_card_and_deck_may_be_named_in_either_order(learner: Learner) -> None:
    assert learner.json("show", learner.deck, "capital") == learner.json(
        "show", "capital", learner.deck
    )


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (("small",), "`small` is a deck: name one of its cards, too (`ipt-cards list small`"),
        (("small", "ipt"), "`small` is a deck: name one of its cards, too"),
        (("capital", "smal"), "neither `smal` nor `capital` is a deck"),
    ],
)
def test_what_is_missing_beside_a_deck_or_a_card_is_told(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(learner.deck.parent)
    refused = learner.run("show", *named)
    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.split())
