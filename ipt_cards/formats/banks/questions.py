"""From what a bank says of a question to the note that asks it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, TypedDict

from ipt_cards.deck.answers.numeric import parse_number
from ipt_cards.deck.answers.units import is_unit
from ipt_cards.deck.markup.plain import to_plain
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
from ipt_cards.deck.reading.kinds.options import MOST_OPTIONS
from ipt_cards.deck.text import is_identifier, normal_text, without_control_characters
from ipt_cards.formats.found import NO_ID, UNEXPLAINED

OPEN_ANSWER = "In your own words."
"""The answer to an essay's question where the bank has none to compare with."""

TRUE, FALSE = "True", "False"

_WHOLE = Decimal("0.999")
"""The share of the mark from which an answer is right: banks write a third as 33.33333 %."""


class UnaskedError(Exception):
    """A question that no note can ask. The message says why, for people."""


class Answer(NamedTuple):
    """An option, or an answer that may be typed.

    text: Markdown. share: of the mark, 1 for a right answer. feedback: Markdown; "" for none.
    """

    text: str
    share: Decimal = Decimal(0)
    feedback: str = ""


class NumericAnswer(NamedTuple):
    """A number that may be typed, as the bank writes it, and its share of the mark."""

    number: str
    tolerance: str = "0"
    share: Decimal = Decimal(1)
    feedback: str = ""


class _Shared(TypedDict):
    id: str
    extra: str
    tags: tuple[str, ...]


