"""What holds of a deck, however often its source and its author change it by turns."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.editing.note_texts import with_note_texts
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.formats.found import NO_ID, Found, FoundNote
from ipt_cards.formats.importing import prepare, write
from ipt_cards.formats.merge import Outcome
from ipt_cards.formats.record import RECORD_FILE, RecordError, read_record


def found(texts: Mapping[str, str], name: str = "Words") -> Found:
    notes = (BasicNote(id=NO_ID, front=front, back=back) for front, back in texts.items())
    return Found(name, tuple(FoundNote(n, n.front, line) for line, n in enumerate(notes, 1)))


def import_into(folder: Path, *sources: tuple[str, Found]) -> tuple[Outcome, ...]:
    scratch = Path(tempfile.mkdtemp(dir=folder.parent))
    prepared = prepare(folder, sources, {}, scratch, {})
    write(prepared)
    shutil.rmtree(scratch)
    return prepared.outcomes


def texts(deck: Deck) -> dict[str, str]:
    return {note.front: note.back for note in deck.notes() if isinstance(note, BasicNote)}


def edit(folder: Path, note: Note, key: str, text: str) -> None:
    path = folder / note.at.file
    path.write_bytes(with_note_texts(path.read_bytes(), note.id, {(key,): text}))


FRONTS = st.sampled_from(["one", "two", "three", "four: a # b", "- five", "7"])
BACKS = st.text("abc #:'\"\n-é", min_size=1, max_size=8).map(str.strip).filter(bool)


class Turns(RuleBasedStateMachine):
    """A source that changes, an author who edits and deletes, and imports in between."""

    def __init__(self) -> None:
        super().__init__()
        self.parent = Path(tempfile.mkdtemp())
        self.folder = self.parent / "deck"
        self.source: dict[str, str] = {"one": "1"}
        self.expected: dict[str, str] = {}
        self.edited: set[str] = set()
        self.deleted: set[str] = set()
        self.ids: dict[str, str] = {}
        self.imported()

    def teardown(self) -> None:
        shutil.rmtree(self.parent)

    @rule(front=FRONTS, back=BACKS)
    def the_source_says(self, front: str, back: str) -> None:
        self.source[front] = f"{front} {back}"  # else it may be another's question, reworded

    @rule(front=FRONTS)
    def the_source_drops(self, front: str) -> None:
        self.source.pop(front, None)

    @rule(front=FRONTS, back=BACKS)
    def the_author_edits(self, front: str, back: str) -> None:
        if front in self.expected and self.expected[front] != back:
            note = next(n for n in load_deck(self.folder).notes() if n.id == self.ids[front])
            edit(self.folder, note, "back", back)
            self.expected[front] = back
            self.edited.add(front)

    @rule()
    def imported(self) -> None:
        outcomes = import_into(self.folder, ("words.csv", found(self.source)))
        for front, back in self.source.items():
            if front not in self.edited or self.expected.get(front) == back:
                self.expected[front] = back
                self.edited.discard(front)
        self.ids |= {note.front: note.id for note in load_deck(self.folder).notes()}  # type: ignore[union-attr] # all are basic
        assert set(outcomes[0].gone) == {
            self.ids[front] for front in self.expected.keys() - self.source.keys()
        }

    @invariant()
    def every_note_is_there_once_with_its_id_and_what_it_should_say(self) -> None:
        deck = load_deck(self.folder)
        assert texts(deck) == self.expected
        assert {n.front: n.id for n in deck.notes()} == {  # type: ignore[union-attr]
            front: self.ids[front] for front in self.expected
        }


TestTurns = Turns.TestCase
TestTurns.settings = settings(max_examples=30, stateful_step_count=12, deadline=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deck"


def test_a_question_that_was_reworded_in_the_source_keeps_its_note(folder: Path) -> None:
    import_into(folder, ("words.csv", found({"Waht?": "That", "Who?": "He"})))
    before = [note.id for note in load_deck(folder).notes()]
    (outcome,) = import_into(folder, ("words.csv", found({"What?": "That", "Who?": "He"})))
    assert outcome.updated == before[:1]
    assert [note.id for note in load_deck(folder).notes()] == before
    assert texts(load_deck(folder)) == {"What?": "That", "Who?": "He"}


def test_a_renamed_copy_of_a_source_is_that_source(folder: Path) -> None:
    import_into(folder, ("words.csv", found({"a": "1", "b": "2", "c": "3"})))
    (outcome,) = import_into(folder, ("words (1).csv", found({"a": "1", "b": "two", "c": "3"})))
    assert (outcome.added, outcome.updated) == ([], ["b"])
    assert list(read_record(folder)) == ["words (1).csv"]


def test_what_the_author_deleted_stays_deleted(folder: Path) -> None:
    import_into(folder, ("words.csv", found({"a": "1", "b": "2"})))
    path = folder / "words.yaml"
    path.write_text(path.read_text().replace("  - id: b\n    front: b\n    back: '2'\n", ""))
    (outcome,) = import_into(folder, ("words.csv", found({"a": "1", "b": "2"})))
    assert outcome.deleted == ["b"]
    assert texts(load_deck(folder)) == {"a": "1"}


def test_the_authors_comments_stay_and_a_note_that_has_one_is_left(folder: Path) -> None:
    import_into(folder, ("words.csv", found({"a": "1", "b": "2"})))
    path = folder / "words.yaml"
    written = path.read_text().replace("front: a", "front: a # as on page 3") + "# the end\n"
    path.write_text(written)
    (outcome,) = import_into(folder, ("words.csv", found({"a": "one", "b": "two", "c": "3"})))
    assert (outcome.updated, outcome.outdated, outcome.added) == (["b"], ["a"], ["c"])
    assert path.read_text() == written.replace("'2'", "two").replace(
        "# the end", "  - id: c\n    front: c\n    back: '3'\n# the end"
    )


def test_notes_that_share_a_key_keep_their_own_when_one_goes(folder: Path) -> None:
    both = (BasicNote(id=NO_ID, front="Bank", back=back) for back in ("of a river", "for money"))
    twice = Found("W", tuple(FoundNote(note, note.front, 1) for note in both))
    import_into(folder, ("w.csv", twice))
    ids = {note.back: note.id for note in load_deck(folder).notes()}  # type: ignore[union-attr]
    (outcome,) = import_into(folder, ("w.csv", Found("W", twice.notes[1:])))
    assert (outcome.updated, outcome.gone) == ([], [ids["of a river"]])
    (outcome,) = import_into(folder, ("w.csv", Found("W", twice.notes[::-1])))
    assert (outcome.updated, outcome.gone, len(outcome.same)) == ([], [], 2)


def test_an_import_that_was_cut_off_before_its_record_brings_nothing_twice(folder: Path) -> None:
    import_into(folder, ("w.csv", found({"a": "1", "b": "2"})))
    record = (folder / RECORD_FILE).read_bytes()
    import_into(folder, ("w.csv", found({"a": "one", "b": "2", "c": "3"})))
    (folder / RECORD_FILE).write_bytes(record)
    (outcome,) = import_into(folder, ("w.csv", found({"a": "one", "b": "2", "c": "3"})))
    assert len(outcome.same) == 3
    assert texts(load_deck(folder)) == {"a": "one", "b": "2", "c": "3"}


def test_what_an_author_adds_to_a_note_stays_when_it_is_updated(folder: Path) -> None:
    import_into(folder, ("w.csv", found({"a": "1"})))
    deck, topic = folder / "deck.yaml", folder / "words.yaml"
    deck.write_text(deck.read_text() + "sources:\n  sections:\n    intro: The beginning\n")
    topic.write_text(topic.read_text() + "    source: intro\n")
    (outcome,) = import_into(folder, ("w.csv", found({"a": "one"})))
    assert outcome.updated == ["a"]
    (note,) = load_deck(folder).notes()
    assert note.sources == ("intro",)
    assert texts(load_deck(folder)) == {"a": "one"}


def test_macros_of_the_deck_make_no_note_look_edited(folder: Path) -> None:
    import_into(folder, ("w.csv", found({"a": "1"})))
    deck = folder / "deck.yaml"
    deck.write_text(deck.read_text() + "macros:\n  \\RR: \\mathbb{R}\n")
    import_into(folder, ("w.csv", found({"a": "1", "b": r"$\RR$"})))
    (outcome,) = import_into(folder, ("w.csv", found({"a": "1", "b": r"$\RR^2$"})))
    assert (outcome.updated, outcome.edited) == (["b"], [])
    assert texts(load_deck(folder))["b"] == r"$\mathbb{R}^2$"


def test_a_note_that_a_deck_cant_have_is_told_by_its_line_and_the_others_come_in(
    folder: Path,
) -> None:
    import_into(folder, ("w.csv", found({"a": "1"})))
    long = {"a": "x" * 30_000, "b": "2", "c": "y" * 30_000}
    (outcome,) = import_into(folder, ("w.csv", found(long)))
    assert {loss.line for loss in outcome.losses} == {1, 3}
    assert all("no card shows more than" in loss.what for loss in outcome.losses)
    assert texts(load_deck(folder)) == {"a": "1", "b": "2"}
    (outcome,) = import_into(folder, ("w.csv", found({"a": "one", "b": "2", "c": "3"})))
    assert (outcome.updated, outcome.added) == (["a"], ["c"])


def test_topics_go_to_files_of_their_own_and_to_those_that_have_their_name(folder: Path) -> None:
    first, second = found({"a": "1"}, "Words"), found({"b": "2"}, "Deck: Verbs::irregular")
    import_into(folder, ("1", first), ("2", second))
    import_into(folder, ("3", found({"c": "3"}, "Words")))
    deck = load_deck(folder)
    assert {topic.name: texts(Deck("d", "D", topics=(topic,))) for topic in deck.topics} == {
        "Words": {"a": "1", "c": "3"},
        "Deck: Verbs / irregular": {"b": "2"},
    }


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format": 2, "sources": {}}', '{"format": 1, "sources": {"a": 1}}'],
)
def test_a_record_that_cant_be_read_is_told_and_nothing_is_imported(
    folder: Path, content: str
) -> None:
    import_into(folder, ("w.csv", found({"a": "1"})))
    (folder / RECORD_FILE).write_text(content)
    with pytest.raises(RecordError, match=r"imports\.json can't be read"):
        import_into(folder, ("w.csv", found({"b": "2"})))
    assert texts(load_deck(folder)) == {"a": "1"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"format": 1,\n "sour', "it is damaged at line 2, column 2"),
        ("[]", "it isn't as import writes it"),
        ('{"format": 2, "sources": {}}', "its format is 2, and 1 is known"),
    ],
)
def test_what_to_do_about_a_damaged_record_is_said_without_a_programs_words(
    folder: Path, content: str, why: str
) -> None:
    import_into(folder, ("w.csv", found({"a": "1"})))
    (folder / RECORD_FILE).write_text(content)
    with pytest.raises(RecordError) as caught:
        import_into(folder, ("w.csv", found({"b": "2"})))
    said = str(caught.value)
    assert f"can't be read: {why}." in said
    assert "Where there is none, delete it" in said
    assert "Error" not in said


def test_without_the_record_what_says_the_same_is_known(folder: Path) -> None:
    import_into(folder, ("w.csv", found({"a": "1", "b": "2"})))
    (folder / RECORD_FILE).unlink()
    (outcome,) = import_into(folder, ("w.csv", found({"a": "1", "b": "two"})))
    assert (outcome.same, len(outcome.added)) == (["a"], 1)
