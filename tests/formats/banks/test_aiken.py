"""Aiken: choices with one right answer, in plain text."""

from hypothesis import HealthCheck, given, settings

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import ChoiceNote, Distractor
from ipt_cards.formats.banks.aiken import read, recognises, write
from ipt_cards.formats.found import UNEXPLAINED, Source
from tests.formats.banks.round_trip import NOTHING, there_and_back
from tests.strategies import decks

BANK = """\
What is the correct answer to this question?
A. Is it this one?
B) Maybe this <answer>?

C) Yes, this is it.
ANSWER: C

Which LMS has the most quiz import formats?
A) Moodle
B) ATutor
ANSWER: A
"""


def test_a_question_has_its_options_and_the_letter_of_the_right_one() -> None:
    found = read(Source("bank.txt", BANK.encode()))
    assert [each.line for each in found.notes] == [1, 8]
    assert found.notes[0].note == ChoiceNote(
        id="note",
        question="What is the correct answer to this question?",
        answers=("Yes, this is it.",),
        distractors=(
            Distractor("Is it this one?", UNEXPLAINED),
            Distractor(r"Maybe this \<answer>?", UNEXPLAINED),
        ),
    )


def test_what_is_no_whole_question_is_told_by_its_line_and_the_others_come_in() -> None:
    broken = (
        "Too few\nA) Only answer\nANSWER: A\n\n"
        "A) Not started\nANSWER: Nothing\n\n"
        "Good\nA) Right\nB) Wrong\nANSWER: A\n\n"
        "Not finished\nA) One\nB) Two\n\n"
        "Good, too\nA)Wrong\nB)Right\nANSWER: b\n\n"
        "No such\nA) One\nB) Two\nANSWER: C\n"
        "At the end"
    )
    found = read(Source("bank.txt", broken.encode()))
    assert [each.key for each in found.notes] == ["Good", "Good, too"]
    assert [(loss.line, loss.what.partition(": ")[2]) for loss in found.losses] == [
        (1, "it has a single option"),
        (5, "`ANSWER:` names no letter"),
        (13, "it has no line `ANSWER:`"),
        (22, "there is no option C"),
        (26, "it has no line `ANSWER:`"),
        (8, f"`why` is “{UNEXPLAINED}” there"),
        (17, f"`why` is “{UNEXPLAINED}” there"),
    ]


def test_a_question_may_begin_like_an_option_and_stand_on_several_lines() -> None:
    text = "B. B. King played\nwhat?\nA. The guitar\nB. The drums\nANSWER: A\n"
    [each] = read(Source("bank.txt", text.encode())).notes
    assert each.key == "B. B. King played what?"


def test_a_file_is_recognised_by_its_answers() -> None:
    assert recognises(Source("bank.txt", BANK.encode()))
    assert not recognises(Source("bank.txt", b"front\tback\n"))


@given(deck=decks())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_choice_with_one_right_answer_comes_back_as_its_plain_text(deck: Deck) -> None:
    exported, found = there_and_back(write, read, deck)
    whole = [e.note for e in exported.losses if e.what.startswith("the whole") and e.note]
    written = [note for note in deck.notes() if note not in whole]
    assert len(written) == len(found.notes)
    for note, again in zip(written, found.notes, strict=True):
        assert isinstance(note, ChoiceNote)
        assert isinstance(again.note, ChoiceNote)
        assert to_plain(again.note.question) == to_plain(note.question)
        assert list(map(to_plain, again.note.answers)) == list(map(to_plain, note.answers))
        assert [to_plain(each.text) for each in again.note.distractors] == [
            to_plain(each.text) for each in note.distractors
        ]


def test_the_right_answer_has_no_letter_of_its_own() -> None:
    letters = set()
    for number in range(40):
        options = tuple(Distractor(each, "no") for each in ("b", "c", "d"))
        note = ChoiceNote(id=f"n-{number}", question="?", answers=("a",), distractors=options)
        deck = Deck(id="d", name="D", topics=(Topic("t", "T", (note,)),))
        [content] = write(deck, NOTHING).files.values()
        letters.add(content.decode().strip()[-1])
    assert letters == {"A", "B", "C", "D"}
