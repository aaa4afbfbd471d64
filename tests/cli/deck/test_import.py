import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.command import ipt_cards

TABLE = 'What is IPT?,Interpersonal Therapy\n"A, b?","c\nd"\nonly a question\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "words.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_file_becomes_a_deck_that_passes_the_check(table: Path, tmp_path: Path) -> None:
    run = ipt_cards("import", "words.csv", "-o", "deck", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "2  new" in run.stdout
    assert "words.csv:4: not taken: the answer is missing" in run.stdout
    assert "ipt-cards check deck" in run.stdout
    checked = ipt_cards("check", "--strict", "deck", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
    assert sorted(path.name for path in (tmp_path / "deck").iterdir()) == [
        "deck.schema.json",
        "deck.yaml",
        "imports.json",
        "topic.schema.json",
        "words.yaml",
    ]


def test_a_dry_run_shows_the_first_notes_and_writes_nothing(table: Path, tmp_path: Path) -> None:
    run = ipt_cards("import", "words.csv", "-o", "deck", "--dry-run", cwd=tmp_path)
    assert run.returncode == 0
    assert "basic: What is IPT?\n      Interpersonal Therapy" in run.stdout
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".kept") == ["words.csv"]


def test_the_report_as_json_lists_what_became_of_each_note(table: Path, tmp_path: Path) -> None:
    ipt_cards("import", "words.csv", "-o", "deck", cwd=tmp_path)
    table.write_text(TABLE.replace("Interpersonal", "interpersonal"), encoding="utf-8")
    run = ipt_cards("import", "words.csv", "-o", "deck", "--json", cwd=tmp_path)
    (source,) = json.loads(run.stdout)["sources"]
    assert source["updated"] == ["what-is-ipt"]
    assert (source["added"], source["same"], source["gone"]) == ([], 1, [])
    assert [loss["line"] for loss in source["losses"]] == [4]


def test_a_deck_with_errors_is_left_as_it_is(table: Path, tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    deck.mkdir()
    (deck / "deck.yaml").write_text("id: d\n", encoding="utf-8")
    run = ipt_cards("import", "words.csv", "-o", "deck", cwd=tmp_path)
    assert run.returncode == 2
    assert "deck.yaml:1:1" in run.stderr
    assert [path.name for path in deck.iterdir()] == ["deck.yaml"]


def test_several_files_go_into_one_deck_each_as_a_topic(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "chapter 2" / "words.csv"
    other.parent.mkdir()
    other.write_text("X?,y\n", encoding="utf-8")
    run = ipt_cards("import", table, other, "-o", "deck", "--json", cwd=tmp_path)
    names = [each["name"] for each in json.loads(run.stdout)["sources"]]
    assert names == [f"{tmp_path.name}/words.csv", "chapter 2/words.csv"]
    again = ipt_cards("import", table, other, "-o", "deck", "--json", cwd=tmp_path)
    assert [each["same"] for each in json.loads(again.stdout)["sources"]] == [2, 1]


def test_of_several_files_those_without_cards_are_named_and_left_out(
    table: Path, tmp_path: Path
) -> None:
    (tmp_path / "diary.md").write_text("Only words.\n", encoding="utf-8")
    run = ipt_cards("import", "diary.md", "words.csv", "-o", "deck", cwd=tmp_path)
    assert run.returncode == 1
    assert "diary.md:1:1:" in run.stderr
    assert "left out" in run.stderr
    assert "2  new" in run.stdout
    alone = ipt_cards("import", "diary.md", "-o", "other", cwd=tmp_path)
    assert alone.returncode == 2
    assert not (tmp_path / "other").exists()


def test_what_is_left_out_of_several_files_is_in_the_json(table: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    run = ipt_cards("import", "broken.xlsx", "words.csv", "-o", "deck", "--json", cwd=tmp_path)
    assert run.returncode == 1
    report = json.loads(run.stdout)
    assert report["left_out"] == ["broken.xlsx"]
    assert [each["name"] for each in report["sources"]] == ["words.csv"]


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--json"]])
def test_where_nothing_can_be_taken_nothing_is_written(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "half.csv").write_text("question,answer\nWho?,\n,No one\n", encoding="utf-8")
    run = ipt_cards("import", "half.csv", "-o", "deck", *options, cwd=tmp_path)
    assert run.returncode == 2
    assert "nothing in half.csv could be taken" in run.stderr
    assert "the answer is missing" in run.stdout
    assert "quiz" not in run.stdout
    assert not (tmp_path / "deck").exists()


def test_where_nothing_can_be_taken_a_deck_stays_as_it_is(table: Path, tmp_path: Path) -> None:
    ipt_cards("import", "words.csv", "-o", "deck", cwd=tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "deck").rglob("*")}
    table.write_text("question,answer\nWho?,\n", encoding="utf-8")
    run = ipt_cards("import", "words.csv", "-o", "deck", cwd=tmp_path)
    assert run.returncode == 2
    assert {path: path.read_bytes() for path in (tmp_path / "deck").rglob("*")} == before


def test_a_file_that_brings_nothing_new_is_still_one_that_is_taken(
    table: Path, tmp_path: Path
) -> None:
    ipt_cards("import", "words.csv", "-o", "deck", cwd=tmp_path)
    assert ipt_cards("import", "words.csv", "-o", "deck", cwd=tmp_path).returncode == 0
    (tmp_path / "deck" / "words.yaml").write_text("topic: Words\nnotes: []\n", encoding="utf-8")
    run = ipt_cards("import", "words.csv", "-o", "deck", cwd=tmp_path)
    assert run.returncode == 0
    assert "2  deleted here since" in run.stdout


@pytest.mark.parametrize("name", ["a.apkg", "my deck.colpkg", "renamed.zip", "notes.csv"])
def test_a_package_of_ankis_is_sent_to_the_command_that_reads_it(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as package:
        package.writestr("collection.anki21", "")
    run = ipt_cards("import", name, "-o", "deck", cwd=tmp_path)
    assert run.returncode == 2
    quoted = f'"{name}"' if " " in name else name
    said = " ".join(run.stderr.split())
    assert f" {name}: this is a package of Anki's: `ipt-cards anki adopt {quoted}` takes it" in said


def test_a_file_that_is_no_text_has_no_line_in_what_is_told_of_it(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "sound.ogg").write_bytes(b"OggS\0\2")
    (tmp_path / "words.odd").write_text("a\n", encoding="utf-8")
    for name, place in (("picture.png", ""), ("sound.ogg", ""), ("words.odd", ":1:1")):
        run = ipt_cards("import", name, "-o", "deck", cwd=tmp_path)
        assert run.returncode == 2
        assert f" {name}{place}: this is in no format that is known here" in run.stderr


def test_columns_are_mapped_in_tables_alone(table: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Q: Who?\nA: No one\n", encoding="utf-8")
    for options in ([], ["--as", "hashcards"]):
        run = ipt_cards("import", "a.md", "-o", "deck", "--map", "front=2", *options, cwd=tmp_path)
        assert run.returncode == 2
        assert "--map goes with tables, and a.md is none" in run.stderr
    several = ipt_cards("import", table, "a.md", "-o", "deck", "--map", "front=2", cwd=tmp_path)
    assert several.returncode == 2
    assert not (tmp_path / "deck").exists()
