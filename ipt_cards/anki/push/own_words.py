"""The learner's own words in Anki: a field `Notes` of our note types, which a push keeps.

Anki replaces all fields of a note that it updates, so what stands there goes with the update.
"""

import re
from collections.abc import Collection, Iterator
from operator import attrgetter

from ipt_cards.anki.models import model
from ipt_cards.anki.note_types import NOTE_TYPES_BY_ID, Field, NoteType, with_notes
from ipt_cards.anki.origin import OwnWords
from ipt_cards.anki.push.live_anki import NewForm
from ipt_cards.anki.push.snapshot import Snapshot
from ipt_cards.anki.reading.note_types import AnkiNoteType

_SHOWN = re.compile(r"\{\{[#^]?Notes\}\}")


def has_field(theirs: AnkiNoteType) -> bool:
    """Whether a note type in Anki is one of ours with the field for the learner's own words."""
    ours = NOTE_TYPES_BY_ID.get(theirs.id)
    return ours is not None and theirs.fields == with_notes(ours).fields


def words_in(anki: Snapshot, before: OwnWords, *, wanted: bool) -> OwnWords:
    """What learners wrote, and which note types have or get the field when they are imported.

    before: what is known of notes that aren't in Anki now. wanted: whether note types that Anki
    doesn't have yet are to have the field, also where none there has it.
    """
    there = {each.id for each in anki.note_types.values() if has_field(each)}
    new = NOTE_TYPES_BY_ID.keys() - anki.note_types.keys()
    texts = {
        note.guid: note.fields[-1]
        for note in anki.notes.values()
        if note.note_type in there and note.fields[-1]
    }
    coming = new if wanted or there else new & before.note_types
    return OwnWords(frozenset(there | coming), {**before.texts, **texts})


def forms_to_set(anki: Snapshot, note_types: Collection[int], *, wanted: bool) -> Iterator[NewForm]:
    """What is to become of note types, told by their ids, so that they show the field.

    wanted: whether those without it are to get it. What a learner made of their design stays.
    """
    for theirs in sorted(anki.note_types.values(), key=attrgetter("name")):
        ours = NOTE_TYPES_BY_ID.get(theirs.id) if theirs.id in note_types else None
        if ours is None:
            continue
        adds = wanted and theirs.fields == ours.fields
        names = tuple(each.name for each in theirs.templates)
        if names != ours.templates or not (adds or has_field(theirs)):
            continue
        form = NewForm(
            theirs.id,
            theirs.name,
            Field.NOTES if adds else None,
            dict(_backs(theirs, ours, adds=adds)),
            _css(theirs.css, ours, adds=adds),
        )
        is_as_it_was = (form.css, form.backs) == (
            theirs.css,
            {each.name: each.back for each in theirs.templates},
        )
        if adds or not is_as_it_was:
            yield form


def _backs(theirs: AnkiNoteType, ours: NoteType, *, adds: bool) -> Iterator[tuple[str, str]]:
    plain, showing = model(ours), model(with_notes(ours))
    for each, before, after in zip(
        theirs.templates, plain.templates, showing.templates, strict=True
    ):
        back = each.back
        if back == before["afmt"]:
            back = after["afmt"]
        elif adds and not _SHOWN.search(back):
            [line] = [line for line in after["afmt"].splitlines() if _SHOWN.search(line)]
            back = f"{back.rstrip()}\n{line.strip()}\n"
        yield each.name, back


def _css(theirs: str, ours: NoteType, *, adds: bool) -> str:
    plain: str = model(ours).css
    showing: str = model(with_notes(ours)).css
    if theirs == plain:
        return showing
    return theirs + showing.removeprefix(plain) if adds else theirs
