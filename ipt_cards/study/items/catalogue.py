"""What the numbers in an answer table mean: which question, which way to answer it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from ipt_cards.items.options import OTHER
from ipt_cards.items.question import Question
from ipt_cards.study.items.answer_table import AnswerTable

_MOST_TOLD = 10
"""Ways to answer a question without options that are told one by one."""


@dataclass(frozen=True, slots=True)
class _Response:
    """A way to answer a question: of a choice the options chosen, else a text."""

    question: int
    options: tuple[int, ...]
    text: str
    is_right: bool


class Catalogue:
    """Numbers questions and the ways to answer them as they are met.

    A question is known again by what it was told apart by, in whatever file.
    """

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self._numbers: dict[Hashable, int] = {}
        self._responses: list[_Response] = []
        self._response_numbers: dict[tuple[int, Hashable], int] = {}

    def question(self, identity: Hashable, question: Question) -> int:
        """The number of a question. identity: what tells it from all others."""
        number = self._numbers.setdefault(identity, len(self.questions))
        if number == len(self.questions):
            self.questions.append(question)
        return number

    def chosen(self, question: int, options: Iterable[int]) -> int:
        """The number of the response that chose these options."""
        held = tuple(sorted(set(options)))
        return self._response(question, held, _Response(question, held, "", is_right=False))

    def given(self, question: int, text: str, *, is_right: bool) -> int:
        """The number of the response that gave a text."""
        made = _Response(question, (), text, is_right)
        return self._response(question, (text, is_right), made)

    def finish(self, table: AnswerTable, least: int = 1) -> None:
        """Tell the table which options each response chose, and the questions what was answered.

        Of what was given to a question without options, only the ways are told one by one that are
        most frequent, and that `least` learners or more gave.
        """
        chosen: list[tuple[int, int]] = []
        given: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, times in table.times_given():
            if number < 0:
                continue
            response = self._responses[number]
            if self.questions[response.question].is_choice:
                chosen += ((number, option) for option in response.options)
            else:
                given[response.question].append((times, number))
        for question, ways in given.items():
            ways.sort(key=lambda way: (-way[0], self._responses[way[1]].text))
            told = [number for times, number in ways if times >= least][:_MOST_TOLD]
            chosen += ((number, option) for option, number in enumerate(told))
            chosen += ((number, OTHER) for _, number in ways if number not in told)
            self.questions[question] = replace(
                self.questions[question],
                options=tuple(self._responses[number].text for number in told),
                right=frozenset(
                    option for option, number in enumerate(told) if self._responses[number].is_right
                ),
            )
        table.add("chosen", response=[r for r, _ in chosen], option=[o for _, o in chosen])

    def _response(self, question: int, key: Hashable, made: _Response) -> int:
        number = self._response_numbers.setdefault((question, key), len(self._responses))
        if number == len(self._responses):
            self._responses.append(made)
        return number
