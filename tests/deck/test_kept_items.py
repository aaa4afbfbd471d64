"""A deck that is read again and again as it is edited: what is read is the same as at first."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_cards.deck.reading import topic_file
from ipt_cards.deck.reading.folder import read_folder
from ipt_cards.deck.reading.items import kept_items
from ipt_cards.deck.reading.items.item import read_item
from ipt_cards.deck.reading.items.kept_items import KeptItems
from ipt_cards.deck.reading.yaml import lines, parser
from tests.web.test_safety import PIXEL

HEADS = (
    "topic: All\nnotes:\n",
    "topic: All\n\nfacts:\n  known: A fact.\nnotes: # here\n\n  # first\n",
    'topic: "a\nnotes:\n  - a"\nnotes:\n',
    "topic: All\n",
    "notes:\n",
    "topic: All\nnotes: []\n",
    "---\ntopic: All\nnotes:\n",
)
ITEMS = (
    "- id: a\n  front: A\n  back: B\n",
    "- id: a\n  front: Another A\n  back: B\n  after: b\n",
    "- id: b\n  front: |\n    - id: c\n\n    more\n  back: B # or not\n  facts: [known, none]\n",
    "# said\n- id: c\n  cloze: >-\n    {{c1::C}}\n    and more\n\n",
    "-\n  id: d\n  front: D\n  back: D\n",
    "-   id: e\n    question: E?\n    answer: E\n    distractors: [F, G]\n",
    "- {id: f, front: F,\n  back: F}\n",
    '- id: g\n  front: "G\n- id: h\n  front: H"\n  back: G\n',
    '- id: i\n  front: "\n',
    "- id: j\n  front: J\n  back: ![](a.gif)\n",
    "- id: k\n  front: K\n  back: ![](nothing.gif)\n",
    "- id: l\n  front: &l L\n  back: L\n",
    "- id: m\n  fronts: M\n",
    "- a text\n",
    "- - a list\n",
    "- id: n\n  front: N\n  back: N\n  source: s\n",
    "- id: o\n  front: O\n  back: O\n  guid: x\n",
    "- id: p\n  front: P\n  back: P\n  guid: x\n",
    "facts:\n  other: Another.\n",
    "notes:\n- id: q\n  front: Q\n  back: Q\n",
    "...\n",
    "\n\n",
)
DESCRIPTIONS = (
    "id: deck\nname: Deck\n",
    "id: deck\nname: Deck\nsections:\n  s: A source\n",
    "id: deck\nname: Deck\nruby: true\n",
    "id: [\n",
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A topic's file, whose notes stand at one place as a rule."""
    spaces = " " * draw(st.sampled_from([0, 2, 2, 2, 4]))
    items = draw(st.lists(st.sampled_from(ITEMS), max_size=6))
    text = draw(st.sampled_from(HEADS))
    for item in items:
        text += "".join(
            spaces + line if line.strip() else line for line in item.splitlines(keepends=True)
        )
    if draw(st.integers(0, 5)) == 0:
        text = text.rstrip("\n")
    return text.replace("\n", "\r\n") if draw(st.integers(0, 5)) == 0 else text


def notes_of(folder: Path, kept: KeptItems | None) -> tuple[object, ...]:
    reading = read_folder(folder, kept=kept)
    places = [note.at for note in reading.deck.notes()] if reading.deck else []
    return reading.deck, places, reading.problems, reading.section_positions


EVERY = st.tuples(files(), st.sampled_from(DESCRIPTIONS), st.booleans())
SOUND = "topic: All\nnotes:\n  - id: a\n    front: A\n    back: B\n"


@given(st.lists(EVERY, min_size=2, max_size=5))
@example([(HEADS[0] + ITEMS[0] + ITEMS[2] + ITEMS[18], DESCRIPTIONS[0], False)] * 2)
@example([(SOUND + "  # ...\n", DESCRIPTIONS[0], False), (SOUND + "...\n", DESCRIPTIONS[0], False)])
def test_what_is_read_again_is_what_is_read_at_first(
    tmp_path_factory: pytest.TempPathFactory, states: list[tuple[str, str, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("deck")
    kept = KeptItems()
    for written, description, has_picture in states:
        (folder / "deck.yaml").write_text(description, encoding="utf-8")
        (folder / "all.yaml").write_bytes(written.encode())
        (folder / "other.yaml").write_text(SOUND.replace("id: a", "id: z"), encoding="utf-8")
        if has_picture:
            (folder / "a.gif").write_bytes(PIXEL)
        else:
            (folder / "a.gif").unlink(missing_ok=True)
        assert notes_of(folder, kept) == notes_of(folder, None)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the items that were parsed and read."""
    ids: list[str] = []

    def told(*arguments: object) -> object:
        item = read_item(*arguments)  # type: ignore[arg-type] # as it came
        ids.append(item.id)
        return item

    monkeypatch.setattr(topic_file, "read_item", told)
    return ids


def write(folder: Path, backs: list[str]) -> None:
    (folder / "deck.yaml").write_text("id: deck\nname: Deck\n", encoding="utf-8")
    items = (
        f"  - id: note-{number}\n    front: F {number}\n    back: {back}\n"
        for number, back in enumerate(backs)
    )
    (folder / "all.yaml").write_text("topic: All\nnotes:\n" + "".join(items), encoding="utf-8")


def test_only_what_was_edited_is_parsed_and_what_moved_has_its_new_place(
    tmp_path: Path, read: list[str]
) -> None:
    backs = [f"Back {number}." for number in range(100)]
    kept = KeptItems()
    write(tmp_path, backs)
    read_folder(tmp_path, kept=kept)
    assert len(read) == 100
    read.clear()
    backs[40] = "|\n      Several\n\n      lines."
    write(tmp_path, backs)
    deck = read_folder(tmp_path, kept=kept).deck
    assert read == ["note-0", "note-40"]  # the first tells that the file is one of notes
    assert deck is not None
    assert [note.at.line for note in deck.notes()][39:42] == [120, 123, 129]
    read.clear()
    backs[60] = ""
    for _ in range(2):  # a note with an error is read each time
        write(tmp_path, backs)
        [problem] = read_folder(tmp_path, kept=kept).problems
        assert (problem.rule, problem.at.line) == ("empty-text", 188)
    assert read == ["note-0", "note-60"] * 2


def test_a_note_is_read_anew_when_its_picture_is_another(tmp_path: Path, read: list[str]) -> None:
    kept = KeptItems()
    (tmp_path / "a.gif").write_bytes(PIXEL)
    write(tmp_path, ["One.", "'![](a.gif)'", "Two."])
    for _ in range(2):
        assert read_folder(tmp_path, kept=kept).problems == ()
    assert read == ["note-0", "note-1", "note-2", "note-0"]
    read.clear()
    os.utime(tmp_path / "a.gif", ns=(1, 1))
    read_folder(tmp_path, kept=kept)
    assert read == ["note-0", "note-1"]
    (tmp_path / "a.gif").unlink()
    [problem] = read_folder(tmp_path, kept=kept).problems
    assert problem.rule == "bad-media"


def test_a_file_that_holds_too_much_in_all_is_refused_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptItems()
    write(tmp_path, ["A.", "B."])
    read_folder(tmp_path, kept=kept)
    most = 2 + 2 + 3 + 2 + 2 * 8 + 2  # the document, the topic, the list, its notes, the stream
    for allowed in range(most - 3, most + 3):
        for module in (kept_items, lines, parser):
            monkeypatch.setattr(module, "MAXIMUM_NODES", allowed)
        again = read_folder(tmp_path, kept=kept).problems
        assert again == read_folder(tmp_path).problems
