"""`ipt-cards diff`, between folders, packages and revisions of git."""

import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ipt_cards.anki.identity import guid_of
from ipt_cards.anki.note_types import NOTE_TYPES
from ipt_cards.anki.origin import Origin, OwnWords
from ipt_cards.anki.packaging.build import build
from ipt_cards.anki.packaging.package import package
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    Note,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.deck.occlusion import Box, Mask
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.anki.test_stamps import commit, needs_git
from tests.cli.command import ipt_cards

FIRST = BasicNote(id="first", front="What comes *first*?", back="This")
SECOND = ClozeNote(id="second", text="Then comes {{c1::that}}.")
THIRD = BasicNote(id="third", front="And in the very end?", back="Nothing")


def written(folder: Path, *notes: Note) -> Path:
    folder.mkdir(exist_ok=True)
    deck = Deck(id="d", name="D", topics=(Topic("basics", "Basics", notes),))
    for name, text in deck_files(deck).items():
        (folder / name).write_bytes(text.encode())
    return folder


def run(*arguments: str, cwd: Path = Path()) -> "CompletedProcess[str]":
    return ipt_cards("diff", *arguments, cwd=cwd)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(tmp_path / "old", FIRST, SECOND, THIRD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    edited = replace(FIRST, back="That", tags=("now",))
    return written(
        tmp_path / "new",
        edited,
        replace(THIRD, id="fourth"),
        BasicNote(id="fifth", front="What is new?", back="This is"),
    )


TOLD = """1 added, 1 removed, 1 changed, 1 renamed.
+ fifth  What is new?
- second  Then comes {{c1::that}}.
~ first  What comes first?
    Back: This → That
    Tags: nothing → now
> fourth  And in the very end?
    was third: progress hangs on the id
"""


def test_two_folders_differ_by_their_notes(old: Path, new: Path) -> None:
    done = run(str(old), str(new))
    assert (done.returncode, done.stdout) == (0, TOLD)
    same = run(str(new), str(new))
    assert (same.returncode, same.stdout) == (0, "The notes say the same.\n")


def test_a_package_is_a_state_too_and_has_no_ids(old: Path, new: Path, tmp_path: Path) -> None:
    package = tmp_path / "old.apkg"
    build(load_deck(old), old, package, None)
    done = run(str(package), str(new))
    assert done.stdout == TOLD.replace("- second  Then", "- Then").replace(
        "was third:", "had another id:"
    )
    assert run(str(package), str(old)).stdout == "The notes say the same.\n"


def test_packages_tell_of_a_renamed_note_what_they_can(tmp_path: Path) -> None:
    folders = (
        written(tmp_path / "a", FIRST, THIRD),
        written(
            tmp_path / "b",
            replace(FIRST, id="one"),
            replace(THIRD, id="fourth", front="And in the very end!"),
        ),
    )
    packages = [str(folder.with_suffix(".apkg")) for folder in folders]
    for folder, target in zip(folders, packages, strict=True):
        build(load_deck(folder), folder, Path(target), None)
    assert run(*packages).stdout == (
        "2 renamed.\n"
        "> What comes first?\n"
        "    had another id: progress hangs on the id\n"
        "> And in the very end!\n"
        "    had another id, and said And in the very end?: progress hangs on the id\n"
    )
    assert run("--markdown", *packages).stdout == (
        "### Renamed\n\n"
        "- What comes first\\? (had another id)\n"
        "- And in the very end\\! (had another id, and said And in the very end\\?)\n"
    )


def test_what_learners_wrote_in_anki_is_no_difference(tmp_path: Path) -> None:
    folder = written(tmp_path / "deck", FIRST, SECOND)
    deck = load_deck(folder)
    texts = {guid_of(deck, note): "My own words" for note in deck.notes()}
    words = OwnWords(frozenset(note_type.id for note_type in NOTE_TYPES), texts)
    path = tmp_path / "from-anki.apkg"
    path.write_bytes(package(deck, MediaFolder(folder), 1, origin=Origin(words=words)))
    assert b"My own words" in zipfile.ZipFile(path).read("collection.anki2")
    assert run(str(path), str(folder)).stdout == "The notes say the same.\n"


@needs_git
def test_a_revision_of_git_means_the_folder_as_it_was_then(tmp_path: Path, new: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    folder = written(repository / "deck", FIRST, SECOND, THIRD)
    commit(repository, 1_700_000_000)
    subprocess.run(["git", "-C", repository, "tag", "v1"], check=True)
    for file in new.iterdir():
        shutil.copy(file, folder)
    assert run("v1", str(folder)).stdout == TOLD
    commit(repository, 1_700_000_100)
    assert run("HEAD~1:deck", "HEAD:deck", cwd=repository).stdout == TOLD
    assert run("HEAD~1:deck", "deck", cwd=repository).stdout == TOLD
    assert "`v2` is no package" in run("v2", str(folder)).stderr
    assert run("HEAD~1", "HEAD", cwd=folder).stdout == TOLD
    assert run("HEAD~1", "HEAD", cwd=repository).stdout == TOLD
    assert run("HEAD~1", "HEAD:deck", cwd=repository).stdout == TOLD


@needs_git
def test_two_revisions_in_a_folder_of_several_decks_need_the_folder(tmp_path: Path) -> None:
    written(tmp_path / "one", FIRST)
    written(tmp_path / "two", SECOND)
    commit(tmp_path, 1_700_000_000)
    done = run("HEAD", "HEAD", cwd=tmp_path)
    assert done.returncode == 2
    assert "If it is a revision of git, name the deck's folder, too" in done.stderr
    assert "such as `HEAD:my-deck`" in done.stderr


def test_decks_of_different_ids_are_compared_by_their_notes_ids(tmp_path: Path) -> None:
    picture = replace(FIRST, front="What is ![](d.png)?")
    one = written(tmp_path / "one", picture, SECOND)
    other = written(tmp_path / "other", picture, replace(SECOND, text="Then {{c1::this}}."))
    for folder in (one, other):
        (folder / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    deck_file = other / "deck.yaml"
    deck_file.write_text(deck_file.read_text("utf-8").replace("id: d\n", "id: e\n"), "utf-8")
    done = run(str(one), str(other))
    assert done.stdout.splitlines()[:2] == ["1 changed.", "~ second  Then {{c1::this}}."]
    assert "The decks have different ids (d, e), so importing one into Anki" in done.stderr


def test_the_order_of_options_is_no_difference_but_what_they_say_is(tmp_path: Path) -> None:
    distractors = tuple(Distractor(each, f"Not {each}.") for each in "BCDEFG")
    asked = ChoiceNote(id="x", question="Which is it?", answers=("A",), distractors=distractors)
    folder = written(tmp_path / "deck", asked)
    made = tmp_path / "d.apkg"
    build(load_deck(folder), folder, made, None)
    adopted = tmp_path / "adopted"
    assert ipt_cards("anki", "adopt", made, "-o", adopted, cwd=tmp_path).returncode == 0
    assert (load_deck(adopted).topics[0].notes[0]).id == "which-is-it"
    assert run(str(folder), str(adopted)).stdout == "The notes say the same.\n"
    (topic,) = (each for each in adopted.glob("*.yaml") if each.name != "deck.yaml")
    topic.write_text(topic.read_text("utf-8").replace("Not G.", "Too late."), "utf-8")
    assert run(str(made), str(adopted)).stdout == (
        "1 changed.\n~ which-is-it  Which is it?\n    Options: G Not G. → G Too late.\n"
    )


def test_steps_in_another_order_are_told_in_their_order(tmp_path: Path) -> None:
    before = OrderingNote(id="steps", question="How?", steps=("One", "Two", "Three"))
    after = replace(before, steps=("Two", "One", "Three"))
    one, other = written(tmp_path / "one", before), written(tmp_path / "other", after)
    assert "    Options: One · Two → Two · One\n" in run(str(one), str(other)).stdout


def test_image_occlusion_is_told_by_its_words_and_the_number_of_masks(tmp_path: Path) -> None:
    mask = Mask(1, Box(1, 2, 3, 4), "Aorta")
    before = OcclusionNote(id="heart", image="heart.png", header="The heart", masks=(mask,))
    one = written(tmp_path / "one", before)
    moved = replace(mask, shape=Box(5, 2, 3, 4))
    other = written(tmp_path / "other", replace(before, masks=(moved,), header=""))
    for folder in (one, other):
        (folder / "heart.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    shown = run(str(one), str(other)).stdout
    assert "image-occlusion" not in shown
    assert "~ heart  d-heart.png" in shown
    assert "    Occlusion: 1 mask → 1 mask, placed or drawn otherwise\n" in shown
    assert "- heart  The heart" in run(str(one), str(written(tmp_path / "none", FIRST))).stdout


def test_a_script_and_a_changelog_get_it_their_way(old: Path, new: Path) -> None:
    told = json.loads(run("--json", str(old), str(new)).stdout)
    assert told["changed"] == [
        {
            "id": "first",
            "text": "What comes first?",
            "changes": {
                "Back": {"before": "This", "after": "That"},
                "Tags": {"before": "", "after": "now"},
            },
        }
    ]
    assert [note["id"] for note in told["added"]] == ["fifth"]
    markdown = run("--markdown", str(old), str(new)).stdout
    assert markdown.startswith("### Added\n\n- `fifth`: What is new\\?\n\n### Changed\n")
    assert "- `first`: What comes first\\? (back, tags)" in markdown
    assert "- `fourth`: And in the very end\\? (was `third`)" in markdown


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("nowhere", "`nowhere` is no package, no deck's folder"),
        ("gone.apkg", "there is no file or folder `gone.apkg`"),
        ("../gone", "there is no file or folder `../gone`"),
        ("--output=x:y", "No such option"),
    ],
)
def test_what_is_no_state_of_a_deck_is_told(old: Path, first: str, said: str) -> None:
    done = run(first, str(old))
    assert done.returncode == 2
    assert said in done.stderr


def test_a_deck_with_errors_is_not_compared(old: Path, tmp_path: Path) -> None:
    broken = written(tmp_path / "broken", FIRST)
    (broken / "basics.yaml").write_text("topic: Basics\nnotes:\n  - id: a\n", encoding="utf-8")
    done = run(str(old), str(broken))
    assert done.returncode == 2
    assert f"the deck of `{broken}` has 2 errors, so nothing was compared: " in done.stderr
    assert "basics.yaml:3:5: a basic note needs `front`" in done.stderr
    assert "Usage" not in done.stderr


def test_what_is_no_package_is_told(old: Path, tmp_path: Path) -> None:
    (tmp_path / "no.apkg").write_bytes(b"nothing")
    done = run(str(tmp_path / "no.apkg"), str(old))
    assert done.returncode == 2
    assert "is neither a package" in done.stderr
