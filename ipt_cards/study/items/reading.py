"""Reading a class's answers, and their analysis."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.exam.mock.past_exam import PastExam
from ipt_cards.items.analysis import Analysis, analyse
from ipt_cards.items.rasch_scale import rasch_scale
from ipt_cards.scratch_folder import scratch_folder
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.answer_table import AnswerTable, connected
from ipt_cards.study.items.catalogue import Catalogue
from ipt_cards.study.items.own_exams import answers_of, exams_in
from ipt_cards.study.presenting.words import counted


@dataclass(frozen=True, slots=True)
class ClassAnalysis:
    """The analysis of a class's answers. notices: what a person should know of them."""

    analysis: Analysis
    notices: tuple[str, ...]


def analysed(files: Sequence[Path], deck: str | None = None) -> ClassAnalysis:
    """The item analysis of the exams in files.

    deck: the id of the deck that they have to be on, where that is wanted.

    Raises StudyError, with a message for people, for what can't be read or compared, and where
    DuckDB isn't installed; OSError.
    """
    with scratch_folder() as scratch, connected(scratch) as database:
        table, catalogue = AnswerTable(database), Catalogue()
        notices = _add_own_exams(files, deck, table, catalogue)
        if not catalogue.questions:
            raise StudyError(" ".join([*notices, "There are no answers to analyse."]))
        repeats = table.drop_repeats()
        if repeats.answers:
            notices.append(
                f"{counted(repeats.answers, 'answer')} to a question that the same learner was "
                "asked before: only the first counts."
            )
        catalogue.finish(table)
        counts = table.counts(catalogue.questions)
        return ClassAnalysis(analyse(counts, rasch_scale(counts, table.wins)), tuple(notices))


def _add_own_exams(
    files: Sequence[Path], deck: str | None, table: AnswerTable, catalogue: Catalogue
) -> list[str]:
    notices: list[str] = []
    held: dict[str, PastExam] = {}
    learners: dict[str, int] = {}
    for number, path in enumerate(files):
        exams = exams_in(path, path.read_bytes())
        # Two exports of the same learner share exams.
        learner = next((learners[exam.id] for exam in exams if exam.id in learners), number)
        again = 0
        for exam in exams:
            again += exam.id in held
            learners.setdefault(exam.id, learner)
            held.setdefault(exam.id, exam)
        if again:
            notices.append(f"{path}: {counted(again, 'exam')} already read: each counts once.")
    exams = [exam for exam in _on_one_deck(held, deck) if exam.questions]
    if len(exams) < len(held):
        notices.append(
            f"{counted(len(held) - len(exams), 'exam')} sat before answers were kept: only the "
            "score is known, so nothing is told of the questions."
        )
    sittings: dict[str, list[int]] = defaultdict(list)
    answers: dict[str, list[int]] = defaultdict(list)
    for sitting, exam in enumerate(exams):
        for name, value in zip(
            ("sitting", "learner", "at_ms"), (sitting, learners[exam.id], exam.at_ms), strict=True
        ):
            sittings[name].append(value)
        for question, response, score in answers_of(exam, catalogue):
            answers["sitting"].append(sitting)
            answers["question"].append(question)
            answers["response"].append(response)
            answers["score"].append(score)
    if exams:
        table.add("sitting", **sittings)
        table.add("answer", **answers)
    return notices


def _on_one_deck(held: dict[str, PastExam], deck: str | None) -> list[PastExam]:
    on: dict[str, list[PastExam]] = defaultdict(list)
    for exam in held.values():
        on[exam.deck].append(exam)
    if deck is not None:
        return on[deck]
    if len(on) > 1:
        told = ", ".join(f"{name} ({counted(len(of), 'exam')})" for name, of in sorted(on.items()))
        raise StudyError(
            f"these are exams on different decks: {told}. --deck names the one to take"
        )
    return list(held.values())
