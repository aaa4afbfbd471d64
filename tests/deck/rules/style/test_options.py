"""Options of a choice: none may give itself away, and no two may be right at once."""

import pytest

from tests.deck.rules.style.making import broken, choice

QUESTION = "What does IPT work on?"


def test_a_right_option_that_is_clearly_the_longest_is_told() -> None:
    long = "Relations with others in the present"
    assert broken(choice(QUESTION, long, "Dreams", "Reflexes", "Habits")) == ["longest-answer"]


@pytest.mark.parametrize(
    "note",
    [
        choice(QUESTION, "Relations", "Dreams", "Reflexes", "Habits of any kind"),
        choice(QUESTION, "Relationships", "Dreams", "Reflexes", "Habits"),
        choice(QUESTION, "Relations with others", "Reflexes of the body", "Dreams"),
        choice(QUESTION, ("Relations with other people", "Grief"), "Dreams", "Reflexes"),
        choice(QUESTION, ("Relations with other people", "Grief")),
    ],
)
def test_lengths_that_nobody_goes_by_are_right(note: object) -> None:
    assert broken(note) == []  # type: ignore[arg-type] # a parameter's type


@pytest.mark.parametrize(
    "detailed",
    [
        "Bonds (with others)",
        "Bonds, such as friendship",
        "Bonds because they matter",
        "Bonds — also past ones",
    ],
)
def test_a_detail_in_the_right_option_alone_is_told(detailed: str) -> None:
    others = ("Dreams of the past night", "Reflexes of the body")
    assert broken(choice(QUESTION, detailed, *others)) == ["detailed-answer"]
    assert broken(choice(QUESTION, detailed, "Dreams (of the night)", others[1])) == []
    assert broken(choice(QUESTION, "Bonds", *others)) == []
    assert broken(choice(QUESTION, "The social role (SR)", *others)) == []


def test_a_word_of_the_question_in_the_right_option_alone_is_told() -> None:
    asked = "What does communication analysis find?"
    assert broken(choice(asked, "Faulty communication", "Early memories", "Hidden wishes")) == [
        "clang"
    ]
    assert broken(choice(asked, "How clients communicate", "Which wishes they hide")) == ["clang"]


@pytest.mark.parametrize(
    "note",
    [
        choice(
            "What does communication analysis find?",
            "Faulty communication",
            "Analysis of dreams",
        ),
        choice(
            "What does communication analysis find?",
            "Faulty communication",
            "Communication between animals",
        ),
        choice(
            "He came on 3 March, paid in April, left in May. When did he pay?", "April", "March"
        ),
        choice("A company budgets 1,200 and makes 1,000. What is the difference?", "200", "300"),
        choice("What does it do?", "What it can", "Nothing at all so far"),
    ],
)
def test_words_that_are_in_other_options_too_give_nothing_away(note: object) -> None:
    assert "clang" not in broken(note)  # type: ignore[arg-type] # a parameter's type


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("12–16", "10–14"),
        ("1-2 weeks", "2-3 weeks"),
        ("10 to 20 %", "15 to 25 %"),
        ("Depression", "Depression in adults"),
        ("Marital conflict", "A marital conflict after a move"),
        ("Denial of service", "Distributed denial of service"),
    ],
)
def test_options_of_which_one_holds_the_other_overlap(right: str, wrong: str) -> None:
    assert "overlapping-options" in broken(choice(QUESTION, right, wrong, "Something quite other"))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("12–16", "17–20"),
        ("1–2 weeks", "1–2 months"),
        ("12", "16"),
        ("Relatives", "No relatives"),
        ("With a therapist", "Without a therapist"),
        ("Anxiety", "Social and other fears"),
        ("Grief", "Relief from grief and pain"),
        ("word " * 500 + "a", "word " * 500 + "b c"),
    ],
)
def test_options_that_exclude_each_other_dont(right: str, wrong: str) -> None:
    found = broken(choice(QUESTION, right.strip(), wrong.strip(), "Something quite other"))
    assert "overlapping-options" not in found


@pytest.mark.parametrize(
    "option",
    [
        "All of the above",
        "None of the above.",
        "all of these answers",
        "All the above",
        "Both of these",
        "A and C",
        "Both A and B",
        "None of these",
        "All are correct",
    ],
)
def test_an_option_about_the_others_is_told(option: str) -> None:
    assert broken(choice(QUESTION, "Grief and loss", "Conflict", option)) == ["all-of-the-above"]


