"""In a quiz of any kind, no card is asked soon after a sibling of its, while there are others."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.quiz.asking_order import Planned, Settings
from ipt_cards.quiz.event import Bury, Suspend
from ipt_cards.quiz.screen import Finished
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.queue import Limits
from ipt_cards.scheduling.siblings import BETWEEN, note_of
from tests.quiz.making import Learner, keyed

NOTES: tuple[Note, ...] = (
    *(
        BasicNote(id=f"both-{n}", front=f"Front {n}", back=f"Back {n}", reversed=n < 4)
        for n in range(7)
    ),
    ClozeNote(id="gaps", text="{{c1::one}} {{c2::two}} {{c3::three}} {{c4::four}}"),
)
ALL = tuple(keyed(*NOTES))
grades = st.lists(st.sampled_from([*Grade, None]), min_size=1, max_size=60)
TOGETHER = Settings(limits=Limits(siblings_together=True), seed=1)


@pytest.mark.parametrize("kind", ["due", "cram", "cram what is due", "plan"])
@settings(max_examples=40)
@given(given_grades=grades)
def test_siblings_are_asked_apart(kind: str, given_grades: list[Grade | None]) -> None:
    learner = Learner(NOTES)
    wanted = {
        "due": TOGETHER,
        "cram": replace(TOGETHER, cram=True),
        "cram what is due": replace(TOGETHER, cram=True, due_only=True),
        "plan": replace(TOGETHER, planned=Planned(learner.today, (*ALL, *ALL[:5]))),
    }[kind]
    learner = Learner(NOTES, wanted)
    asked: list[str] = []
    for grade in given_grades:
        if isinstance(learner.screen, Finished):
            break
        card = learner.card
        recent = set(map(note_of, asked[-BETWEEN:]))
        if note_of(card) in recent:
            assert set(map(note_of, learner.session.left.order)) <= recent
        asked.append(card)
        if grade is None:
            learner.handle(Bury() if len(asked) % 2 else Suspend())
        else:
            learner.answer(grade)
