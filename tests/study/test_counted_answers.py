"""Counting an answer as right: in the quiz and the exam, on every machine, and for the author."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ipt_cards.deck.card import BasicCard, cards_of
from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.progress.accepted_answers import accepted_file
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.asking_order import Settings
from ipt_cards.quiz.event import CountAsRight, Event, GradeAnswer, Type, Undo
from ipt_cards.quiz.judging.judge import Verdict
from ipt_cards.quiz.screen import Asking, Revealed, Typed, judged
from ipt_cards.quiz.session import Notice
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.counted_answers import counted_answers, counted_beside, share, suggestions
from ipt_cards.study.recorded_quiz import RecordedQuiz
from tests.cli.command import ipt_cards
from tests.progress.making import BERLIN, NOON_MS

ABBREVIATION = BasicNote(
    id="abbreviation", front="IPT", back="Interpersonal Therapy", reversed=True, typed=True
)
PICNIC = ClozeNote(
    id="picnic", text="If it {{c1::weren't}} raining", typed=True, accept=("wasn't",)
)


Quiz = Callable[..., RecordedQuiz]


@pytest.fixture
def quiz() -> Iterator[Quiz]:
    with ExitStack() as open_logs:

        def begin(folder: Path, *notes: Note) -> RecordedQuiz:
            deck = Deck(id="small", name="Small", topics=(Topic("basics", "Basics", notes),))
            cards = {card.key: card for card in deck.cards()}
            log = open_logs.enter_context(ReviewLog.open(folder / "progress.db", BERLIN))
            return RecordedQuiz(
                log, folder, deck, cards, CardFilter(), BERLIN, Settings(), clock=lambda: NOON_MS
            )

        yield begin


def after(playing: RecordedQuiz, *events: Event) -> Revealed:
    for event in events:
        playing.handle(event)
    assert isinstance(playing.session.screen, Revealed)
    return playing.session.screen


def verdict(screen: Revealed) -> Verdict:
    assert isinstance(screen.response, Typed)
    return screen.response.judgement.verdict


def counted(folder: Path) -> dict[str, tuple[str, ...]]:
    with ReviewLog.open(folder / "progress.db", BERLIN) as log:
        return dict(counted_answers(log))


def test_what_is_counted_as_right_suggests_its_grade_and_is_on_the_disk(
    tmp_path: Path, quiz: Quiz
) -> None:
    playing = quiz(tmp_path, ABBREVIATION)
    wrong = after(playing, Type("Talking cure"))
    assert (verdict(wrong), wrong.suggested) == (Verdict.WRONG, Grade.AGAIN)
    right = after(playing, CountAsRight())
    assert (verdict(right), right.suggested) == (Verdict.RIGHT, Grade.GOOD)
    assert playing.session.notice is Notice.COUNTED
    assert counted(tmp_path) == {"abbreviation/forward": ("Talking cure",)}


def test_the_same_answer_is_right_from_then_on_as_the_judge_reads_it(
    tmp_path: Path, quiz: Quiz
) -> None:
    after(quiz(tmp_path, ABBREVIATION), Type("Talking cure"), CountAsRight())
    for text, found in (
        ("the talking-cure!", Verdict.RIGHT),
        ("talking cures", Verdict.WRONG),  # what is near to it isn't it
        ("walking cure", Verdict.WRONG),
    ):
        assert verdict(after(quiz(tmp_path, ABBREVIATION), Type(text))) is found


def test_it_is_right_for_that_card_alone(tmp_path: Path, quiz: Quiz) -> None:
    after(quiz(tmp_path, ABBREVIATION), Type("Talking cure"), CountAsRight())
    other = BasicNote(id="other", front="CBT", back="Cognitive therapy", typed=True)
    assert verdict(after(quiz(tmp_path, other), Type("Talking cure"))) is Verdict.WRONG


@pytest.mark.parametrize("taking_back", [CountAsRight(), Undo()])
def test_it_can_be_taken_back(tmp_path: Path, taking_back: Event, quiz: Quiz) -> None:
    playing = quiz(tmp_path, ABBREVIATION)
    screen = after(playing, Type("Talking cure"), CountAsRight(), taking_back)
    assert verdict(screen) is Verdict.WRONG
    assert counted(tmp_path) == {}
    assert verdict(after(quiz(tmp_path, ABBREVIATION), Type("Talking cure"))) is Verdict.WRONG


def test_it_can_be_taken_back_when_it_comes_up_again(tmp_path: Path, quiz: Quiz) -> None:
    after(quiz(tmp_path, ABBREVIATION), Type("Talking cure"), CountAsRight())
    screen = after(quiz(tmp_path, ABBREVIATION), Type("talking cure"), CountAsRight())
    assert verdict(screen) is Verdict.WRONG
    assert counted(tmp_path) == {}


def test_an_undo_of_the_answer_leaves_it_counted(tmp_path: Path, quiz: Quiz) -> None:
    playing = quiz(tmp_path, ABBREVIATION)
    after(playing, Type("Talking cure"), CountAsRight())
    playing.handle(GradeAnswer(Grade.GOOD))
    assert verdict(after(playing, Undo())) is Verdict.RIGHT
    assert counted(tmp_path)


def test_what_is_right_anyway_is_not_counted(tmp_path: Path, quiz: Quiz) -> None:
    playing = quiz(tmp_path, ABBREVIATION)
    after(playing, Type("interpersonal therapy"), CountAsRight())
    assert not accepted_file(tmp_path / "progress.db").exists()
    playing = quiz(tmp_path, ABBREVIATION)
    playing.handle(CountAsRight())
    assert isinstance(playing.session.screen, Asking)


def test_a_slip_may_be_counted_as_right(tmp_path: Path, quiz: Quiz) -> None:
    playing = quiz(tmp_path, ABBREVIATION)
    assert verdict(after(playing, Type("Interpersonal Therapi"))) is Verdict.NEARLY
    assert verdict(after(playing, CountAsRight())) is Verdict.RIGHT


def test_no_review_that_was_made_changes(tmp_path: Path, quiz: Quiz) -> None:
    playing = quiz(tmp_path, ABBREVIATION)
    after(playing, Type("Talking cure"))
    playing.handle(GradeAnswer(Grade.AGAIN))
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as log:
        before = log.entries()
    after(quiz(tmp_path, ABBREVIATION), Type("Talking cure"), CountAsRight())
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as log:
        assert log.entries() == before


def test_the_exam_gives_the_mark_for_it(tmp_path: Path, quiz: Quiz) -> None:
    after(quiz(tmp_path, PICNIC), Type("isn't"), CountAsRight())
    [card] = cards_of(PICNIC)
    assert judged(card, "isn't", {card.key: card}).credit == 0
    assert judged(card, "isn't", {card.key: card}, counted(tmp_path)).credit == 1


def test_a_sitting_knows_what_was_counted_before_it_began(tmp_path: Path, quiz: Quiz) -> None:
    assert counted_beside(tmp_path / "progress.db") == {}
    after(quiz(tmp_path, PICNIC), Type("isn't"), CountAsRight())
    assert counted_beside(tmp_path / "progress.db") == {"picnic/c1": ("isn't",)}


def test_two_machines_tell_each_other_through_their_folder(tmp_path: Path, quiz: Quiz) -> None:
    shared = tmp_path / "shared"
    homes = [tmp_path / "one", tmp_path / "two"]
    for folder in (shared, *homes):
        folder.mkdir()
    after(quiz(homes[0], ABBREVIATION), Type("Talking cure"), CountAsRight())
    after(quiz(homes[1], ABBREVIATION), Type("Wishing well"), CountAsRight())
    for home in (*homes, *homes):
        with ReviewLog.open(home / "progress.db", BERLIN) as log:
            share(log, shared, home.name)
    assert counted(homes[0]) == counted(homes[1])
    assert {*counted(homes[0])["abbreviation/forward"]} == {"Talking cure", "Wishing well"}
    # A release that knows nothing of it reads only what ends in .jsonl.
    assert {path.name for path in shared.iterdir()} == {"one.accepted", "two.accepted"}


def test_an_author_is_told_what_notes_could_accept(tmp_path: Path) -> None:
    deck = Deck(id="d", name="D", topics=(Topic("a", "A", (ABBREVIATION, PICNIC)),))
    answers = {
        "abbreviation/forward": ("a * b", "interpersonal therapy"),
        "abbreviation/reverse": ("IPTT",),
        "picnic/c1": ("isn't",),
        "gone/forward": ("x",),
    }
    found = [(each.card, each.texts, each.accept) for each in suggestions(deck, answers)]
    assert found == [
        ("abbreviation/forward", ("a * b",), ("a * b",)),
        ("picnic/c1", ("isn't",), ("wasn't", "isn't")),
    ]


def test_check_prints_the_line_to_add_which_the_deck_then_accepts(
    tmp_path: Path, quiz: Quiz
) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    deck = Deck(
        id="small", name="Small", topics=(Topic("basics", "Basics", (PICNIC, ABBREVIATION)),)
    )
    for name, text in deck_files(deck).items():
        (folder / name).write_text(text)
    progress = tmp_path / "progress.db"
    none = ipt_cards("check", folder, "--suggest-accept", "--progress", progress, cwd=tmp_path)
    assert none.returncode == 2
    after(quiz(tmp_path, PICNIC), Type('isn\'t: "x"'), CountAsRight())
    after(quiz(tmp_path, ABBREVIATION), Type("Talking cure"), CountAsRight())
    done = ipt_cards("check", folder, "--suggest-accept", "--progress", progress, cwd=tmp_path)
    first, line, second, other = done.stdout.splitlines()
    assert first.endswith('basics.yaml:3: `picnic`, you count `isn\'t: "x"` as right:')
    assert line == '    accept: ["wasn\'t", "isn\'t: \\"x\\""]'
    assert second.endswith("basics.yaml:8: `abbreviation`, you count `Talking cure` as right:")
    assert other == '    accept: "Talking cure"'
    said = ipt_cards(
        "check", folder, "--suggest-accept", "--json", "--progress", progress, cwd=tmp_path
    )
    assert [each["line"] for each in json.loads(said.stdout)] == [3, 8]
    assert json.loads(said.stdout)[0]["accept"] == ["wasn't", 'isn\'t: "x"']
    path = folder / "basics.yaml"
    path.write_text(path.read_text() + other + "\n")
    note = next(note for note in load_deck(folder).notes() if note.id == "abbreviation")
    assert isinstance(note, BasicNote)
    card = cards_of(note)[0]
    assert isinstance(card, BasicCard)
    assert judged(card, "talking cure", {card.key: card}).verdict is Verdict.RIGHT


def test_it_goes_with_an_export_a_backup_and_a_merge(tmp_path: Path, quiz: Quiz) -> None:
    after(quiz(tmp_path, ABBREVIATION), Type("Talking cure"), CountAsRight())
    progress = tmp_path / "progress.db"
    (tmp_path / "other").mkdir()
    for arguments in (
        ("progress", "export", "-o", "x.jsonl", "--progress", progress),
        ("progress", "backup", "copy.db", "--progress", progress),
        ("progress", "merge", "x.jsonl", "--progress", "other/progress.db"),
    ):
        done = ipt_cards(*arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert counted(tmp_path / "other") == counted(tmp_path)
    assert (tmp_path / "copy.accepted.jsonl").is_file()
    # What releases before read is as it was.
    assert "accepted" not in (tmp_path / "x.jsonl").read_text()
