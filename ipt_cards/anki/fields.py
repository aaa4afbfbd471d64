"""What stands in the fields of a note in Anki: HTML made from the note's Markdown."""

import hashlib

from ipt_cards.anki.note_types import BASIC, CHOICE, CLOZE, OCCLUSION, TYPED, Field, NoteType
from ipt_cards.anki.occlusion import image_field, labels_field, occlusion_field
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.html import NameMedia, to_html
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Note, OcclusionNote


def note_type_of(note: Note) -> NoteType:
    """The Anki note type that a note becomes."""
    match note:
        case ClozeNote():
            return CLOZE
        case ChoiceNote():
            return CHOICE
        case OcclusionNote():
            return OCCLUSION
        case BasicNote():
            return TYPED if note.typed else BASIC


def field_values(note: Note, topic: Topic, deck: Deck, name_media: NameMedia) -> list[str]:
    """The note's fields in the order of its note type.

    `name_media` turns a medium's path in the deck into its name in Anki.
    """

    def html(text: str) -> str:
        return to_html(text, name_media) if text else ""

    values = {
        Field.EXTRA: html(note.extra),
        Field.SOURCE: "<br>".join(html(deck.sources[source]) for source in note.sources),
        Field.TOPIC: html(topic.name),
    }
    match note:
        case BasicNote():
            values[Field.FRONT] = html(note.front)
            values[Field.BACK] = html(note.back)
            values[Field.REVERSE] = "yes" if note.reversed else ""
            values[Field.ACCEPTED] = " · ".join(html(text) for text in note.accept)
        case ClozeNote():
            values[Field.TEXT] = to_html(note.text, name_media, gaps=True)
        case ChoiceNote():
            values[Field.QUESTION] = html(note.question)
            values[Field.OPTIONS] = _options(note, name_media)
        case OcclusionNote():
            values[Field.OCCLUSION] = occlusion_field(note)
            values[Field.IMAGE] = image_field(name_media(note.image))
            values[Field.HEADER] = html(note.header)
            values[Field.BACK_EXTRA] = values[Field.EXTRA]
            values[Field.COMMENTS] = ""
            values[Field.LABELS] = labels_field(note, html)
    return [values[field] for field in note_type_of(note).fields]


def _options(note: ChoiceNote, name_media: NameMedia) -> str:
    """All options as one list, in an order that tells nothing and is the same in each build."""

    def place(option: tuple[str, str]) -> bytes:
        return hashlib.sha256(f"{note.id}\n{option[0]}".encode()).digest()

    options = [(answer, "") for answer in note.answers]
    options += [(distractor.text, distractor.why) for distractor in note.distractors]
    items = (_option(text, why, name_media) for text, why in sorted(options, key=place))
    several = " several" if len(note.answers) > 1 else ""
    return f'<ol class="options{several}">{"".join(items)}</ol>'


def _option(text: str, why: str, name_media: NameMedia) -> str:
    explained = f'<div class="why">{to_html(why, name_media)}</div>' if why else ""
    return (
        f'<li class="option {"wrong" if why else "right"}">'
        f'<div class="text">{to_html(text, name_media)}</div>{explained}</li>'
    )
