import json
from pathlib import Path

import pytest

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, ClozeNote
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.formats.registry import WRITERS
from tests.cli.command import ipt_cards

PICTURE = Path(__file__).parents[3] / ".github" / "card-light-dark.png"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notes = (
        BasicNote(id="a", front="=1+1", back="two ![p](pics/p.png)", reversed=True),
        ClozeNote(id="b", text="{{c1::x}} and {{c2::y::hint}}", tags=("t",)),
    )
    deck = Deck("d", "D", topics=(Topic("one", "Topic One", notes),))
    (tmp_path / "deck" / "pics").mkdir(parents=True)
    (tmp_path / "deck" / "pics" / "p.png").write_bytes(PICTURE.read_bytes())
    for name, text in deck_files(deck).items():
        (tmp_path / "deck" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_table_has_its_pictures_beside_it_and_comes_back(folder: Path) -> None:
    run = ipt_cards("export", "deck", "--to", "csv", "-o", "out/d.csv", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "with 1 media file" in run.stdout
    assert "'=1+1" in (folder / "out" / "d.csv").read_text(encoding="utf-8")
    back = ipt_cards("import", "out/d.csv", "-o", "back", cwd=folder)
    assert back.returncode == 0, back.stderr
    assert (folder / "back" / "topic-one.yaml").is_file()
    assert (folder / "back" / "pics" / "p.png").read_bytes() == PICTURE.read_bytes()


def test_what_a_format_cant_say_is_listed(folder: Path) -> None:
    run = ipt_cards("export", "deck", "--to", "hashcards", "-o", "out", "--json", cwd=folder)
    assert {(loss["note"], loss["what"]) for loss in json.loads(run.stdout)["losses"]} == {
        ("a", "that a note is asked in both directions"),
        ("b", "a cloze's hint and number, and which clozes are hidden together"),
        ("b", "tags"),
    }
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["one.md", "pics"]
    again = ipt_cards("export", "deck", "--to", "hashcards", "-o", "out", cwd=folder)
    assert again.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "csv", "-o", "deck/one.yaml"], "doesn't end in .csv"),
        (["--to", "csv", "-o", "deck"], "is a folder"),
        (["--to", "hashcards", "-o", "deck"], "holds other files"),
        (["--to", "hashcards", "-o", "deck/one.yaml"], "is a file"),
        (["--to", "docs"], "'docs' is not one of"),
    ],
)
def test_nothing_of_another_kind_is_replaced(
    folder: Path, arguments: list[str], message: str
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    run = ipt_cards("export", "deck", *arguments, cwd=folder)
    assert run.returncode == 2
    assert message in " ".join(run.stderr.split())
    after = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and ".kept" not in p.parts}
    assert after == before


@pytest.mark.parametrize(
    ("format_name", "name"),
    [("markdown", "e.markdown"), ("gift", "e.gift"), ("cards-html", "e.HTM"), ("qti3", "e.zip")],
)
def test_a_file_that_may_be_written_may_be_written_again(
    folder: Path, format_name: str, name: str
) -> None:
    for _ in range(2):
        run = ipt_cards("export", "deck", "--to", format_name, "-o", name, cwd=folder)
        assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("format_name", sorted(set(WRITERS) - {"hashcards"}))
def test_a_file_whose_ending_misleads_isnt_written_the_first_time_either(
    folder: Path, format_name: str
) -> None:
    run = ipt_cards("export", "deck", "--to", format_name, "-o", "e.odd", cwd=folder)
    assert run.returncode == 2
    assert "e.odd doesn't end in ." in " ".join(run.stderr.split())
    assert not (folder / "e.odd").exists()
