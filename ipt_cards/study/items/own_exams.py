"""Exams that learners exported with `ipt-cards exam --history --json`."""

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ipt_cards.exam.mock.attempt import Arranged, Chosen, Graded, Typed
from ipt_cards.exam.mock.past_exam import PastExam, from_line, from_values
from ipt_cards.exam.mock.past_question import PastQuestion
from ipt_cards.forecast.exam_card import Form
from ipt_cards.items.options import UNANSWERED, UNTOLD_RESPONSE
from ipt_cards.items.question import Question, natural
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.answer_table import UNIT, AnswerTable
from ipt_cards.study.items.catalogue import Catalogue
from ipt_cards.study.presenting.words import counted

_LINE = b'{"v":'
"""How a line begins in the file that past exams are kept in."""


@dataclass
class OwnExams:
    """The exams of all learners, each once."""

    held: dict[str, PastExam] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def read(self, path: Path, name: str) -> list[str]:
        """Take the exams of a file in. Returns what a person should know. name: for messages.

        Raises StudyError as `exams_in` does; OSError.
        """
        exams = exams_in(name, path.read_bytes())
        # Two exports of the same learner share exams.
        known = (self.owners[exam.id] for exam in exams if exam.id in self.owners)
        owner = next(known, path.stem)
        again = 0
        for exam in exams:
            again += exam.id in self.held
            self.owners.setdefault(exam.id, owner)
            self.held.setdefault(exam.id, exam)
        if not exams:
            return [f"{name}: there are no exams in it."]
        return [f"{name}: {counted(again, 'exam')} already read: each counts once."] * bool(again)

    def add(self, deck: str | None, table: AnswerTable, catalogue: Catalogue) -> list[str]:
        """Put the answers of the exams on a deck into the table; what a person should know.

        deck: its id; None for the one that all are on. Raises StudyError where there are several.
        """
        wanted = self._on_one_deck(deck)
        if not wanted and self.held:
            return [elsewhere({exam.deck for exam in self.held.values()}, str(deck))]
        exams = _under_newest_ids([exam for exam in wanted if exam.questions])
        sittings: dict[str, list[int]] = defaultdict(list)
        answers: dict[str, list[int]] = defaultdict(list)
        learners: dict[str, int] = {}
        met = {_identity(asked): asked for exam in exams for asked in exam.questions}
        for asked in sorted(met.values(), key=lambda each: (each.topic, natural(each.card))):
            catalogue.question(_identity(asked), _question(asked))
        for sitting, exam in enumerate(exams, start=table.sittings):
            owner = self.owners[exam.id]
            if owner not in learners:
                learners[owner] = table.add_learner(owner)
            _append(sittings, sitting=sitting, learner=learners[owner], at_ms=exam.at_ms)
            for question, response, score in answers_of(exam, catalogue):
                _append(answers, sitting=sitting, question=question, response=response, score=score)
        if exams:
            table.add("sitting", **sittings)
            table.add("answer", **answers)
        untold = len(wanted) - len(exams)
        if not untold:
            return []
        told = f"{counted(untold, 'exam')} sat before answers were kept: only the score is known, "
        return [told + "so nothing is told of the questions."]

    def _on_one_deck(self, deck: str | None) -> list[PastExam]:
        on: dict[str, list[PastExam]] = defaultdict(list)
        for exam in self.held.values():
            on[exam.deck].append(exam)
        if deck is not None:
            return on[deck]
        if len(on) > 1:
            told = ", ".join(
                f"{name} ({counted(len(of), 'exam')})" for name, of in sorted(on.items())
            )
            raise StudyError(
                f"these are exams on different decks: {told}. --deck names the one to take"
            )
        return list(self.held.values())


def elsewhere(decks: Iterable[str], wanted: str) -> str:
    """What a person should know where all answers are on other decks than the one wanted."""
    return f"the answers are on {', '.join(sorted(decks))}, none on {wanted}."


def exams_in(name: str, content: bytes) -> list[PastExam]:
    """The exams in a file: an export, or the lines in which they are kept.

    Raises StudyError, with its place, for a file that holds no such.
    """
    if content.startswith(_LINE):
        return [
            _exam(f"{name}:{number}", line)
            for number, line in enumerate(content.split(b"\n"), start=1)
            if line.strip()
        ]
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        at = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise StudyError(
            f"{name}{at}: this is no JSON, as `ipt-cards exam --history --json` prints it"
        ) from None
    if not isinstance(told, list):
        raise StudyError(
            f"{name}: this is no list of exams, as `ipt-cards exam --history --json` prints it"
        )
    return [_exam(f"{name}: exam {number}", each) for number, each in enumerate(told, 1)]


def answers_of(exam: PastExam, catalogue: Catalogue) -> list[tuple[int, int, int]]:
    """For each question of an exam its number, that of the response, and the score in units."""
    rows = []
    for asked in exam.questions:
        question = catalogue.question(_identity(asked), _question(asked))
        response = _response(asked, question, catalogue)
        rows.append((question, response, round(asked.credit * UNIT)))
    return rows


def _under_newest_ids(exams: list[PastExam]) -> list[PastExam]:
    """The exams with questions under the id that they had last, where an author renamed notes.

    What asks the very same is the same question, unless one exam asked it under both ids.
    """
    newest: dict[Hashable, str] = {}
    together: set[Hashable] = set()
    for exam in sorted(exams, key=lambda exam: exam.at_ms):
        contents = Counter(map(_content, exam.questions))
        together |= {content for content, times in contents.items() if times > 1}
        newest |= {_content(asked): asked.card for asked in exam.questions}
    return [
        replace(
            exam,
            questions=tuple(
                asked
                if _content(asked) in together
                else replace(asked, card=newest[_content(asked)])
                for asked in exam.questions
            ),
        )
        for exam in exams
    ]


def _append(columns: dict[str, list[int]], **values: int) -> None:
    for name, value in values.items():
        columns[name].append(value)


def _exam(place: str, told: object) -> PastExam:
    try:
        return from_line(told) if isinstance(told, bytes) else from_values(told)
    except ValueError as error:
        raise StudyError(f"{place}: this is no exam that was sat ({error})") from None


def _identity(asked: PastQuestion) -> Hashable:
    return asked.card, _content(asked)


def _content(asked: PastQuestion) -> Hashable:
    # A question that was reworded, or given another option, measures something else.
    return asked.form, asked.asked, frozenset(asked.answers), frozenset(asked.options)


def _question(asked: PastQuestion) -> Question:
    choice = asked.form is Form.CHOICE
    return Question(
        asked.card,
        asked.topic,
        asked.asked,
        asked.options if choice else (),
        frozenset(range(asked.right)) if choice else frozenset(),
        choice,
    )


def _response(asked: PastQuestion, question: int, catalogue: Catalogue) -> int:
    is_right = asked.credit == 1
    match asked.response:
        case Chosen(options):
            # Its author may have put them into another order since.
            known = catalogue.questions[question].options
            return catalogue.chosen(question, (known.index(asked.options[o]) for o in options))
        case Arranged(arrangement):
            placed = ["…" if each is None else asked.options[each] for each in arrangement]
            return catalogue.given(question, " · ".join(placed), is_right=is_right)
        case Typed(text):
            return catalogue.given(question, " ".join(text.split()), is_right=is_right)
        case Graded():
            return UNTOLD_RESPONSE
        case _:
            return UNANSWERED
