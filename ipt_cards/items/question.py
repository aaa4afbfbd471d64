"""A question as learners were asked it, whatever file tells of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a class was asked.

    name: what its author knows it by: a card's key, or a column's name.
    topic: its part of the deck. asked: its plain text. Both "" where nobody tells.
    options: what was or could be answered, plain texts; where `is_choice`, all there was to choose
        from, else the answers that were given most often.
    right: the indexes of the options that are right; none where nobody tells.
    is_choice: whether the learner chose among options that all learners were shown.
    """

    name: str
    topic: str = ""
    asked: str = ""
    options: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    is_choice: bool = False

    @property
    def has_one_key(self) -> bool:
        """Whether it is a choice with one right option, the key, beside distractors."""
        return self.is_choice and len(self.right) == 1 and len(self.options) > 1
