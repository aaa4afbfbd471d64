"""Bringing what was found in sources into a deck's folder: whole or not at all."""

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ipt_cards.atomic_file import write_all_atomically
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.editing.topic_notes import new_topic, with_notes
from ipt_cards.deck.note import Note
from ipt_cards.deck.problem import DeckError, Problem
from ipt_cards.deck.reading.folder import DECK_FILE, Reading, read_folder
from ipt_cards.deck.reading.yaml_file import content_of
from ipt_cards.deck.text import suggested_identifier
from ipt_cards.deck.writing.block_yaml import block_yaml
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.errors import UserError
from ipt_cards.formats.blueprint import blueprint_of
from ipt_cards.formats.found import Found
from ipt_cards.formats.macros import together, with_lacking_told
from ipt_cards.formats.merge import Merge, Outcome, Placed
from ipt_cards.formats.placing import files_of, placed_in_topics
from ipt_cards.formats.record import RECORD_FILE, digest, read_record, record_json

_SCHEMA = "topic.schema.json"
_HEAD = f"# yaml-language-server: $schema={_SCHEMA}\n"
_MOST_PASSES = 100
"""Each leaves out the notes that a deck can't have; reading tells at most a thousand of a file."""


class ImportFailedError(UserError):
    """Why nothing was imported."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import that is ready to be written.

    outcomes: one for each source. notes: those that are new or updated, by id. files: what is to be
    written beside the media, by name; `imports.json` last. media: where files are now that go into
    the deck, by path. new_folder: an empty folder beside, where a new deck is made first.
    """

    folder: Path
    outcomes: tuple[Outcome, ...]
    notes: Mapping[str, Note]
    files: Mapping[str, bytes]
    media: Mapping[str, Path]
    new_folder: Path | None


def prepare(
    folder: Path,
    sources: Sequence[tuple[str, Found]],
    media: Mapping[str, Path],
    scratch: Path,
    others: Mapping[str, str],
) -> Prepared:
    """What an import of these sources, each with the name it is recorded under, makes of a deck.

    folder: the deck's; one that is missing or empty becomes a new deck. scratch: an empty folder.
    media: where the files are that the notes show, by their path in the deck.
    others: texts to be put beside a new deck, by file name.

    Raises DeckError where the deck has errors before, RecordError, ImportFailedError and OSError.
    """
    is_new = not folder.is_dir() or not any(folder.iterdir())
    macros = together(found for _, found in sources)
    base = _new_base(folder, scratch, macros) if is_new else folder
    before = read_folder(base)
    errors = tuple(problem for problem in before.problems if problem.is_error)
    if errors or before.deck is None:
        raise DeckError(errors)
    record = {} if is_new else read_record(folder)
    merge = Merge(before.deck, record)
    described = (base / DECK_FILE).read_bytes()
    outcomes = [merge.add(name, with_lacking_told(found, described)) for name, found in sources]
    for _ in range(_MOST_PASSES):
        contents = _contents(base, before.deck, merge, has_schema=_SCHEMA in others and is_new)
        placed = {each.note.id: each.note for each in (*merge.additions, *merge.updates.values())}
        after = read_folder(base, instead=contents, coming=media, alike=placed)
        refused = _refused(after, contents, merge)
        if not refused:
            break
        merge.refuse(refused)
    else:
        raise ImportFailedError("Nothing was imported: too many of the notes can't be in a deck.")
    _require_same_others(before.deck, after, merge)
    _record_as_read(after, merge)
    files = dict(contents)
    if is_new:
        blueprint = (
            blueprint_of(after.deck, [found for _, found in sources]) if after.deck else None
        )
        deck = replace(before.deck, blueprint=blueprint)
        files = {**contents, DECK_FILE: _described(deck, macros)}
        files |= {name: text.encode() for name, text in others.items()}
    files[RECORD_FILE] = record_json(merge.record).encode()
    return Prepared(folder, tuple(outcomes), placed, files, media, base if is_new else None)


def write(prepared: Prepared) -> None:
    """Write a prepared import. Raises OSError; the deck is then as it was.

    A process that is killed amid this leaves each file whole. The import may then be run again: it
    knows the notes that it wrote.
    """
    target = prepared.folder.resolve()
    folder = prepared.new_folder or target
    for path, place in prepared.media.items():
        beside = folder / path
        beside.parent.mkdir(parents=True, exist_ok=True)
        if not beside.exists():
            write_all_atomically({beside: place.read_bytes()})
    write_all_atomically({folder / name: content for name, content in prepared.files.items()})
    if prepared.new_folder and not target.exists():
        folder.replace(target)
    elif prepared.new_folder:
        # An empty folder stays the one it is, for somebody may stand in it. It is a deck's last.
        for made in sorted(folder.iterdir(), key=lambda made: made.name == DECK_FILE):
            made.replace(target / made.name)


