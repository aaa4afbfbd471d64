"""Editing a note's texts in its deck's files, without an editor."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.atomic_file import write_atomically
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.editing.note_texts import NoteText, NotFoundError, note_texts, with_note_texts
from ipt_cards.deck.note import Note
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.reading.folder import read_folder
from ipt_cards.deck.reading.yaml.nodes import YamlError
from ipt_cards.deck.reading.yaml_file import content_of
from ipt_cards.study.decks import shown_path
from ipt_cards.study.editor import why_not_edited
from ipt_cards.study.errors import NoteEditError


@dataclass(frozen=True, slots=True)
class EditedNote:
    """A note as it can be edited.

    place: file and line, as a person would type it.
    version: of the file; a note is saved only while it is the same.
    """

    place: str
    version: str
    texts: tuple[NoteText, ...]


def edited_note(folder: Path, note: Note) -> EditedNote:
    """The texts of a note of the deck in a folder. Raises NoteEditError, and OSError."""
    path = folder / note.at.file
    content = _writable(path)
    keys = frozenset(key for key, _ in texts_by_key(note))
    try:
        texts = note_texts(content, note.id, keys)
    except (NotFoundError, YamlError) as error:
        raise NoteEditError(f"{shown_path(path)}: {error}: load the page anew") from None
    return EditedNote(f"{shown_path(path)}:{note.at.line}", _version(content), tuple(texts))


def save_note(
    folder: Path, deck: Deck, note: Note, version: str, changes: Mapping[tuple[str | int, ...], str]
) -> None:
    """Put other texts into a note's file, which is replaced whole or not at all.

    deck: as it was read. changes: by the path of each text.

    Raises NoteEditError where the file is another by now, or the deck would have an error; OSError.
    """
    path = folder / note.at.file
    content = _writable(path)
    if _version(content) != version:
        raise NoteEditError(
            f"{shown_path(path)} was changed meanwhile, so nothing was saved: open the note again"
        )
    try:
        written = with_note_texts(content, note.id, changes)
    except YamlError as error:
        raise NoteEditError(f"{shown_path(path)}: {error}") from None
    except ValueError as error:
        raise NoteEditError(f"Nothing was saved: {error}") from None
    if written == content:
        return
    _require_sound(folder, deck, note, written)
    write_atomically(path, written)


def _writable(path: Path) -> bytes:
    if problem := why_not_edited(path):
        raise NoteEditError(problem)
    return content_of(path)


def _require_sound(folder: Path, deck: Deck, note: Note, written: bytes) -> None:
    reading = read_folder(folder, instead={note.at.file: written})
    problem = next((problem for problem in reading.problems if problem.is_error), None)
    if problem is not None:
        raise NoteEditError(f"Nothing was saved, for {problem.at}: {problem.message}")
    before = {other.id: other for other in deck.notes() if other.id != note.id}
    after = {other.id: other for other in reading.deck.notes()} if reading.deck else {}
    edited = after.pop(note.id, None)
    if edited is None or after != before:
        raise NoteEditError(
            "Nothing was saved, for it would change more than this note: edit the file itself"
        )


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
