"""Decks and notes in a line, and the rules of style that they break."""

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note
from ipt_cards.deck.rules.style.findings import style_advice
from ipt_cards.deck.style_rule import Allowance


def basic(
    front: str,
    back: str = "x",
    note_id: str = "a",
    *,
    both: bool = False,
    tags: tuple[str, ...] = (),
    allow: tuple[Allowance, ...] = (),
) -> BasicNote:
    return BasicNote(id=note_id, front=front, back=back, reversed=both, tags=tags, allow=allow)


def cloze(text: str, note_id: str = "a") -> ClozeNote:
    return ClozeNote(id=note_id, text=text)


def choice(
    question: str,
    answers: str | tuple[str, ...],
    *distractors: str,
    note_id: str = "a",
    tags: tuple[str, ...] = (),
    allow: tuple[Allowance, ...] = (),
) -> ChoiceNote:
    return ChoiceNote(
        id=note_id,
        question=question,
        answers=(answers,) if isinstance(answers, str) else answers,
        distractors=tuple(Distractor(text, "It isn't.") for text in distractors),
        tags=tags,
        allow=allow,
    )


def deck_of(*notes: Note, language: str = "en", allow: tuple[Allowance, ...] = ()) -> Deck:
    topic = Topic("topic", "Topic", notes)
    return Deck(id="demo", name="Demo", topics=(topic,), language=language, allow=allow)


def broken(*notes: Note, language: str = "en") -> list[str]:
    """The rules that these notes break, one for each finding."""
    return [problem.rule for problem in style_advice(deck_of(*notes, language=language))]