@dataclass(slots=True)
class Question:
    """What a bank says of a question of any kind.

    asked, extra: Markdown. Both grow by what has no other place in a note. lost: what no note here
    can say of it, for people. unexplained: the options of which it doesn't say why they are wrong.
    """

    asked: str
    extra: str = ""
    tags: tuple[str, ...] = ()
    lost: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)

    def choice(self, options: Iterable[Answer]) -> ChoiceNote:
        """A choice. Raises UnaskedError."""
        kept = [option for option in options if option.text]
        right = [option for option in kept if option.share >= _WHOLE]
        if right:
            if any(0 < option.share < _WHOLE for option in kept):
                self.lost.append("an option that gives a part of the mark counts as wrong")
        else:
            right = [option for option in kept if option.share > 0]
        wrong = [option for option in kept if option not in right]
        if not right:
            raise UnaskedError("none of its options is right")
        if len(kept) < 2:
            raise UnaskedError("it has a single option")
        self._require_options([option.text for option in kept], "options")
        self._add(option.feedback for option in right)
        self.unexplained += [option.text for option in wrong if not option.feedback]
        return ChoiceNote(
            question=self._question(),
            answers=tuple(option.text for option in right),
            distractors=tuple(Distractor(o.text, o.feedback or UNEXPLAINED) for o in wrong),
            **self._shared(),
        )

    def true_or_false(self, *, is_true: bool, feedback: str = "", why: str = "") -> ChoiceNote:
        """The choice between true and false.

        feedback: on the right answer. why: the other is wrong.
        """
        options = (TRUE, FALSE) if is_true else (FALSE, TRUE)
        return self.choice(
            [Answer(options[0], Decimal(1), feedback), Answer(options[1], feedback=why)]
        )

    def right(self, answers: Sequence[Answer]) -> list[str]:
        """What may be typed, each once. Raises UnaskedError where nothing may."""
        right: list[Answer] = []
        others: list[Answer] = []
        for each in answers:
            (right if each.text and each.share >= _WHOLE else others).append(each)
        if not right:
            raise UnaskedError("no answer to it is wholly right")
        if any(each.share > 0 for each in others):
            self.lost.append("answers that give a part of the mark aren't kept")
        if any(each.feedback for each in others):
            self.lost.append("feedback on other answers isn't kept")
        self._add(each.feedback for each in right)
        return list(dict.fromkeys(each.text for each in right))

    def typed(self, answers: Sequence[Answer]) -> BasicNote:
        """A question whose answer is typed; its first right answer is the one shown."""
        back, *accept = self.right(answers)
        return BasicNote(
            front=self._question(), back=back, typed=True, accept=tuple(accept), **self._shared()
        )

    def cloze(self, accept: tuple[str, ...] = ()) -> ClozeNote:
        """The text with its gaps, typed."""
        return ClozeNote(text=self._question(), typed=True, accept=accept, **self._shared())

    def numeric(self, answers: Sequence[NumericAnswer], unit: str = "") -> NumericNote:
        """A question whose answer is a number. Raises UnaskedError for what is none."""
        right = [each for each in answers if each.share >= _WHOLE] or [
            each for each in answers if each.share > 0
        ]
        if not right:
            raise UnaskedError("none of its numbers is right")
        number, tolerance = parse_number(right[0].number), parse_number(right[0].tolerance or "0")
        if number is None or tolerance is None:
            raise UnaskedError(f"“{right[0].number}” with “{right[0].tolerance}” is no number")
        if len(right) > 1:
            self.lost.append("of its right numbers only the first is kept")
        if any(each.feedback for each in answers if each not in right):
            self.lost.append("feedback on other numbers isn't kept")
        if len(right) < len(answers) and any(each.share > 0 for each in answers[1:]):
            self.lost.append("numbers that give a part of the mark aren't kept")
        if unit and not is_unit(unit):
            self.lost.append(f"`{unit}` is no unit that is known here")
            unit = ""
        self._add([right[0].feedback])
        return NumericNote(
            question=self._question(),
            number=number,
            tolerance=abs(tolerance),
            unit=unit,
            **self._shared(),
        )

    def matching(self, pairs: Sequence[tuple[str, str]]) -> MatchingNote:
        """Pairs, each of a left side and the right one that belongs to it. Raises UnaskedError."""
        kept = [Pair(left, right) for left, right in pairs if left and right]
        if len(kept) < len(pairs):
            self.lost.append("a right side that belongs to none isn't kept")
        if len(kept) < 2:
            raise UnaskedError("it has fewer than two pairs")
        self._require_options([pair.left for pair in kept], "left sides")
        self._require_options([pair.right for pair in kept], "right sides")
        return MatchingNote(question=self._question(), pairs=tuple(kept), **self._shared())

    def ordering(self, steps: Iterable[str]) -> OrderingNote:
        """Steps in their right order. Raises UnaskedError."""
        kept = tuple(step for step in steps if step)
        if len(kept) < 2:
            raise UnaskedError("it has fewer than two steps")
        self._require_options(kept, "steps")
        return OrderingNote(question=self._question(), steps=kept, **self._shared())

    def essay(self, answer: str) -> BasicNote:
        """An open question. answer: what a learner's own is compared with; "" where none is."""
        if not answer:
            self.lost.append(f"it has no answer to compare with: `back` is “{OPEN_ANSWER}”")
        return BasicNote(
            front=self._question(), back=answer or OPEN_ANSWER, typed=False, **self._shared()
        )

    def _question(self) -> str:
        if not self.asked:
            raise UnaskedError("it asks nothing")
        return normal_text(self.asked)

    def _add(self, feedback: Iterable[str]) -> None:
        """Feedback on right answers is shown with them."""
        self.extra = "\n\n".join(filter(None, dict.fromkeys([self.extra, *feedback])))

    def _shared(self) -> _Shared:
        kept = (normal_text(without_control_characters(tag)).split() for tag in self.tags)
        tags = dict.fromkeys("-".join(words) for words in kept if words)
        return {"id": NO_ID, "extra": self.extra, "tags": tuple(tags)}

    @staticmethod
    def _require_options(texts: Sequence[str], what: str) -> None:
        said = [to_plain(text).casefold() for text in texts]
        if len(set(said)) < len(said):
            raise UnaskedError(f"two of its {what} say the same")
        if len(texts) > MOST_OPTIONS:
            raise UnaskedError(f"it has more than {MOST_OPTIONS} {what}")


def named(note: Note, number: str) -> Note:
    """The note with the number that its bank has for it as id, where that can be one."""
    return replace(note, id=number) if is_identifier(number) else note


def share_of(percent: str) -> Decimal:
    """A percentage, as banks write it, as a share of the mark. Raises UnaskedError."""
    try:
        share = Decimal(percent.strip().replace(",", ".") or "0") / 100
    except InvalidOperation:
        raise UnaskedError(f"“{percent}” is no share of a mark") from None
    if not share.is_finite():
        raise UnaskedError(f"“{percent}” is no share of a mark")
    return share
