"""What is asked: that it is a question, and one that stands by itself."""

from decimal import Decimal

import pytest

from ipt_cards.deck.note import NumericNote
from tests.deck.rules.style.making import basic, broken, choice, cloze


@pytest.mark.parametrize(
    "front",
    [
        "IPT",
        "The main goal of IPT",
        "Mitochondria",
        "Klerman et al. (1984)",
        "Communication analysis (in IPT)",
    ],
)
def test_a_bare_term_asks_nothing(front: str) -> None:
    assert broken(basic(front)) == ["asks-nothing"]


@pytest.mark.parametrize(
    "front",
    [
        "What is IPT?",
        "what the powerhouse of a cell is",
        "Name two techniques of IPT.",
        "In two words, describe the format of IPT.",
        "IPT stands for",
        "The capital of France is",
        "The capital of France:",
        "IPT runs for ___ weeks.",
        "IPT is … and time-limited.",
        "![](map.png)",
        "$\\int x\\,dx$",
        "`sorted([2, 1])`",
        "In which year",
    ],
)
def test_questions_tasks_gaps_and_what_shows_itself_ask(front: str) -> None:
    assert broken(basic(front)) == []


def test_two_short_names_ask_for_each_other_in_both_directions() -> None:
    assert broken(basic("IPT", "Interpersonal Therapy", both=True)) == []
    assert broken(basic("der Hund", "the dog", both=True)) == []


def test_a_reversed_note_with_a_long_side_asks_nothing_by_it() -> None:
    back = "Finding and tackling the problems with other people that feed distress"
    assert broken(basic("The main goal of IPT", back, both=True)) == ["asks-nothing"]
    assert broken(basic("What is the main goal of IPT?", back, both=True)) == ["asks-nothing"]


def test_options_may_complete_a_sentence_but_not_a_term() -> None:
    assert broken(choice("The format of IPT can be called", "short", "long", "open")) == []
    assert broken(choice("Format", "short", "long", "open")) == ["asks-nothing"]


@pytest.mark.parametrize(
    ("statement", "rules"),
    [
        ("This city was the first to have trams.", []),
        ("He had his portrait painted in the year 1590.", []),
        ("Of all countries of Europe, most people live in this one.", []),
        ("The general and his army slept here in winter.", []),
        ("Trams ran in the city.", ["asks-nothing"]),
        ("Most people live in this city, as the lecture says.", ["orphan-of-context"]),
    ],
)
def test_a_statement_that_speaks_of_what_an_option_names_is_a_clue(
    statement: str, rules: list[str]
) -> None:
    assert broken(choice(statement, "Rome", "Bern", "Lyon")) == rules


@pytest.mark.parametrize(
    ("question", "rules"),
    [
        ("Who sings in the video game Portal?", []),
        ("Who drowns in the book Moby Dick?", []),
        ("Who sings in the video?", ["orphan-of-context"]),
        ("Who drowns in the book?", ["orphan-of-context"]),
    ],
)
def test_a_text_that_is_named_isnt_absent(question: str, rules: list[str]) -> None:
    assert broken(basic(question, "Nobody")) == rules
    number = NumericNote(id="a", question="Weeks", number=Decimal(12))
    assert broken(number) == ["asks-nothing"]


@pytest.mark.parametrize(
    "question",
    [
        "What does the overview say of IPT?",
        "According to the text, what is IPT?",
        "Which theories does the author name?",
        "Which work in the IPT overview’s list is the oldest?",
        "What is the step described above?",
        "What is this method good for?",
        "When did he publish his theory?",
        "Why do they matter?",
    ],
)
def test_what_points_outside_of_the_card_is_an_orphan(question: str) -> None:
    assert broken(basic(question)) == ["orphan-of-context"]


@pytest.mark.parametrize(
    "question",
    [
        "What is in the book of Genesis?",
        "Who was the author of *Emma*?",
        "What does the Klerman overview of IPT call its format?",
        "A client feels uprooted in a new city. Which use of IPT does this show?",
        "Which of these methods is the oldest?",
        "What does a client learn when he plays a role?",
        "What is this organ? ![](heart.png)",
        "“We must love one another or die.” Who wrote this?",
        "How is the method that Klerman devised called?",
        "Which textbook do students use most?",
    ],
)
def test_what_the_card_explains_is_none(question: str) -> None:
    assert broken(basic(question)) == []


def test_a_cloze_can_be_an_orphan_and_shows_a_card_only_once() -> None:
    assert broken(cloze("The overview calls IPT {{c1::short}} and the text {{c2::limited}}.")) == [
        "orphan-of-context"
    ]


def test_a_case_whose_question_doesnt_need_it_takes_no_decision() -> None:
    case = "A nurse has moved to a new city and feels lost."
    recall = f"{case} When was psychotherapy invented?"
    assert broken(choice(recall, "In 1890", "In 1800", "In 1700")) == ["vignette-without-decision"]
    assert broken(choice(f"{case} Her neighbours are kind.", "a b", "c d", "e f")) == [
        "asks-nothing"
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("A nurse has moved and feels lost. Which use of IPT does this show?", "Relocation"),
        ("A man of 40 quarrels with his wife. What would IPT work on?", "Communication"),
        ("A client keeps silent. Which reason is there?", "His shyness"),
        ("A 40-year-old client drinks. Which step comes next?", "Detoxification"),
    ],
)
def test_a_case_that_is_needed_is_right(question: str, answer: str) -> None:
    assert broken(choice(question, answer, "Hypnosis", "Surgery")) == []


def test_a_note_tagged_vignette_must_tell_a_case() -> None:
    told = basic("What is grief?", tags=("vignette",))
    assert broken(told) == ["vignette-without-decision"]
    case = basic("How should a widow of 70 with no friends be helped?", tags=("ipt::vignette",))
    assert broken(case) == []


@pytest.mark.parametrize(
    "question",
    [
        "Which of these is not a technique of IPT?",
        "Which technique isn't part of IPT?",
        "Which technique isn’t part of IPT?",
        "Which statement about IPT is false?",
        "All of these are techniques of IPT except?",
        "You treat a widow. Which step is least useful to her?",
        "Which meeting should the client not attend?",
    ],
)
def test_a_negative_that_is_not_stressed_is_told(question: str) -> None:
    assert broken(choice(question, "Hypnosis", "Role-playing", "Analysis")) == [
        "unstressed-negative"
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Which of these is **not** a technique of IPT?",
        "Which of these is _not_ a technique of IPT?",
        "Which of these is NOT a technique of IPT?",
        "Which technique *isn't* part of IPT?",
        "Why does IPT not use hypnosis?",
        "Which work is about CBT and not about IPT?",
        "What is a cost that cannot be changed called?",
        "Which is the step if a client does not come?",
        "Which technique of IPT is noted for its ease?",
    ],
)
def test_a_stressed_negative_or_none_to_choose_by_is_right(question: str) -> None:
    assert broken(choice(question, "A trance", "Role-playing", "Analysis")) == []
