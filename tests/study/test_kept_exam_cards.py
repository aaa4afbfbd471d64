from pathlib import Path

import pytest

from ipt_cards.deck.bundled import bundled_decks
from ipt_cards.forecast.exam_card import exam_cards
from ipt_cards.study.decks import load_deck
from ipt_cards.study.exam.kept_exam_cards import kept_exam_cards
from tests.web.every_kind import write_every_kind


@pytest.fixture(params=["ipt", "every-kind"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "ipt":
        return bundled_decks() / "ipt"
    return write_every_kind(tmp_path / "deck")


def test_what_is_kept_of_a_deck_is_what_its_notes_say(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPT_CARDS_CACHE", str(tmp_path / "cache"))
    expected = exam_cards(load_deck(folder))
    for _ in range(2):
        assert kept_exam_cards(load_deck(folder)) == expected
    assert list(tmp_path.glob("cache/decks/*.exam"))