def _new_base(folder: Path, scratch: Path, macros: Mapping[str, str]) -> Path:
    stem = folder.resolve().name
    words = " ".join(stem.replace("-", " ").replace("_", " ").replace("::", " ").split())
    name = words[:1].upper() + words[1:] or "Deck"
    deck = Deck(id=suggested_identifier(stem) or "deck", name=name)
    base = scratch / "deck"
    base.mkdir()
    (base / DECK_FILE).write_bytes(_described(deck, macros))
    return base


def _described(deck: Deck, macros: Mapping[str, str]) -> bytes:
    text = deck_files(deck, schema="")[DECK_FILE]
    return (text + (block_yaml({"macros": dict(macros)}) if macros else "")).encode()


def _contents(base: Path, deck: Deck, merge: Merge, *, has_schema: bool) -> dict[str, bytes]:
    """What the topics' files are to hold that change."""
    head = _HEAD if has_schema or (base / _SCHEMA).is_file() else ""
    updates = {note_id: each.note for note_id, each in merge.updates.items()}
    replaced = files_of(deck.notes(), updates)
    added = placed_in_topics(deck, merge.additions)
    contents: dict[str, bytes] = {}
    for topic_id, addition in added.items():
        if addition.is_new:
            contents[f"{topic_id}.yaml"] = new_topic(addition.name, addition.notes, head)
    for name in {**replaced, **{f"{each}.yaml": {} for each in added}}:
        if name in contents:
            continue
        more = (
            added[name.removesuffix(".yaml")].notes if name.removesuffix(".yaml") in added else ()
        )
        changed = with_notes(content_of(base / name), more, replaced.get(name, {}))
        merge.leave(changed.left)
        contents[name] = changed.content
    return contents


def _refused(reading: Reading, contents: Mapping[str, bytes], merge: Merge) -> dict[str, str]:
    """The notes that a deck can't have as they are, each with why."""
    errors = [problem for problem in reading.problems if problem.is_error]
    if not errors:
        return {}
    placed = {each.note.id for each in (*merge.additions, *merge.updates.values())}
    refused: dict[str, str] = {}
    starts: dict[str, list[tuple[int, str]]] = {}
    for problem in errors:
        name = problem.at.file
        if name not in starts:
            lines = contents.get(name, b"").decode("utf-8-sig").split("\n")
            found = ((n, re.match(r"\s*- id: (\S+)", line)) for n, line in enumerate(lines, 1))
            starts[name] = [(number, match[1].strip("'\"")) for number, match in found if match]
        place = bisect(starts[name], problem.at.line, key=lambda start: start[0])
        note_id = starts[name][place - 1][1] if place else ""
        if note_id in placed:
            refused.setdefault(note_id, problem.message)
    if not refused:
        raise ImportFailedError(f"Nothing was imported, for {_told(errors[0])}")
    return refused


def _told(problem: Problem) -> str:
    return f"{problem.at}: {problem.message}"


def _require_same_others(before: Deck, after: Reading, merge: Merge) -> None:
    changed = merge.updates.keys()
    was = {note.id: note for note in before.notes() if note.id not in changed}
    placed = {each.note.id for each in merge.additions}
    notes = after.deck.notes() if after.deck else ()
    now = {note.id: note for note in notes if note.id not in changed and note.id not in placed}
    if was != now:
        raise ImportFailedError(
            "Nothing was imported, for it would change other notes of the deck than its own."
        )


def _record_as_read(after: Reading, merge: Merge) -> None:
    """Remember the notes as they are read, with the deck's macros and readings of words."""
    placed: dict[str, Placed] = {each.note.id: each for each in merge.additions} | merge.updates
    for note in after.deck.notes() if after.deck else ():
        each = placed.get(note.id)
        if each is None or each.note is note or each.note == note:
            continue
        was = digest(note)
        for notes in merge.record.values():
            entry = notes.get(each.key)
            if entry is not None and entry.id == note.id and entry.was != was:
                notes[each.key] = replace(entry, was=was)
