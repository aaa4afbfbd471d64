"""What stands in the fields of a note in Anki: HTML made from the note's Markdown."""

import hashlib
import re
from collections.abc import Callable, Sequence
from html import escape

from ipt_cards.anki.note_types import (
    BASIC,
    CHOICE,
    CLOZE,
    MATCHING,
    NUMERIC,
    OCCLUSION,
    ORDERING,
    TYPED,
    TYPED_CLOZE,
    Field,
    NoteType,
)
from ipt_cards.deck.answers.numeric import numeric_answer
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.html import NameMedia, to_html
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.deck.spelling import Accents

_ACCENTS = re.compile(f"<!--accents:({'|'.join(Accents)})-->")


def note_type_of(note: Note) -> NoteType:
    """The Anki note type that a note becomes."""
    match note:
        case BasicNote():
            return TYPED if note.typed else BASIC
        case ClozeNote():
            return TYPED_CLOZE if note.typed else CLOZE
        case ChoiceNote():
            return CHOICE
        case OcclusionNote():
            return OCCLUSION
        case NumericNote():
            return NUMERIC
        case OrderingNote():
            return ORDERING
        case MatchingNote():
            return MATCHING


def field_values(note: Note, topic: Topic, deck: Deck, name_media: NameMedia) -> list[str]:
    """The note's fields in the order of its note type.

    `name_media` turns a medium's path in the deck into its name in Anki.
    """

    def html(text: str) -> str:
        return to_html(text, name_media) if text else ""

    values = {
        Field.EXTRA: html(note.extra),
        Field.SOURCE: "<br>".join([html(deck.sources[source]) for source in note.sources]),
        Field.TOPIC: html(topic.name),
    }
    match note:
        case BasicNote():
            values[Field.FRONT] = html(note.front)
            values[Field.BACK] = html(note.back) + accents_comment(note)
            values[Field.REVERSE] = "yes" if note.reversed else ""
            values[Field.ACCEPTED] = " · ".join([html(text) for text in note.accept])
        case ClozeNote():
            values[Field.TEXT] = to_html(note.text, name_media, gaps=True) + accents_comment(note)
            values[Field.ACCEPTED] = " · ".join([html(text) for text in note.accept])
        case ChoiceNote():
            values[Field.QUESTION] = html(note.question)
            values[Field.OPTIONS] = _options(note, name_media)
        case OcclusionNote():
            from ipt_cards.anki.occlusion import (  # noqa: PLC0415 - few decks have any
                image_field,
                labels_field,
                occlusion_field,
            )

            values[Field.OCCLUSION] = occlusion_field(note)
            values[Field.IMAGE] = image_field(name_media(note.image))
            values[Field.HEADER] = html(note.header)
            values[Field.BACK_EXTRA] = values[Field.EXTRA]
            values[Field.COMMENTS] = ""
            values[Field.LABELS] = labels_field(note, html)
        case NumericNote():
            values[Field.QUESTION] = html(note.question)
            values[Field.ANSWER] = escape(numeric_answer(note), quote=False)
            values[Field.NUMBER] = str(note.number)
            values[Field.TOLERANCE] = str(note.tolerance) if note.tolerance else ""
            values[Field.UNIT] = escape(note.unit, quote=False)
        case OrderingNote():
            values[Field.QUESTION] = html(note.question)
            values[Field.OPTIONS] = _placed(note.id, note.steps, name_media)
        case MatchingNote():
            values[Field.QUESTION] = html(note.question)
            left = (
                f'<li class="side place-{place}"><div class="text">{html(pair.left)}</div></li>'
                for place, pair in enumerate(note.pairs, start=1)
            )
            values[Field.LEFT] = f'<ol class="left">{"".join(left)}</ol>'
            values[Field.OPTIONS] = _placed(
                note.id, [pair.right for pair in note.pairs], name_media
            )
    return [values[field] for field in note_type_of(note).fields]


def accents_comment(note: BasicNote | ClozeNote) -> str:
    """How much accents count in what is typed: Anki can't say it, and carries it along unseen."""
    accents = note.spelling.accents
    return "" if accents is Accents.NEARLY else f"<!--accents:{accents.value}-->"


def accents_in(html: str) -> Accents:
    """How much accents count, as the comment in a field says it."""
    found = _ACCENTS.search(html)
    return Accents(found[1]) if found else Accents.NEARLY


def _options(note: ChoiceNote, name_media: NameMedia) -> str:
    """All options as one list, in an order that tells nothing and is the same in each build."""
    options = [(answer, "") for answer in note.answers]
    options += [(distractor.text, distractor.why) for distractor in note.distractors]
    items = (_option(text, why, name_media) for text, why in sorted(options, key=_by_hash(note.id)))
    several = " several" if len(note.answers) > 1 else ""
    return f'<ol class="options{several}">{"".join(items)}</ol>'


def _by_hash(note_id: str) -> Callable[[tuple[str, object]], bytes]:
    def place(option: tuple[str, object]) -> bytes:
        return hashlib.sha256(f"{note_id}\n{option[0]}".encode()).digest()

    return place


def _placed(note_id: str, texts: Sequence[str], name_media: NameMedia) -> str:
    """Options that each have a place, in an order that tells nothing of it."""
    options = [(text, place) for place, text in enumerate(texts, start=1)]
    items = (
        f'<li class="option place-{place}"><div class="text">{to_html(text, name_media)}</div></li>'
        for text, place in sorted(options, key=_by_hash(note_id))
    )
    return f'<ol class="options">{"".join(items)}</ol>'


def _option(text: str, why: str, name_media: NameMedia) -> str:
    explained = f'<div class="why">{to_html(why, name_media)}</div>' if why else ""
    return (
        f'<li class="option {"wrong" if why else "right"}">'
        f'<div class="text">{to_html(text, name_media)}</div>{explained}</li>'
    )
