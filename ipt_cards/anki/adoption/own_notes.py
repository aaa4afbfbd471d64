"""Notes of our own note types on their way back: their fields say which kind of note they were."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape

from ipt_cards.anki.adoption.occlusion import OcclusionFields, occlusion_note
from ipt_cards.anki.fields import accents_in
from ipt_cards.anki.note_types import (
    CHOICE,
    CLOZE,
    MATCHING,
    NOTE_TYPES_BY_ID,
    NUMERIC,
    OCCLUSION,
    ORDERING,
    TYPED,
    TYPED_CLOZE,
    Field,
    NoteType,
)
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.deck.answers.numeric import parse_number
from ipt_cards.deck.from_html.html_tree import Element, parse_html
from ipt_cards.deck.from_html.markdown import element_to_markdown, to_markdown
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    Note,
    NumericNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.spelling import USUAL, Spelling


def is_own(note_type: AnkiNoteType) -> bool:
    """Whether it is one of ours, perhaps with the field for the learner's own words."""
    ours = NOTE_TYPES_BY_ID.get(note_type.id)
    return ours is not None and note_type.fields in (ours.fields, (*ours.fields, Field.NOTES))


_OCCLUSION_FIELDS = (Field.OCCLUSION, Field.IMAGE, Field.HEADER, Field.BACK_EXTRA)


def own_note(  # noqa: PLR0913 - what a note is made of
    values: Mapping[str, str],
    note_type: AnkiNoteType,
    ordinals: Sequence[int],
    media: Mapping[str, str],
    cite: Callable[[str], str],
    *,
    ruby: bool,
) -> Note | None:
    """The note, with no id yet; None where a text that it must have is empty.

    cite: gives the id of a source by its text. ruby: as `to_markdown` has it.
    """

    def text(name: str, *, has_clozes: bool = False) -> str:
        return to_markdown(values[name], media, has_clozes=has_clozes, ruby=ruby).text

    def spelling(name: str, typed: NoteType) -> Spelling:
        return Spelling(accents=accents_in(values[name])) if note_type.id == typed.id else USUAL

    extra = text(Field.BACK_EXTRA if note_type.id == OCCLUSION.id else Field.EXTRA)
    sources = tuple(
        cite(source)
        for html in values[Field.SOURCE].split("<br>")
        if (source := to_markdown(html, media).text)
    )
    accept = tuple(
        said
        for html in values.get(Field.ACCEPTED, "").split(" · ")
        if (said := to_markdown(html, media, ruby=ruby).text)
    )
    try:
        if note_type.id in (CLOZE.id, TYPED_CLOZE.id):
            return ClozeNote(
                id="note",
                text=text(Field.TEXT, has_clozes=True),
                typed=note_type.id == TYPED_CLOZE.id,
                accept=accept,
                spelling=spelling(Field.TEXT, TYPED_CLOZE),
                extra=extra,
                sources=sources,
            )
        if note_type.id == CHOICE.id:
            options = list(_options(values[Field.OPTIONS], media, ruby=ruby))
            return ChoiceNote(
                id="note",
                question=text(Field.QUESTION),
                answers=tuple(said for said, why in options if not why),
                distractors=tuple(Distractor(said, why) for said, why in options if why),
                extra=extra,
                sources=sources,
            )
        if note_type.id == OCCLUSION.id:
            found = occlusion_note(
                tuple(values.values()),
                OcclusionFields(*map(OCCLUSION.fields.index, _OCCLUSION_FIELDS)),
                media,
                lambda html: to_markdown(html, media, ruby=ruby).text,
                values[Field.LABELS],
                ruby=ruby,
            )
            return replace(found, sources=sources) if found else None
        if note_type.id == NUMERIC.id:
            number = parse_number(values[Field.NUMBER])
            tolerance = parse_number(values[Field.TOLERANCE] or "0")
            if number is None or tolerance is None:
                return None
            return NumericNote(
                id="note",
                question=text(Field.QUESTION),
                number=number,
                tolerance=tolerance,
                unit=unescape(values[Field.UNIT]),
                extra=extra,
                sources=sources,
            )
        if note_type.id == ORDERING.id:
            steps = _placed(values[Field.OPTIONS], media, ruby=ruby)
            return OrderingNote(
                id="note",
                question=text(Field.QUESTION),
                steps=tuple(steps[place] for place in sorted(steps)),
                extra=extra,
                sources=sources,
            )
        if note_type.id == MATCHING.id:
            left, right = (
                _placed(values[Field.LEFT], media, ruby=ruby),
                _placed(values[Field.OPTIONS], media, ruby=ruby),
            )
            return MatchingNote(
                id="note",
                question=text(Field.QUESTION),
                pairs=tuple(Pair(left[place], right[place]) for place in sorted(left)),
                extra=extra,
                sources=sources,
            )
        return BasicNote(
            id="note",
            front=text(Field.FRONT),
            back=text(Field.BACK),
            reversed=bool(values[Field.REVERSE].strip()) and 1 in ordinals,
            typed=note_type.id == TYPED.id,
            accept=accept,
            spelling=spelling(Field.BACK, TYPED),
            extra=extra,
            sources=sources,
        )
    except (KeyError, ValueError):
        return None


def _options(html: str, media: Mapping[str, str], *, ruby: bool) -> Iterator[tuple[str, str]]:
    """Each option with why it is wrong, "" for a right one."""
    for item in _items(parse_html(html, has_clozes=False)):
        parts = _parts(item, media, ruby=ruby)
        yield parts.get("text", ""), parts.get("why", "")


def _placed(html: str, media: Mapping[str, str], *, ruby: bool) -> dict[int, str]:
    """The text of each option or left side by its place, from 1. Raises ValueError for no place."""
    return {
        int(place.removeprefix("place-")): _parts(item, media, ruby=ruby).get("text", "")
        for item in _items(parse_html(html, has_clozes=False))
        for place in _classes(item)
        if place.startswith("place-")
    }


def _parts(item: Element, media: Mapping[str, str], *, ruby: bool) -> dict[str, str]:
    return {
        name: element_to_markdown(child, media, ruby=ruby)
        for child in item.children
        if isinstance(child, Element)
        for name in _classes(child)
    }


def _classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


def _items(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.name == "li" and {"option", "side"} & {*_classes(child)}:
                yield child
            else:
                yield from _items(child)
