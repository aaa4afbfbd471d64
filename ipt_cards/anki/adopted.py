"""Adopted notes on their way back to Anki: as they were, but for what was edited here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.anki.fields import note_type_of
from ipt_cards.anki.origin import UNSAID, AdoptedNote, Origin, digest, said_in, said_in_own
from ipt_cards.anki.origin_file import ORIGIN_FILE, OriginError
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.html import NameMedia, to_html
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.deck.problem import Problem, Severity

_AS_IT_IS = frozenset({"reversed", "typed", "source", "masks"})
_OBEYED = (
    ("\\<span></span>(", "\\("),
    ("\\<span></span>[", "\\["),
    ("&#91;latex]", "[latex]"),
    ("&#91;/latex]", "[/latex]"),
    ("&#91;$", "[$"),
    ("&#91;/$", "[/$"),
)
"""What our HTML keeps Anki from obeying, and what it obeyed in a field that had it before."""


@dataclass(frozen=True, slots=True)
class Returned:
    """An adopted note as it goes back: its fields, and whether anything of it was edited here.

    lost: the notes and keys whose edits no field can take.
    """

    fields: tuple[str, ...]
    is_edited: bool
    lost: tuple[tuple[Note, str], ...]


def siblings_by_guid(deck: Deck) -> dict[str, list[Note]]:
    """The notes that were taken over from the same note, by its GUID."""
    found: dict[str, list[Note]] = {}
    for note in deck.adopted_notes():
        found.setdefault(note.guid, []).append(note)
    return found


def returned(record: AdoptedNote, notes: Sequence[Note], name_media: NameMedia) -> Returned:
    """What goes back of an adopted note, from the notes that it became."""
    fields = list(record.fields)
    edited: set[int] = set()
    lost: list[tuple[Note, str]] = []
    for note in notes:
        for key, text, place in _edits(record, note):
            if place is None or place in edited:
                lost.append((note, key))
                continue
            edited.add(place)
            if key in _AS_IT_IS:
                fields[place] = text
            elif key == "image":
                from ipt_cards.anki.occlusion import image_field  # noqa: PLC0415 - as below

                fields[place] = image_field(name_media(text))
            else:
                fields[place] = _html(text, fields[place], name_media, gaps=key == "cloze")
    is_edited = bool(edited) or tuple(sorted(notes[0].tags)) != tuple(sorted(record.tags))
    return Returned(tuple(fields), is_edited, tuple(lost))


def is_unedited(record: AdoptedNote, note: Note) -> bool:
    """Whether a note of a note type of ours still says what it said when it was taken over."""
    texts = record.texts.get(1)
    if not texts or tuple(sorted(note.tags)) != tuple(sorted(record.tags)):
        return False
    said = {key: digest(text) for key, text in said_in_own(note).items()}
    return said == {key: mapped.was for key, mapped in texts.items()}


def lost_edits(deck: Deck, origin: Origin) -> Iterator[Problem]:
    """A warning for each edit of an adopted note that can't go back to Anki."""
    for guid, notes in siblings_by_guid(deck).items():
        record = origin.notes[guid]
        if record.fields:
            for note, key in returned(record, notes, str).lost:
                yield _warning(
                    note,
                    f"`{key}` of `{note.id}` was edited, but no field of the note in Anki holds "
                    "just that: in Anki it stays as it was, so edit it there, too",
                )
        elif note_type_of(notes[0]).id != record.note_type:
            yield _warning(
                notes[0],
                f"`{notes[0].id}` is of another kind than in Anki, which will not update it: give "
                "it a new id and no guid, to make it another note",
            )


def require_origin(deck: Deck, origin: Origin | None, folder: str) -> Origin:
    """The origin, or an empty one for a deck that wasn't taken over.

    Raises OriginError where a note's guid tells of an origin that isn't there.
    """
    known: Mapping[str, AdoptedNote] = origin.notes if origin else {}
    strange = [note.id for note in deck.adopted_notes() if note.guid not in known]
    if strange:
        listed = ", ".join(f"`{each}`" for each in strange[:3]) + (" …" if strange[3:] else "")
        missing = "knows nothing of them" if origin else "is not there"
        raise OriginError(
            f"{listed}: these notes have a guid, so they came from Anki, but "
            f"{folder}/{ORIGIN_FILE} {missing}. Put it back as `ipt-cards anki adopt` wrote it, "
            "or adopt the deck again. Without the guid, a note is a new one in Anki."
        )
    return origin or Origin()


def _edits(record: AdoptedNote, note: Note) -> Iterable[tuple[str, str, int | None]]:
    """Each text that was edited: its key, what it says now, and the field for it."""
    texts = record.texts.get(note.template if isinstance(note, BasicNote) else 1, {})
    for key, text in said_in(note).items():
        mapped = texts.get(key, UNSAID)
        if digest(text) != mapped.was:
            yield key, text, mapped.field


def _html(text: str, before: str, name_media: NameMedia, *, gaps: bool) -> str:
    from ipt_cards.deck.from_html.ruby import as_brackets  # noqa: PLC0415 - few decks came from Anki

    html = to_html(text, name_media, gaps=gaps) if text else ""
    for hindered, obeyed in _OBEYED:
        if obeyed in before:
            html = html.replace(hindered, obeyed)
    return as_brackets(html, before)


def _warning(note: Note, message: str) -> Problem:
    return Problem(note.at, "edit-stays-here", message, Severity.WARNING)
