"""A push that breaks off is completed by the next one, wherever it broke off."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ipt_cards.anki.push.live_anki import AnkiUnavailableError, LiveAnki
from ipt_cards.scheduling.grade import Grade
from tests.anki.push.learners_anki import WAYS
from tests.anki.push.pushing import Student

CHANGES = (
    "import_package",
    "set_schedules",
    "set_suspended",
    "remove_reviews",
    "add_reviews",
    "set_form",
)


class Breaking:
    """An Anki that is gone at the change of that number, before it is made or just after."""

    def __init__(self, anki: LiveAnki, number: int, *, after: bool) -> None:
        self._anki = anki
        self.removes_reviews = anki.removes_reviews
        self._left = number
        self._after = after

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._anki, name)
        if name not in CHANGES:
            return method

        def change(*arguments: Any, **options: Any) -> None:
            self._left -= 1
            if self._left >= 0 or self._after:
                method(*arguments, **options)
            if self._left < 0:
                raise AnkiUnavailableError("Anki is gone.")

        return change


def student_with_work(folder: Path, way: str) -> Student:
    """One whose Anki has a bit of the deck, and whose push makes every kind of change."""
    student = Student(folder, way)
    undone = student.answers((6, "weeks/c2", Grade.GOOD), (5, "weeks/c2", Grade.GOOD))
    student.push()
    student.undoes(*undone)
    student.answers_in_anki((4, "weeks/c1"))
    student.answers(
        (9, "capital/forward", Grade.GOOD),
        (8, "capital/forward", Grade.GOOD),
        (2, "weeks/c1", Grade.AGAIN),
    )
    student.suspends("colour", True)
    student.suspends("weeks/c1", True)
    with student.anki.collection() as collection:
        capital = student.card_in_anki("capital/forward").note
        collection.remove_notes([capital])  # type: ignore[list-item] # a NewType
    return student


def standing(student: Student) -> tuple[object, ...]:
    """All that a push may change in Anki, but for Anki's own ids and clocks."""
    anki = student.in_anki()
    cards = {
        identity: (c.kind, c.queue, c.due, c.interval, c.ease_factor, c.reviews, c.lapses)
        for identity, c in anki.cards.items()
    }
    reviews = {
        identity: [(r.id, r.button, r.interval) for r in anki.reviews[card.id]]
        for identity, card in anki.cards.items()
    }
    return cards, reviews, {note.guid: note.fields for note in anki.notes.values()}


@pytest.mark.parametrize("way", WAYS)
def test_the_next_push_completes_what_broke_off(way: str, tmp_path: Path) -> None:
    prepared = tmp_path / "prepared"
    student_with_work(prepared, way)
    undisturbed = Student(shutil.copytree(prepared, tmp_path / "undisturbed"), way)
    undisturbed.push()
    for number in range(5):
        if number == 4 and way == "running":
            continue
        for after in (True,) if way == "running" else (False, True):
            folder = shutil.copytree(prepared, tmp_path / f"{number}-{after}")
            student = Student(folder, way)
            with pytest.raises(AnkiUnavailableError), breaking(student, number, after=after):
                student.push()
            assert len(student.logged()) == 4, "reviews come home before anything can break"
            student.push()
            assert standing(student) == standing(undisturbed)
            again = student.push()
            assert (again.reviews, again.home, again.schedules, again.suspended) == (0, 0, 0, 0)


@contextmanager
def breaking(student: Student, number: int, *, after: bool) -> Iterator[None]:
    whole = student.anki.live

    @contextmanager
    def live() -> Iterator[LiveAnki]:
        with whole() as anki:
            yield Breaking(anki, number, after=after)

    student.anki.live = live  # type: ignore[method-assign] # meant
    try:
        yield
    finally:
        del student.anki.live
