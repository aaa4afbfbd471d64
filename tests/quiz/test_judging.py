import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_cards.quiz.judging.judge import Part, Segment, Verdict, difference, judge
from ipt_cards.scheduling.grade import Grade

WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs", "S"]), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("interpersonal therapy", "Interpersonal Therapy"),
        ("  Interpersonal   Therapy. ", "Interpersonal Therapy"),
        ("attachment theory", "The attachment theory"),
        ("The an attachment theory", "Attachment theory"),
        ("role playing", "Role-playing"),
        ("roleplaying", "Role-playing"),
        ("naïve", "nai\u0308ve"),
        ("12-16", "12–16"),
        ("clients", "client’s"),
        ("STRASSE", "Straße"),
        ("“grief”", "grief"),
        ("A", "a"),
        ("the", "The"),
        ("+", "+"),
    ],
)
def test_case_articles_punctuation_and_blanks_are_forgiven(typed: str, answer: str) -> None:
    assert judge(typed, [answer]).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("interpersonal therpy", "Interpersonal Therapy"),
        ("interpresonal theraphy", "Interpersonal Therapy"),
        ("Klermann", "Klerman"),
        ("roleplayng", "Role-playing"),
        ("naive", "naïve"),
        ("uber", "Über"),
    ],
)
def test_small_slips_and_accents_are_told_and_suggest_no_grade(typed: str, answer: str) -> None:
    judgement = judge(typed, [answer])
    assert judgement.verdict is Verdict.NEARLY
    assert judgement.suggested is None
    assert judgement.why


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Grief"),
        ("   ", "Grief"),
        ("relief", "Grief"),
        ("12-18", "12–16"),
        ("12", "12–16"),
        ("1216", "12–16"),
        ("35", "3.5"),
        ("ineffective", "effective"),
        ("CBT", "IPT"),
        ("role", "Role-playing"),
        ("attachment", "Attachment theory"),
        ("-", "+"),
        ("interprsonl thrapi", "Interpersonal Therapy"),
    ],
)
def test_another_answer_is_wrong(typed: str, answer: str) -> None:
    judgement = judge(typed, [answer])
    assert judgement.verdict is Verdict.WRONG
    assert judgement.suggested is Grade.AGAIN


def test_any_accepted_answer_is_right_and_the_nearest_is_compared_with() -> None:
    answers = ["Interpersonal Therapy", "Interpersonal Psychotherapy"]
    assert judge("interpersonal psychotherapy", answers).verdict is Verdict.RIGHT
    assert judge("interpersonal psychoterapi", answers).nearest == answers[1]


def test_an_answer_like_none_is_compared_with_the_one_on_the_card() -> None:
    judgement = judge("xyz", ["Role-playing", "xroleplay"])
    assert judgement.nearest == "Role-playing"
    assert judgement.difference == (
        Segment(Part.EXCESS, "xyz"),
        Segment(Part.MISSING, "Role-playing"),
    )


@pytest.mark.parametrize(
    ("typed", "answer", "is_compared"),
    [
        ("Klermann", "Klerman", True),
        ("Cleerman", "Klerman", True),
        ("Wiseman", "Weissman", True),
        ("greif", "grief", True),
        ("depressive", "depression", True),
        ("psicoterapy", "psychotherapy", True),
        ("Weissman", "Klerman", False),
        ("Hofmann", "Klerman", False),
        ("role disputes", "role transitions", False),
        ("psychoanalysis", "psychotherapy", False),
        ("attachment", "treatment", False),
        ("termination", "interpretation", False),
    ],
)
def test_a_slip_is_compared_letter_by_letter_and_another_word_is_not(
    typed: str, answer: str, *, is_compared: bool
) -> None:
    found = difference(typed, answer)
    assert any(segment.part is Part.EQUAL for segment in found) is is_compared
    if not is_compared:
        assert found == (Segment(Part.EXCESS, typed), Segment(Part.MISSING, answer))


def test_the_difference_tells_what_was_left_out_and_what_was_too_much() -> None:
    assert difference("interpersnal Therapy!", "Interpersonal Therapy") == (
        Segment(Part.EQUAL, "Interpers"),
        Segment(Part.MISSING, "o"),
        Segment(Part.EQUAL, "nal Therapy"),
        Segment(Part.EXCESS, "!"),
    )


@given(WORDS)
@example("İ")
def test_the_answer_itself_is_always_right(answer: str) -> None:
    assert judge(answer, [answer]).verdict is Verdict.RIGHT


@given(WORDS, WORDS)
@example("ß", "ss")
def test_the_difference_spells_the_answer_and_what_was_typed(typed: str, answer: str) -> None:
    segments = difference(typed, answer)
    spelled = "".join(s.text for s in segments if s.part is not Part.EXCESS)
    given_length = sum(len(s.text) for s in segments if s.part is not Part.MISSING)
    assert spelled == answer
    assert given_length == len(typed)
    assert all(segment.text for segment in segments)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=4))
def test_more_accepted_answers_never_make_a_judgement_worse(typed: str, answers: list[str]) -> None:
    ranks = [Verdict.RIGHT, Verdict.NEARLY, Verdict.WRONG]
    alone = judge(typed, answers[:1]).verdict
    assert ranks.index(judge(typed, answers).verdict) <= ranks.index(alone)
