from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.editing.topic_notes import new_topic, with_notes
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.topic_file import read_topic
from tests.strategies import ANY_TEXT, HOSTILE_TEXT, decks


def notes_in(content: bytes, sources: dict[str, str] | None = None) -> list[Note]:
    findings = Findings("topic.yaml")
    around = Surroundings(sources or {}, MediaFolder(Path()), Notation())
    read = read_topic("topic", content, around, {}, findings)
    assert read is not None
    assert not findings.problems
    return list(read.topic.notes)


@given(decks())
def test_notes_that_are_written_read_back_as_the_same(deck: Deck) -> None:
    for topic in deck.topics:
        assert notes_in(new_topic(topic.name, topic.notes), deck.sources) == list(topic.notes)


@given(ANY_TEXT | HOSTILE_TEXT, st.lists(ANY_TEXT | HOSTILE_TEXT, max_size=3), st.integers(0, 12))
def test_any_text_is_written_so_that_it_reads_back(
    text: str, others: list[str], repeated: int
) -> None:
    long = " ".join([text] * repeated) or "x"
    note = BasicNote(
        id="a", front=text, back=long.strip(), typed=True, accept=tuple(dict.fromkeys(others))
    )
    assert notes_in(new_topic("T", [note])) == [note]


NEW = BasicNote(id="new", front="A: b # c", back="x\n\n- y", tags=("t",))

FILES = [
    b"topic: T\nnotes: []\n",
    b"topic: T\nnotes: [  ] # none yet\n",
    b"notes: []\ntopic: T\n",
    b"topic: T\nnotes:\n- id: a\n  front: f\n  back: g # why\n# end\n",
    b"topic: T\nnotes:\n- id: a\n  front: f\n  back: g\n\ntags: &x",
    b"topic: T\nnotes:\n      -   id: a\n          front: f\n          back: g\n          tags: [x, y]",
    b"topic: T\nnotes: [{id: a, front: f, back: g, tags: [x]}]",
    b"topic: T\nnotes: [\n  {id: a, front: f, back: g, tags: [x, ], },\n]\n",
    b"\xef\xbb\xbftopic: T\r\nnotes:\r\n  - id: a\r\n    back: g\r\n    front: |\r\n      f\r\n\r\n",
    b"topic: T\nnotes:\n  - id: a\n    back: g\n    front: >\n      f\n\n  # between\n  - {id: b, front: x, back: y}\n",
]


@pytest.mark.parametrize("content", FILES[:4] + FILES[5:])
def test_notes_are_added_at_the_end_and_nothing_else_changes(content: bytes) -> None:
    before = notes_in(content)
    written = with_notes(content, [NEW, BasicNote(id="n2", front="q", back="a")], {}).content
    after = notes_in(written)
    assert after[:-2] == before
    assert after[-2] == NEW
    kept = written.split(b"\n")
    assert all(line in kept for line in content.split(b"\n") if b"#" in line and b"[" not in line)


@pytest.mark.parametrize("content", [each for each in FILES[3:] if b"&x" not in each])
def test_a_note_is_replaced_where_it_stands(content: bytes) -> None:
    new = BasicNote(id="a", front="other", back="two\nlines", tags=("u", "v"))
    others = [note for note in notes_in(content) if note.id != "a"]
    changed = with_notes(content, [], {"a": new})
    assert [note for note in notes_in(changed.content) if note.id != "a"] == others
    assert next(note for note in notes_in(changed.content) if note.id == "a") == new
    assert changed.left == ()


@pytest.mark.parametrize(
    "note",
    [
        "- id: a\n  front: f # mine\n  back: g\n",
        "- id: a # mine\n  front: f\n  back: g\n",
        "- id: a\n  # mine\n  front: f\n  back: g\n",
        "- id: a\n  front: | # mine\n    f\n  back: g\n",
    ],
)
def test_a_note_with_a_comment_within_is_left(note: str) -> None:
    content = f"topic: T\nnotes:\n{note}".encode()
    changed = with_notes(content, [], {"a": BasicNote(id="a", front="x", back="y")})
    assert changed == (content, ("a",))


def test_a_number_sign_in_a_text_is_no_comment() -> None:
    content = b"topic: T\nnotes:\n- id: a\n  front: C#\n  back: '# g'\n"
    changed = with_notes(content, [], {"a": BasicNote(id="a", front="x", back="y")})
    assert changed.left == ()
    assert b"C#" not in changed.content
