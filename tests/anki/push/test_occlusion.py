"""Image occlusion pushed into the learner's Anki: new, known again, edited on either side."""

from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from ipt_cards.anki.push.content import Standing
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.occlusion import Box, Mask
from ipt_cards.scheduling.grade import Grade
from tests.anki.push.learners_anki import WAYS
from tests.anki.push.pushing import NOON, Student
from tests.anki.test_occlusion import HEART, shapes
from tests.deck.test_occlusion import PICTURE


@pytest.fixture(params=WAYS)
def student(request: pytest.FixtureRequest, tmp_path: Path) -> Student:
    made = Student(tmp_path, request.param)
    made.deck = Deck("anatomy", "Anatomy", topics=(Topic("heart", "Heart", (HEART,)),))
    tmp_path.joinpath("pics").mkdir()
    copyfile(PICTURE, tmp_path / HEART.image)
    return made


def test_a_note_comes_once_with_the_progress_of_each_mask(student: Student) -> None:
    student.answers((3, "heart/c4", Grade.GOOD))
    assert student.push().standings == {"heart": Standing.NEW}
    assert student.card_in_anki("heart/c4").reviews == 1
    assert student.card_in_anki("heart/c1").reviews == 0
    assert student.push().standings == {"heart": Standing.UNCHANGED}
    student.answers_in_anki((1, "heart/c2"))
    student.push()
    assert [review.card for review in student.logged()] == ["heart/c4", "heart/c2"]


def test_a_mask_that_was_moved_or_added_here_arrives_in_ankis_mask_editor(
    student: Student,
) -> None:
    student.push()
    first, *rest = HEART.masks
    moved = (replace(first, shape=Box(1, 2, 3, 4)), *rest, Mask(3, Box(50, 50, 9, 9), "New"))
    student.edits_deck(replace(HEART, masks=moved), NOON)
    assert student.push().standings == {"heart": Standing.UPDATED}
    with student.anki.collection() as collection:
        found = shapes(collection)
    assert found[1][0][1]["left"] == ".01"
    assert sorted(found) == [0, 1, 2, 3, 4]
    assert student.push().standings == {"heart": Standing.UNCHANGED}


def test_masks_that_were_moved_in_anki_stay_so(student: Student) -> None:
    student.push()
    with student.anki.collection() as collection:
        (note_id,) = collection.find_notes("")
        note = collection.get_note(note_id)
        collection.update_image_occlusion_note(
            note_id, note.fields[0].replace("left=.1:", "left=.2:"), "Mine", "", []
        )
    assert student.push().standings == {"heart": Standing.EDITED}
    with student.anki.collection() as collection:
        assert shapes(collection)[1][0][1]["left"] == ".2"
