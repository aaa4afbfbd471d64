"""Typed answers in other languages than English, and what their accents count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.spelling import Accents, Spelling, language_of
from ipt_cards.quiz.judging.judge import Verdict, judge

RIGHT, NEARLY, WRONG = Verdict.RIGHT, Verdict.NEARLY, Verdict.WRONG


@pytest.mark.parametrize(
    ("language", "typed", "answer", "verdict"),
    [
        ("de", "schmetterling", "Schmetterling", RIGHT),
        ("de", "Strasse", "Straße", RIGHT),
        ("de", "Maedchen", "Mädchen", RIGHT),
        ("de", "Madchen", "Mädchen", NEARLY),
        ("de", "Schmetterlng", "Schmetterling", NEARLY),
        ("de", "Hypotonie", "Hypertonie", WRONG),
        ("de", "die Hund", "der Hund", WRONG),
        ("de", "Hund", "der Hund", WRONG),
        ("de", "1,5", "1.5", RIGHT),
        ("de", "die", "drei", WRONG),
        ("fr", "poison", "poisson", WRONG),
        ("fr", "bibliothque", "bibliothèque", NEARLY),
        ("fr", "ecole", "école", NEARLY),
        ("es", "ano", "año", NEARLY),
        ("es", "caballo", "cabello", WRONG),
        ("ja", "学生", "学校", WRONG),
        ("tr", "öğrenci", "öğrenci", RIGHT),
        # No list of words is known: what is near is a slip.
        ("tr", "öğrnci", "öğrenci", NEARLY),
        # English's rules are not theirs.
        ("fr", "colour", "color", NEARLY),
        ("de", "two", "2", WRONG),
        ("fr", "the chat", "chat", WRONG),
    ],
)
def test_an_answer_is_judged_in_the_decks_language(
    language: str, typed: str, answer: str, verdict: Verdict
) -> None:
    assert judge(typed, [answer], (), Spelling(language)).verdict is verdict


@pytest.mark.parametrize(
    ("accents", "typed", "answer", "verdict"),
    [
        (Accents.STRICT, "ano", "año", WRONG),
        (Accents.STRICT, "año", "año", RIGHT),
        (Accents.STRICT, "psicologia", "psicología", WRONG),
        (Accents.STRICT, "psicoligia", "psicología", WRONG),
        (Accents.STRICT, "psicoligía", "psicología", NEARLY),
        (Accents.NEARLY, "ano", "año", NEARLY),
        (Accents.LENIENT, "ano", "año", RIGHT),
        (Accents.LENIENT, "élève", "eleve", RIGHT),
        (Accents.LENIENT, "psicoligia", "psicología", NEARLY),
        (Accents.LENIENT, "perro", "año", WRONG),
    ],
)
def test_accents_count_as_the_author_says(
    accents: Accents, typed: str, answer: str, verdict: Verdict
) -> None:
    assert judge(typed, [answer], (), Spelling("es", accents)).verdict is verdict


def test_where_accents_count_the_screen_says_so() -> None:
    strict = Spelling("es", Accents.STRICT)
    assert judge("ano", ["año"], (), strict).why == "accents count here: ano"


@given(
    st.text(min_size=1, max_size=20).filter(str.strip),
    st.sampled_from(["en", "de", "fr", "ja", "tr"]),
    st.sampled_from(Accents),
)
def test_an_answer_judges_itself_right_in_every_language(
    text: str, language: str, accents: Accents
) -> None:
    assert judge(text, [text], (), Spelling(language, accents)).verdict is RIGHT


@given(
    st.lists(st.text("aáeénñost", min_size=1, max_size=9), min_size=2, max_size=5, unique=True),
    st.sampled_from(["en", "es", "tr"]),
    st.sampled_from(Accents),
)
def test_the_answer_of_another_card_is_never_nearly_right_in_any(
    answers: list[str], language: str, accents: Accents
) -> None:
    for typed in answers:
        for answer in answers:
            others = [other for other in answers if other != answer]
            judged = judge(typed, [answer], others, Spelling(language, accents))
            assert judged.verdict is not NEARLY


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("EN_gb", "en"),
        ("zh-Hant-TW", "zh"),
        ("grc", "grc"),
        ("german", None),
        ("xx", None),
        ("", None),
        ("de-", None),
        ("d", None),
        ("de AT", None),
    ],
)
def test_a_language_is_told_by_its_code(written: str, code: str | None) -> None:
    assert language_of(written) == code
