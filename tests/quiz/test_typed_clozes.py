"""Clozes whose gaps are typed: in the quiz and in the exam, in Anki, and back."""

from pathlib import Path

import pytest

from ipt_cards.anki.adoption.deck import adopt
from ipt_cards.anki.adoption.folder import write_adopted
from ipt_cards.anki.packaging.build import build
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.deck.card import ClozeCard, cards_of
from ipt_cards.deck.markup.ruby import with_readings
from ipt_cards.deck.note import ClozeNote
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.spelling import Accents, Spelling
from ipt_cards.forecast.exam_card import Form, exam_cards
from ipt_cards.quiz.judging.judge import Judgement
from ipt_cards.quiz.screen import asked, is_typed, judged, typed
from ipt_cards.scheduling.grade import Grade
from tests.anki.real_anki import TEMPLATE_ERROR, fresh_collection, import_package

CASES = Path(__file__).parents[3] / "shared" / "cases" / "cards"
PICNIC = "We could eat outside if it {{c1::weren't::not to be}} raining."
CAPITAL = "{{c1::Paris}} is the capital of {{c1::France}}, not of {{c2::Spain}}."


def card(text: str, number: int = 1, **said: object) -> ClozeCard:
    note = ClozeNote(id="gap", text=text, typed=True, **said)  # type: ignore[arg-type]
    found = cards_of(note)[number - 1]
    assert isinstance(found, ClozeCard)
    return found


def judgement(found: ClozeCard, text: str) -> Judgement:
    return judged(found, text, {found.key: found})


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("weren't", "right"), ("wasn't", "right"), ("were not", "right"), ("isn't", "wrong")],
)
def test_a_gap_is_judged_as_any_typed_answer(text: str, verdict: str) -> None:
    assert judgement(card(PICNIC, accept=("wasn't",)), text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict", "why"),
    [
        ("Paris, France", "right", ""),
        ("paris; france", "right", ""),
        ("Paris,France", "right", ""),
        ("Paris France", "right", ""),
        ("France, Paris", "wrong", "gap 1: another answer: france"),
        ("Paris, Germany", "wrong", "gap 2: another answer: germany"),
        ("Paris, Frence", "nearly", "gap 2: a slip of the fingers: frence"),
        ("Paris", "wrong", "2 gaps: type them in their order, with commas between"),
        ("Paris, France, Spain", "wrong", "2 gaps: type them in their order, with commas between"),
    ],
)
def test_several_gaps_are_typed_in_their_order_with_commas(
    text: str, verdict: str, why: str
) -> None:
    found = judgement(card(CAPITAL), text)
    assert (found.verdict, found.why, found.nearest) == (verdict, why, "Paris, France")


def test_a_gap_may_hold_commas_itself() -> None:
    found = card("{{c1::1,000}} cases, by {{c1::Klerman, Weissman}}")
    for text in ("1,000, Klerman, Weissman", "1000; Weissman, Klerman"):
        assert judgement(found, text).verdict == "right"


def test_another_answer_may_be_accepted_for_all_gaps() -> None:
    found = card("{{c1::Paris}} in {{c1::France}}", accept=("Lutetia, Gaul",))
    assert judgement(found, "lutetia, gaul").verdict == "right"
    assert judgement(found, "Lutetia, France").verdict == "wrong"


def test_each_number_of_a_note_is_a_card_that_is_typed() -> None:
    found = card(CAPITAL, number=2)
    assert is_typed(found)
    assert judgement(found, "spain").verdict == "right"


def test_accents_and_readings_count_in_gaps_as_elsewhere() -> None:
    strict = card("el {{c1::año}}", spelling=Spelling("es", Accents.STRICT))
    assert judgement(strict, "ano").verdict == "wrong"
    ruby = card(with_readings("{{c1::漢字[かんじ]}}です"))
    for text in ("漢字", "かんじ", "漢字(かんじ)"):
        assert judgement(ruby, text).verdict == "right"


def test_the_quiz_offers_the_grade_that_the_answer_deserves() -> None:
    found = card(PICNIC)
    asking = asked(found, "", 0)
    assert typed(asking, "weren't", {found.key: found}).suggested is Grade.GOOD
    assert typed(asking, "isn't", {found.key: found}).suggested is Grade.AGAIN


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not beside this checkout")
def test_the_given_case_loads_and_is_typed_in_an_exam() -> None:
    deck = load_deck(CASES)
    found = next(each for each in exam_cards(deck) if each.note == "several-right-typed-in-cloze")
    assert found.form is Form.TYPED
    again = next(note for note in deck.notes() if note.id == found.note)
    assert isinstance(again, ClozeNote)
    assert again.accept == ("wasn't",)


def test_accept_for_a_note_of_several_numbers_is_an_error_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: d\nname: D\n")
    (tmp_path / "a.yaml").write_text(
        "topic: A\nnotes:\n  - id: a\n    cloze: '{{c1::x}} {{c2::y}}'\n    typed: true\n"
        "    accept: z\n"
    )
    [problem] = read_folder(tmp_path).problems
    assert (str(problem.at), problem.rule) == ("a.yaml:6:13", "accept-for-several")


def test_anki_types_it_and_adopt_takes_it_back(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "deck.yaml").write_text("id: d\nname: D\n")
    (source / "a.yaml").write_text(
        f'topic: A\nnotes:\n  - id: picnic\n    cloze: "{PICNIC}"\n    typed: true\n'
        "    accept: wasn't\n    extra: A wish\n"
        f'  - id: capital\n    cloze: "{CAPITAL}"\n    typed: true\n'
    )
    build(load_deck(source), source, tmp_path / "a.apkg", 1_700_000_000)
    with fresh_collection() as collection:
        assert import_package(collection, tmp_path / "a.apkg")["new"] == 2
        models = {model.name for model in collection.models.all_names_and_ids()}
        assert "IPT Typed Cloze" in models
        for card_id in collection.find_cards("note:'IPT Typed Cloze'"):
            found = collection.get_card(card_id)
            assert TEMPLATE_ERROR not in found.question() + found.answer()
            assert "[[type:cloze:Text]]" in found.question()
        [picnic] = collection.find_cards("weren't")
        assert "wasn't" in collection.get_card(picnic).answer()
    with open_collection(tmp_path / "a.apkg") as opened:
        adopted = write_adopted(adopt(opened, None), tmp_path / "back", {})
    assert not adopted.changes
    before = {
        n.text: (n.typed, n.accept) for n in load_deck(source).notes() if isinstance(n, ClozeNote)
    }
    back = load_deck(tmp_path / "back").notes()
    assert {n.text: (n.typed, n.accept) for n in back if isinstance(n, ClozeNote)} == before
