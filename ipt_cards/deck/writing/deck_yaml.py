"""From a deck to an author's YAML files."""

from typing import Any

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.ruby import SEPARATOR, without_readings
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
from ipt_cards.deck.note_texts import texts_by_key, with_texts
from ipt_cards.deck.occlusion import Box, Caption, Hiding, Mask
from ipt_cards.deck.reading.folder import DECK_FILE
from ipt_cards.deck.spelling import ENGLISH, Accents
from ipt_cards.deck.style_rule import Allowance
from ipt_cards.deck.writing.block_yaml import OnALine, block_yaml


def deck_files(deck: Deck, schema: str | None = None) -> dict[str, str]:
    """The files that say this deck: text by name. Reading them gives the same deck.

    `schema` is a prefix to the schemas' file names, for editors; None leaves them unnamed.
    """
    files = {DECK_FILE: _head(schema, "deck") + block_yaml(_description(deck))}
    for topic in deck.topics:
        files[f"{topic.id}.yaml"] = _head(schema, "topic") + block_yaml(_topic(topic))
    return files


def _head(schema: str | None, name: str) -> str:
    if schema is None:
        return ""
    return f"# yaml-language-server: $schema={schema}{name}.schema.json\n"


def _description(deck: Deck) -> dict[str, Any]:
    said: dict[str, Any] = {"id": deck.id, "name": deck.name}
    if deck.description:
        said["description"] = deck.description
    said |= {"version": deck.version} if deck.version else {}
    if deck.blueprint:
        said["exam"] = {
            "pass": deck.blueprint.pass_percent,
            "questions": deck.blueprint.questions,
            "minutes": deck.blueprint.minutes,
            "blueprint": dict(deck.blueprint.weights),
        }
        if deck.blueprint.levels:
            levels = {level.value: weight for level, weight in deck.blueprint.levels}
            said["exam"]["levels"] = levels
    if any(SEPARATOR in text for note in deck.notes() for _, text in texts_by_key(note)):
        said["ruby"] = True
    said |= {"language": deck.language} if deck.language != ENGLISH else {}
    sources = {"sections": dict(deck.sections), "citations": dict(deck.citations)}
    sources = {key: titles for key, titles in sources.items() if titles}
    if sources:
        said["sources"] = sources
    return said | _allow(deck.allow)


def _allow(allow: tuple[Allowance, ...]) -> dict[str, Any]:
    return {"allow": {each.rule.value: each.reason for each in allow}} if allow else {}


def _topic(topic: Topic) -> dict[str, Any]:
    said: dict[str, Any] = {"topic": topic.name}
    if topic.facts:
        said["facts"] = {fact.id: fact.statement for fact in topic.facts}
    return {**said, "notes": [said_by(note) for note in topic.notes]}


def said_by(note: Note) -> dict[str, Any]:
    """The keys and values that say a note in YAML."""
    if any(SEPARATOR in text for _, text in texts_by_key(note)):
        note = with_texts(note, lambda _, text: without_readings(text))
    said: dict[str, Any] = {"id": note.id}
    match note:
        case BasicNote():
            said |= {"front": note.front, "back": note.back}
            said |= {"reversed": True} if note.reversed else {}
            said |= _typed(note)
            said |= {"template": note.template} if note.template > 1 else {}
        case ClozeNote():
            said |= {"cloze": note.text, **_typed(note)}
        case ChoiceNote():
            said["question"] = note.question
            said["answer"] = _one_or_list(note.answers)
            said["distractors"] = [
                {"text": distractor.text, "why": distractor.why} for distractor in note.distractors
            ]
        case OcclusionNote():
            said["image"] = note.image
            said |= {"header": note.header} if note.header else {}
            said["masks"] = [_mask(mask) for mask in note.masks]
            said |= {"hide": note.hide.value} if note.hide is not Hiding.ALL else {}
            if note.captions:
                said["captions"] = [_caption(caption) for caption in note.captions]
        case NumericNote():
            said |= {"question": note.question, "number": note.number}
            said |= {"tolerance": note.tolerance} if note.tolerance else {}
            said |= {"unit": note.unit} if note.unit else {}
        case OrderingNote():
            said |= {"question": note.question, "order": list(note.steps)}
        case MatchingNote():
            said |= {"question": note.question}
            said |= {"pairs": {pair.left: pair.right for pair in note.pairs}}
    said |= {"extra": note.extra} if note.extra else {}
    said |= {"tags": list(note.tags)} if note.tags else {}
    said |= {"source": _one_or_list(note.sources)} if note.sources else {}
    said |= {"level": note.level.value} if note.level else {}
    said |= {"after": _one_or_list(note.after)} if note.after else {}
    said |= {"facts": _one_or_list(note.facts)} if note.facts else {}
    said |= {"guid": note.guid} if note.guid else {}
    return said | _allow(note.allow)


def _one_or_list(texts: tuple[str, ...]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else list(texts)


def _typed(note: BasicNote | ClozeNote) -> dict[str, Any]:
    said: dict[str, Any] = {"typed": True} if note.typed else {}
    said |= {"accept": list(note.accept)} if note.accept else {}
    accents = note.spelling.accents
    return said | ({"accents": accents.value} if accents is not Accents.NEARLY else {})


def _mask(mask: Mask) -> OnALine:
    said = OnALine(number=mask.number)
    if isinstance(mask.shape, Box):
        box = mask.shape
        said |= {"shape": "ellipse"} if box.is_ellipse else {}
        said |= {key: _number(getattr(box, key)) for key in ("x", "y", "w", "h")}
        said |= {"angle": _number(box.angle)} if box.angle else {}
    else:
        said["points"] = [[_number(x), _number(y)] for x, y in mask.shape.points]
    said |= {"label": mask.label} if mask.label else {}
    said |= {"colour": mask.colour} if mask.colour else {}
    return said


def _caption(caption: Caption) -> OnALine:
    said = OnALine(text=caption.text)
    said |= {key: _number(getattr(caption, key)) for key in ("x", "y", "size")}
    said |= {"colour": caption.colour} if caption.colour else {}
    return said


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value
