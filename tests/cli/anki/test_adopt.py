"""`ipt-cards anki adopt`, as a person uses it, and what a broken origin does to a build."""

import json
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions

from tests.anki.real_anki import answer, cards, fresh_collection
from tests.cli.learner import Learner

STRANGE_NOTE = """{"format": 1, "note_types": [], "media": {}, "decks": {}, "notes": {"g": {
  "note_type": 1, "modified": 1, "tags": [], "fields": ["x"], "texts": {}}}}"""


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with a reversed note, a cloze note, one that can't be taken, and an answer."""
    path = tmp_path_factory.mktemp("theirs") / "my words.apkg"
    with fresh_collection() as collection:
        for name, fields in (
            ("Basic (and reversed card)", ["<b>Haus</b>", "house"]),
            ("Cloze", ["{{c1::One}} of <u>us</u>", ""]),
            ("Basic", ["nothing behind", ""]),
            ("Basic", ["日本", "Japan"]),
        ):
            note_type = collection.models.by_name(name)
            deck = collection.decks.id("Words: A/B")
            assert note_type is not None
            assert deck is not None
            note = collection.new_note(note_type)
            note.fields = fields
            collection.add_note(note, deck)
        answer(collection, cards(collection)[0].id)
        collection.export_anki_package(
            out_path=str(path),
            options=ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=False),
            limit=None,
        )
    return path


def test_a_deck_is_taken_over_checked_built_and_learned(
    theirs: Path, learner: Learner, tmp_path: Path
) -> None:
    folder = tmp_path / "words"
    done = learner.run("anki", "adopt", theirs, "-o", folder)
    assert done.exit_code == 0, done.output
    assert f"3 notes, 4 cards in {folder}" in done.output
    assert "1  shows no answer: nothing behind" in done.output
    assert f'ipt-cards anki import "{theirs}" --deck {folder}' in done.output
    assert learner.run("check", folder).exit_code == 0
    assert learner.run("build", folder, "-o", tmp_path / "words.apkg").exit_code == 0
    assert {row["card"] for row in learner.json("list", folder)} == {
        "haus/forward",
        "haus/reverse",
        "one-of-us/c1",
        "note/forward",
    }
    assert "Haus" in learner.run("quiz", folder, "--limit", "1", stdin=b"\n").output


def test_the_report_as_json_names_every_note(
    theirs: Path, learner: Learner, tmp_path: Path
) -> None:
    report = learner.json("anki", "adopt", theirs, "-o", tmp_path / "words")
    assert (report["notes"], report["cards"], report["has_reviews"]) == (3, 4, True)
    assert report["notes_by_topic"] == {"Words: A/B": 3}
    assert {(each["reason"], each["taken"], each["note"]) for each in report["remarks"]} == {
        ("no-answer", False, "nothing behind"),
        ("plainer", True, "one-of-us"),
    }


def test_a_folder_that_holds_something_is_left_alone(
    theirs: Path, learner: Learner, tmp_path: Path
) -> None:
    kept = tmp_path / "words"
    kept.mkdir()
    (kept / "mine.txt").write_text("mine", encoding="utf-8")
    done = learner.run("anki", "adopt", theirs, "-o", kept)
    assert done.exit_code == 2
    assert "is not empty: name a new folder" in done.output
    assert [path.name for path in kept.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(theirs: Path, learner: Learner, tmp_path: Path) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    assert learner.run("anki", "adopt", theirs, "-o", folder).exit_code == 0
    assert learner.run("check", folder).exit_code == 0


@pytest.mark.parametrize("arguments", [["--deck", "Wirds: A/B"], []])
def test_what_cannot_be_taken_over_leaves_no_folder(
    theirs: Path, learner: Learner, tmp_path: Path, arguments: list[str]
) -> None:
    bad = tmp_path / "bad.apkg"
    bad.write_bytes(b"no package")
    file = theirs if arguments else bad
    done = learner.run("anki", "adopt", file, "-o", tmp_path / "words", *arguments)
    assert done.exit_code == 2
    assert ("did you mean `Words: A/B`" if arguments else "neither a package") in done.output
    assert not (tmp_path / "words").exists()
    assert not list(tmp_path.glob(".words*"))


def test_a_collection_without_notes_is_told(learner: Learner, tmp_path: Path) -> None:
    with fresh_collection() as collection:
        path = Path(collection.path)
        collection.close()
        done = learner.run("anki", "adopt", path, "-o", tmp_path / "words")
        collection.reopen()
    assert done.exit_code == 2
    assert "holds no notes" in done.output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "is not there"),
        ("{", "can't be read"),
        ("[]", "can't be read"),
        ('{"format": 2}', "its format is 2"),
        ("{}", "can't be read"),
        ("[" * 100_000, "can't be read"),
        (
            '{"format": 1, "note_types": [], "media": {}, "decks": {}, "notes": {}}',
            "knows nothing of them",
        ),
        (STRANGE_NOTE, "don't fit its note type"),
    ],
)
def test_an_origin_that_is_gone_or_broken_stops_a_build(
    theirs: Path, learner: Learner, tmp_path: Path, content: str | None, message: str
) -> None:
    folder = tmp_path / "words"
    learner.run("anki", "adopt", theirs, "-o", folder)
    if content is None:
        (folder / "anki.json").unlink()
    else:
        (folder / "anki.json").write_text(content, encoding="utf-8")
    done = learner.run("build", folder, "-o", tmp_path / "words.apkg")
    assert done.exit_code == 2
    assert message in done.output
    assert "adopt the deck again" in done.output
    assert not (tmp_path / "words.apkg").exists()


def test_a_copied_note_with_its_guid_is_an_error(
    theirs: Path, learner: Learner, tmp_path: Path
) -> None:
    folder = tmp_path / "words"
    learner.run("anki", "adopt", theirs, "-o", folder)
    (topic,) = folder.glob("words*.yaml")
    text = topic.read_text(encoding="utf-8")
    copy = text[text.index("  - id: haus") : text.index("  - id: one")].replace("haus", "copy", 1)
    topic.write_text(text + copy, encoding="utf-8")
    problems = json.loads(learner.run("check", folder, "--json").stdout)
    assert [each["rule"] for each in problems if each["severity"] == "error"] == ["duplicate-guid"]


def test_an_edit_that_stays_here_is_told_at_its_line(
    theirs: Path, learner: Learner, tmp_path: Path
) -> None:
    folder = tmp_path / "words"
    learner.run("anki", "adopt", theirs, "-o", folder)
    (topic,) = folder.glob("words*.yaml")
    text = topic.read_text(encoding="utf-8")
    topic.write_text(text.replace("    reversed: true\n", ""), encoding="utf-8")
    done = learner.run("build", folder, "-o", tmp_path / "words.apkg")
    assert done.exit_code == 0
    assert "`reversed` of `haus` was edited, but no field" in done.output
    assert ":4:5: warning:" in done.output