@pytest.mark.parametrize(
    "option", ["All of the brain", "None", "Above the knee", "Both partners", "Some of the family"]
)
def test_an_option_that_only_sounds_like_it_is_right(option: str) -> None:
    found = broken(choice(QUESTION, "Grief and loss", "Conflict", option))
    assert "all-of-the-above" not in found


@pytest.mark.parametrize(
    "wrong",
    ["It always ends them", "It never asks", "It is for everybody", "It ends them entirely"],
)
def test_absolute_words_in_distractors_alone_are_told(wrong: str) -> None:
    found = broken(
        choice("How does IPT treat bonds?", "It works on them", wrong, "It ignores them")
    )
    assert found == ["absolute-distractor"]


def test_words_that_need_not_be_absolute_are_told_where_two_distractors_have_them() -> None:
    asked = ("How does IPT treat bonds?", "It works on them")
    assert broken(choice(*asked, "It ends every one", "It takes all of them")) == [
        "absolute-distractor"
    ]
    assert broken(choice(*asked, "It ends every one", "It ignores them")) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("It always works on them", "It never asks"),
        ("It works on them", "It may not suit all people"),
        ("It works on them", "It avoids them"),
        ("Only child", "All fours"),
    ],
)
def test_absolute_words_on_both_sides_or_denied_are_right(right: str, wrong: str) -> None:
    found = broken(choice("How does IPT treat bonds?", right, wrong, "It ignores them"))
    assert "absolute-distractor" not in found


def test_an_absolute_word_that_is_asked_for_is_right() -> None:
    found = broken(choice("Does IPT always help?", "It may help", "It always does", "It harms"))
    assert "absolute-distractor" not in found


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("To practise behaviour", ("Diagnosis", "Amusement of all")),
        ("Diagnosis of it", ("To practise it", "To enjoy it")),
        ("Practising it", ("The diagnosis of it", "A cure for it")),
        ("Because it helps", ("A tradition of old", "A rule of law")),
    ],
)
def test_a_right_option_with_a_grammar_of_its_own_is_told(
    right: str, wrong: tuple[str, ...]
) -> None:
    found = broken(choice("What is the aim of role-play?", right, *wrong))
    assert "unparallel-options" in found


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("To practise it", ("To diagnose it", "A cure for it")),
        ("Practising it", ("Diagnosing it", "Curing it")),
        ("Diagnosis of it", ("Curing it", "The practice of it")),
        ("King of the hill", ("Queen of it", "Jack of all")),
        ("Morning of life", ("Evening of it", "The noon of it")),
    ],
)
def test_options_of_which_others_have_the_same_grammar_are_parallel(
    right: str, wrong: tuple[str, ...]
) -> None:
    found = broken(choice("What is the aim of role-play?", right, *wrong))
    assert "unparallel-options" not in found


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("A limit to a therapy's length is called an", "interval", ("period", "section")),
        ("How is a limit to its length called: an …?", "interval", ("period", "section")),
        ("The causes of the distress are", "conflicts", ("a dream", "the past")),
        ("What were the causes of her distress?", "Two conflicts", ("A dream", "The past")),
    ],
)
def test_an_article_or_number_that_an_option_doesnt_fit_is_told(
    question: str, right: str, wrong: tuple[str, ...]
) -> None:
    assert "grammar-cue" in broken(choice(question, right, *wrong))


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("What were the causes of her distress?", "Two conflicts", ("Two dreams", "The past")),
        ("Which are found in oranges: which vitamin?", "Vitamins", ("Salts", "Fats")),
        ("Is it in vitamin A?", "Retinol", ("Iodine", "Salt")),
        ("Which is the cause of her distress?", "A conflict", ("A dream", "Some memories")),
    ],
)
def test_what_another_option_fits_as_well_is_no_cue(
    question: str, right: str, wrong: tuple[str, ...]
) -> None:
    assert "grammar-cue" not in broken(choice(question, right, *wrong))


@pytest.mark.parametrize(
    "note",
    [
        choice("A limit to a therapy's length is called a", "period", "section", "union"),
        choice("A limit to a therapy's length is called an", "interval", "hour", "age"),
        choice("A limit to a therapy's length is called", "an interval", "a period"),
        choice("The causes of the distress are", "conflicts", "dreams", "memories"),
        choice("The cause of the distress is", "a conflict", "a dream", "memories"),
        choice("Which of these is an aim?", "Insight", "Relapse", "Sleep"),
    ],
)
def test_a_question_that_fits_all_options_gives_nothing_away(note: object) -> None:
    assert broken(note) == []  # type: ignore[arg-type] # a parameter's type
