"""A deck that was taken over from the learner's own Anki is pushed back into it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anki.collection import Collection

from tests.anki.real_anki import answer
from tests.cli.command import ipt_cards


@contextmanager
def learners_anki(folder: Path) -> Iterator[Collection]:
    collection = Collection(str(folder / "collection.anki2"))
    try:
        yield collection
    finally:
        collection.close()


def adopted(folder: Path) -> Path:
    """The folder of a deck of two notes, which the learner had in Anki."""
    with learners_anki(folder) as collection:
        for front, back in (("<b>Loss</b>?", "Grief"), ("Roles?", "Transitions")):
            note_type = collection.models.by_name("Basic")
            deck = collection.decks.id("Therapy")
            assert note_type is not None
            assert deck is not None
            note = collection.new_note(note_type)
            note.fields = [front, back]
            note.tags = ["mine"]
            collection.add_note(note, deck)
            answer(collection, note.card_ids()[0])
    ipt_cards("anki", "adopt", "collection.anki2", "-o", "deck", cwd=folder)
    return folder / "deck"


def edit(deck: Path, before: str, after: str) -> None:
    [path] = (path for path in deck.glob("*.yaml") if before in path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


def push(folder: Path) -> dict[str, dict[str, list[str]]]:
    done = ipt_cards(
        "anki", "push", "deck", "--collection", "collection.anki2", "--json", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    return report


def in_anki(folder: Path) -> list[tuple[list[str], list[str], int]]:
    """The notes in Anki: fields, tags, and how often their card was answered."""
    with learners_anki(folder) as collection:
        notes = map(collection.get_note, sorted(collection.find_notes("")))
        return [(note.fields, note.tags, note.cards()[0].reps) for note in notes]


def test_only_what_was_edited_changes_in_anki(tmp_path: Path) -> None:
    deck = adopted(tmp_path)
    edit(deck, "Transitions", "Role *transitions*")
    assert [len(notes) for notes in push(tmp_path)["notes"].values() if notes] == [1, 1]
    assert in_anki(tmp_path) == [
        (["<b>Loss</b>?", "Grief"], ["mine"], 1),
        (["Roles?", "Role <em>transitions</em>"], ["mine"], 1),
    ]
    assert not push(tmp_path)["notes"]["updated"], "the second push has nothing to do"


def test_a_note_that_was_edited_in_anki_alone_stays_so(tmp_path: Path) -> None:
    deck = adopted(tmp_path)
    with learners_anki(tmp_path) as collection:
        note = collection.get_note(min(collection.find_notes("")))
        note["Back"] = "Mourning"
        collection.update_note(note)
    edit(deck, "Transitions", "Role transitions")
    report = push(tmp_path)["notes"]
    assert len(report["edited"]) == 1
    assert [fields[1] for fields, _, _ in in_anki(tmp_path)] == ["Mourning", "Role transitions"]
