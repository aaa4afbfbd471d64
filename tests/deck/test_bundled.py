from pathlib import Path

import pytest

from ipt_cards.deck import bundled


def test_a_deck_inside_of_the_package_is_installed_and_any_other_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "ipt_cards"
    monkeypatch.setattr(bundled, "_PACKAGE", package)
    assert bundled.is_installed(package / "decks" / "ipt" / "goals.yaml")
    assert not bundled.is_installed(tmp_path / "my-deck" / "goals.yaml")
    assert not bundled.is_installed(package.parent / "decks" / "ipt" / "goals.yaml")
