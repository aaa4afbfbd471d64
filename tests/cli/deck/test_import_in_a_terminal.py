import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

from ipt_cards.deck.reading.folder import load_deck
from tests.terminal.terminal import Terminal


def test_a_person_sees_what_goes_on_with_a_large_file_and_is_asked(tmp_path: Path) -> None:
    long = "and so on " * 60
    rows = [f"What is number {number}?,{number} {long}" for number in range(2000)]
    (tmp_path / "words.csv").write_text("question,answer\n" + "\n".join(rows))
    terminal = Terminal(tmp_path, "words.csv", "-o", "deck", subcommand="import")
    terminal.see("Checking 2,000 notes …")
    terminal.see("Write this to deck? [Y/n]")
    assert "Checking" not in terminal.shown
    terminal.press("y\r")
    assert terminal.end() == 0
    assert sum(1 for _ in load_deck(tmp_path / "deck").notes()) == 2000


@pytest.mark.parametrize("no", ["n\r", "\x04"])
def test_a_person_who_does_not_want_it_has_made_no_mistake(tmp_path: Path, no: str) -> None:
    (tmp_path / "words.csv").write_text("question,answer\nWhat?,That\nWho?,She\n")
    terminal = Terminal(tmp_path, "words.csv", "-o", "deck", subcommand="import")
    terminal.see("Write this to deck? [Y/n]")
    terminal.press(no)
    assert terminal.end() == 0
    assert "Nothing was written." in terminal.shown
    assert not (tmp_path / "deck").exists()
