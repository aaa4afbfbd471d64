"""Notes of our own note types on their way back: their fields say which kind of note they were."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ipt_cards.anki.adoption.html_tree import Element, parse_html
from ipt_cards.anki.adoption.markdown import element_to_markdown, to_markdown
from ipt_cards.anki.adoption.occlusion import OcclusionFields, occlusion_note
from ipt_cards.anki.note_types import CHOICE, CLOZE, NOTE_TYPES, OCCLUSION, TYPED, Field
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note

OWN_NOTE_TYPES = {note_type.id: tuple(map(str, note_type.fields)) for note_type in NOTE_TYPES}
"""The fields of our note types by id."""

_OCCLUSION_FIELDS = (Field.OCCLUSION, Field.IMAGE, Field.HEADER, Field.BACK_EXTRA)


def own_note(
    values: Mapping[str, str],
    note_type: AnkiNoteType,
    ordinals: Sequence[int],
    media: Mapping[str, str],
    cite: Callable[[str], str],
) -> Note | None:
    """The note, with no id yet; None where a text that it must have is empty.

    cite: gives the id of a source by its text.
    """

    def text(name: str, *, has_clozes: bool = False) -> str:
        return to_markdown(values[name], media, has_clozes=has_clozes).text

    extra = text(Field.BACK_EXTRA if note_type.id == OCCLUSION.id else Field.EXTRA)
    sources = tuple(
        cite(source)
        for html in values[Field.SOURCE].split("<br>")
        if (source := to_markdown(html, media).text)
    )
    try:
        if note_type.id == CLOZE.id:
            cloze = text(Field.TEXT, has_clozes=True)
            return ClozeNote(id="note", text=cloze, extra=extra, sources=sources)
        if note_type.id == CHOICE.id:
            options = list(_options(values[Field.OPTIONS], media))
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
                lambda html: to_markdown(html, media).text,
                values[Field.LABELS],
            )
            return replace(found, sources=sources) if found else None
        typed = note_type.id == TYPED.id
        accepted = values[Field.ACCEPTED].split(" · ") if typed else []
        return BasicNote(
            id="note",
            front=text(Field.FRONT),
            back=text(Field.BACK),
            reversed=bool(values[Field.REVERSE].strip()) and 1 in ordinals,
            typed=typed,
            accept=tuple(said for each in accepted if (said := to_markdown(each, media).text)),
            extra=extra,
            sources=sources,
        )
    except ValueError:
        return None


def _options(html: str, media: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each option with why it is wrong, "" for a right one."""
    for item in _items(parse_html(html, has_clozes=False)):
        parts = {
            name: element_to_markdown(child, media)
            for child in item.children
            if isinstance(child, Element)
            for name in _classes(child)
        }
        yield parts.get("text", ""), parts.get("why", "")


def _classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


def _items(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.name == "li" and "option" in _classes(child):
                yield child
            else:
                yield from _items(child)
