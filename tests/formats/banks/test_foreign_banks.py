"""Banks that nobody here wrote: 1EdTech's examples of QTI, GIFT of other readers' tests.

QUESTION_BANKS names a folder that holds copies of them, as deep in it as they like; without it there
is nothing to read. tests/README.md says where they come from.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.formats.banks.gift import reading as gift
from ipt_cards.formats.banks.moodle import reading as moodle
from ipt_cards.formats.banks.qti import reading as qti
from ipt_cards.formats.found import FormatError, Found, Source

BANKS = Path(os.environ.get("QUESTION_BANKS", "nowhere"))

pytestmark = pytest.mark.skipif(
    not BANKS.is_dir(), reason="QUESTION_BANKS names no folder with other people's banks"
)


def sources(*endings: str) -> Iterator[Source]:
    for path in sorted(BANKS.rglob("*")):
        if path.name.endswith(endings) and path.is_file():
            yield Source(str(path.relative_to(BANKS)), path.read_bytes())


def assert_well_read(found: Found) -> None:
    """Whatever came in asks something; whatever didn't is told, with its line."""
    for each in found.notes:
        assert each.key
        assert each.line >= 1
        assert any(to_plain(text) or "![" in text for _, text in texts_by_key(each.note))
    assert all(loss.line >= 1 and loss.what for loss in found.losses)


def test_items_and_packages_of_qti_are_read_or_told() -> None:
    read = refused = 0
    for source in sources(".zip", ".xml"):
        if not qti.recognises(source):
            continue
        try:
            found = qti.read(source)
        except FormatError as error:
            assert str(error).startswith(source.name)  # noqa: PT017 - either is right
            refused += 1
            continue
        assert found.notes or found.losses
        assert_well_read(found)
        read += bool(found.notes)
    assert read > refused


def test_files_of_gift_are_read_or_told() -> None:
    notes = 0
    for source in sources(".gift", ".gift.txt"):
        found = gift.read(source)
        assert_well_read(found)
        notes += len(found.notes)
    assert notes


def test_quizzes_of_moodles_are_read_or_told() -> None:
    quizzes = [source for source in sources(".xml") if moodle.recognises(source)]
    if not quizzes:
        pytest.skip("there is none in the folder")
    for source in quizzes:
        assert_well_read(moodle.read(source))
