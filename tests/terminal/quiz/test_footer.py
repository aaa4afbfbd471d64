"""What is said of keys holds where letters are options, and where nothing can be edited."""

import pytest

from ipt_cards.deck.note import ChoiceNote, Distractor
from ipt_cards.quiz.event import Bury, Redo, Undo
from ipt_cards.study.presenting.grades import FOUR_BUTTONS
from ipt_cards.terminal.quiz.footer import notice
from ipt_cards.terminal.quiz.help import keys
from ipt_cards.terminal.quiz.keymap import meaning
from ipt_cards.terminal.screen.console import plain_of
from tests.quiz.making import ROLE_PLAY, Learner


@pytest.mark.parametrize("options", range(2, 27))
def test_the_key_that_a_notice_names_does_what_the_notice_says(options: int) -> None:
    many = ChoiceNote(
        id="many",
        question="Which?",
        answers=("This.",),
        distractors=tuple(Distractor(f"Not {n}.", "It isn't.") for n in range(1, options)),
    )
    learner = Learner((ROLE_PLAY, many))
    learner.handle(Bury())
    assert learner.card == "many"
    said = notice(learner.session)
    assert said.endswith(" takes it back.")
    assert meaning(learner.screen, said.split()[-4], FOUR_BUTTONS) == Undo()

    learner.handle(Bury())
    learner.handle(Undo())
    assert learner.card == "many"
    said = notice(learner.session)
    assert said.endswith(" brings it back.")
    assert meaning(learner.screen, said.split()[-4], FOUR_BUTTONS) == Redo()


def test_keys_that_edit_are_told_only_where_a_note_can_be_edited() -> None:
    for can_edit in (True, False):
        told = plain_of(keys(FOUR_BUTTONS, can_edit=can_edit), 80)
        assert ("edit the note" in told) == can_edit
        assert ("U R S B E O P Q" in told) == can_edit
