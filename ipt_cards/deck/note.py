"""Notes: what an author writes, one YAML item each."""

from dataclasses import dataclass, field
from decimal import Decimal

from ipt_cards.deck.level import Level
from ipt_cards.deck.occlusion import Caption, Hiding, Mask
from ipt_cards.deck.problem import Position
from ipt_cards.deck.spelling import USUAL, Spelling
from ipt_cards.deck.style_rule import Allowance
from ipt_cards.deck.text import is_identifier, is_normal_text

NOWHERE = Position("")


def _require_text(**texts: str) -> None:
    for name, text in texts.items():
        if not text:
            raise ValueError(f"{name} is empty")
        _require_normal(name, text)


def _require_normal(name: str, text: str) -> None:
    if not is_normal_text(text):
        raise ValueError(f"{name} is not in normal form: {text!r}")


def _require_typed(note: "BasicNote | ClozeNote") -> None:
    for accepted in note.accept:
        _require_text(accept=accepted)
    if note.spelling is USUAL and not note.accept:
        return  # as nearly all have it
    if not note.typed and (note.accept or note.spelling != USUAL):
        raise ValueError("only a typed note accepts other answers or spellings")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyNote:
    """What every kind of note has.

    id: never changes, for all progress hangs on it.
    extra: Markdown shown after the answer, never tested; "" for none.
    tags: Anki tags; `::` in one makes a hierarchy.
    sources: ids of the deck's sections and citations that the note rests on.
    guid: what Anki knows the note by, if it was taken over from there; "" for a note of ours.
    allow: the rules of style that the note may break, each once. It is for authors alone.
    level: what it asks of a learner; None where the author doesn't say.
    after: ids of the notes that are to be learned before it, each once.
    facts: ids of the deck's facts that it asks for, each once.
    at: where the note stands in its file; not part of what the note says.
    """

    id: str
    extra: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    guid: str = ""
    allow: tuple[Allowance, ...] = ()
    level: Level | None = None
    after: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        if not is_identifier(self.id):
            raise ValueError(f"not an id: {self.id!r}")
        if self.extra:
            _require_normal("extra", self.extra)
        for tag in self.tags:
            if not tag or tag.split() != [tag]:
                raise ValueError(f"not a tag: {tag!r}")
            _require_normal("tag", tag)
        if self.guid:
            _require_normal("guid", self.guid)
        for allowed in self.allow:
            _require_text(reason=allowed.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicNote(AnyNote):
    """A question and its answer, both Markdown.

    reversed: the answer is asked for its question, too.
    typed: the learner types the answer; `accept` lists other answers that are right.
    spelling: how an answer is spelled that is typed.
    template: which of its note's cards in Anki it is, from 1; more than 1 only with a guid.
    """

    front: str
    back: str
    reversed: bool = False
    typed: bool = False
    accept: tuple[str, ...] = ()
    spelling: Spelling = USUAL
    template: int = 1

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        AnyNote.__post_init__(self)
        _require_text(front=self.front, back=self.back)
        _require_typed(self)
        if self.template < 1 or (self.template > 1 and not self.guid):
            raise ValueError("only a note that came from Anki is another card than the first")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeNote(AnyNote):
    """A Markdown text with gaps, in Anki's syntax: `{{c1::hidden::hint}}`.

    typed: the learner types what is hidden; `accept` lists other answers that are right.
    spelling: how an answer is spelled that is typed.
    """

    text: str
    typed: bool = False
    accept: tuple[str, ...] = ()
    spelling: Spelling = USUAL

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        AnyNote.__post_init__(self)
        _require_text(text=self.text)
        _require_typed(self)


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong option that looks right, and why it is wrong. Both Markdown."""

    text: str
    why: str

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        _require_text(text=self.text, why=self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceNote(AnyNote):
    """A question with options to choose from: one or several right answers, and distractors."""

    question: str
    answers: tuple[str, ...]
    distractors: tuple[Distractor, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        AnyNote.__post_init__(self)
        _require_text(question=self.question)
        for answer in self.answers:
            _require_text(answer=answer)
        if not self.answers or len(self.answers) + len(self.distractors) < 2:
            raise ValueError("a choice needs a right answer and at least two options")


@dataclass(frozen=True, slots=True, kw_only=True)
class OcclusionNote(AnyNote):
    """A picture with areas that are hidden, each number of them on a card of its own.

    image: its path relative to the deck's folder. header: Markdown above the picture; "" for none.
    captions: texts upon the picture.
    """

    image: str
    masks: tuple[Mask, ...]
    header: str = ""
    hide: Hiding = Hiding.ALL
    captions: tuple[Caption, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        AnyNote.__post_init__(self)
        _require_text(image=self.image)
        labels = (mask.label for mask in self.masks)
        for text in (self.header, *labels, *(caption.text for caption in self.captions)):
            _require_normal("text", text)
        if not self.masks or any(mask.number < 1 for mask in self.masks):
            raise ValueError("a picture needs a mask, and each mask a number from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericNote(AnyNote):
    """A question whose answer is a number.

    tolerance: how far an answer may be from `number` and be right. unit: what the number counts or
    measures, plain text; "" where an answer needs none.
    """

    question: str
    number: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        AnyNote.__post_init__(self)
        _require_text(question=self.question)
        if not self.number.is_finite() or not self.tolerance.is_finite() or self.tolerance < 0:
            raise ValueError(f"no number within a tolerance: {self.number} ± {self.tolerance}")
        if self.unit:
            _require_normal("unit", self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingNote(AnyNote):
    """Steps, Markdown, to be put into the order in which they stand here."""

    question: str
    steps: tuple[str, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        AnyNote.__post_init__(self)
        _require_text(question=self.question)
        for step in self.steps:
            _require_text(step=step)
        if len(self.steps) < 2:
            raise ValueError("an order needs at least two steps")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together, both Markdown."""

    left: str
    right: str

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        _require_text(left=self.left, right=self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingNote(AnyNote):
    """Pairs, of which the right sides are to be found for the left ones."""

    question: str
    pairs: tuple[Pair, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        AnyNote.__post_init__(self)
        _require_text(question=self.question)
        if len(self.pairs) < 2:
            raise ValueError("a matching needs at least two pairs")


Note = (
    BasicNote | ClozeNote | ChoiceNote | OcclusionNote | NumericNote | OrderingNote | MatchingNote
)
"""Any note. A `match` over the kinds is complete."""


def kind_of(note: Note) -> str:
    """The note's kind, as authors call it."""
    match note:
        case BasicNote(typed=True):
            return "typed"
        case BasicNote(reversed=True):
            return "reversed"
        case BasicNote():
            return "basic"
        case NumericNote():
            return "numeric"
        case OrderingNote():
            return "ordering"
        case MatchingNote():
            return "matching"
        case ClozeNote():
            return "cloze"
        case ChoiceNote():
            return "choice"
        case OcclusionNote():
            return "occlusion"


def guid_and_template(note: Note) -> str:
    """What no two notes from Anki may share. It holds a blank, as no id does."""
    return f"{note.guid} {note.template if isinstance(note, BasicNote) else 1}"
