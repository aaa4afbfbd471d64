"""An update touches only what changed, and its owner's edits elsewhere stay: the real Anki judges."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anki.collection import Collection
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.anki.packaging.build import build
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.anki.time_stamps.last_changes import LastChanges
from ipt_cards.anki.time_stamps.stamps import read_earlier
from ipt_cards.deck.bundled import bundled_decks
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.anki.real_anki import fresh_collection, import_package

FIRST = 1_700_000_000
HOUR = 3600
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def notes(count: int) -> list[Note]:
    return [BasicNote(id=f"n{n}", front=f"Question {n}?", back=f"Answer {n}") for n in range(count)]


def written(folder: Path, notes: list[Note], at: int) -> Path:
    folder.mkdir(exist_ok=True)
    deck = Deck(id="d", name="D", topics=(Topic("basics", "Basics", tuple(notes)),))
    for name, text in deck_files(deck).items():
        (folder / name).write_bytes(text.encode())
        os.utime(folder / name, (at, at))
    return folder


def built(folder: Path, target: Path, since: Path | None = None, epoch: int | None = None) -> Path:
    build(load_deck(folder), folder, target, epoch, since=since)
    return target


def edited(note: Note, text: str) -> Note:
    assert isinstance(note, BasicNote)
    return replace(note, back=text)


def edit_in_anki(collection: Collection, search: str, text: str) -> None:
    (note_id,) = collection.find_notes(search)
    note = collection.get_note(note_id)
    note.fields[1] = text
    collection.update_note(note)


def test_a_note_that_changed_is_updated_and_the_others_keep_their_owners_edits(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "deck"
    shutil.copytree(bundled_decks() / "ipt", folder)
    target = tmp_path / "ipt.apkg"
    with fresh_collection() as collection:
        new = import_package(collection, built(folder, target))["new"]
        edit_in_anki(collection, '"Back:Interpersonal Therapy"', "in her own words")
        file = folder / "techniques.yaml"
        text = file.read_text(encoding="utf-8")
        key = next(each for each in ("    back: ", "    cloze: ") if each in text)
        file.write_text(text.replace(key, f"{key}Now, ", 1), encoding="utf-8")
        log = import_package(collection, built(folder, target))
        assert log == {"new": 0, "updated": 1, "duplicate": new - 1, "conflicting": 0}
        assert collection.find_notes('"in her own words"')


@pytest.mark.parametrize("named", [False, True], ids=["replaced", "--since"])
def test_ten_releases_in_a_row_update_what_each_changed(tmp_path: Path, named: bool) -> None:
    current = notes(12)
    folder = written(tmp_path / "deck", current, FIRST)
    with fresh_collection() as collection:
        package = built(folder, tmp_path / "release-0.apkg")
        import_package(collection, package)
        for release in range(1, 11):
            current[release] = edited(current[release], f"Better {release}")
            written(folder, current, FIRST + release * HOUR)
            if named:  # as on a machine that has nothing but the last release
                package = built(folder, tmp_path / f"release-{release}.apkg", since=package)
            else:
                package = built(folder, package)
            log = import_package(collection, package)
            assert (log["updated"], log["duplicate"]) == (1, 11)
            assert collection.find_notes(f'"Better {release}"')


CHANGES = st.lists(
    st.tuples(st.sampled_from(["edit", "tag", "add", "drop", "move"]), st.integers(0, 30)),
    max_size=4,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_whatever_is_edited_anki_updates_just_that(
    releases: list[list[tuple[str, int]]],
) -> None:
    with TemporaryDirectory() as name, fresh_collection() as collection:
        current, made = notes(6), 6
        folder = written(Path(name, "deck"), current, FIRST)
        target = Path(name, "d.apkg")
        import_package(collection, built(folder, target))
        known = {note.id: note for note in current}
        for number, changes in enumerate(releases, start=1):
            for what, which in changes:
                at = which % len(current) if current else 0
                if what == "add" or not current:
                    current.append(BasicNote(id=f"n{made}", front=f"Question {made}?", back="A"))
                    made += 1
                elif what == "drop":
                    current.pop(at)
                elif what == "move":
                    current.insert(0, current.pop(at))
                elif what == "edit":
                    current[at] = edited(current[at], f"Edited {number} {which}")
                else:
                    current[at] = replace(current[at], tags=(f"t{number}-{which}",))
            if not current:
                current.append(BasicNote(id=f"n{made}", front=f"Question {made}?", back="A"))
                made += 1
            changed = [n.id for n in current if n.id in known and known[n.id] != n]
            written(folder, current, FIRST + number * HOUR)
            log = import_package(collection, built(folder, target))
            assert log["updated"] == len(changed)
            assert log["new"] == sum(n.id not in known for n in current)
            known |= {note.id: note for note in current}


def test_the_same_content_is_the_same_bytes_whenever_its_files_were_touched(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path / "deck", notes(3), FIRST)
    target = built(folder, tmp_path / "d.apkg")
    before = target.read_bytes()
    written(folder, notes(3), FIRST + HOUR)
    report = build(load_deck(folder), folder, target, None)
    assert report.unchanged
    assert target.read_bytes() == before


def test_a_picture_that_changed_makes_its_notes_newer(tmp_path: Path) -> None:
    pictured = BasicNote(id="p", front="![](p.png)", back="A picture")
    folder = written(tmp_path / "deck", [*notes(2), pictured], FIRST)
    (folder / "p.png").write_bytes(PIXEL)
    target = built(folder, tmp_path / "d.apkg")
    with fresh_collection() as collection:
        import_package(collection, target)
        (folder / "p.png").write_bytes(PIXEL + b"\0")
        assert import_package(collection, built(folder, target))["updated"] == 1


def test_an_edit_of_source_date_epoch_s_build_gets_that_stamp_and_the_rest_keeps_its_own(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path / "deck", notes(3), FIRST)
    first = built(folder, tmp_path / "first.apkg", epoch=FIRST)
    current = notes(3)
    current[1] = edited(current[1], "Better")
    written(folder, current, FIRST)
    second = built(folder, tmp_path / "second.apkg", since=first, epoch=FIRST + HOUR)
    stamps = sorted(stamp for stamp, _ in read_earlier(second).notes.values())
    assert stamps == [FIRST, FIRST, FIRST + HOUR]
    # Without an earlier package it depends on nothing but the deck and the epoch.
    alone = built(folder, second, epoch=FIRST + HOUR)
    assert {stamp for stamp, _ in read_earlier(alone).notes.values()} == {FIRST + HOUR}


def test_a_note_type_keeps_its_stamp_so_that_its_owners_changes_stay(tmp_path: Path) -> None:
    folder = written(tmp_path / "deck", notes(3), FIRST)
    target = built(folder, tmp_path / "d.apkg")
    before = read_earlier(target).note_types
    current = [edited(note, "Better") for note in notes(3)]
    written(folder, current, FIRST + HOUR)
    assert read_earlier(built(folder, target)).note_types == before


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_a_release_that_is_no_package_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = written(tmp_path / "deck", notes(1), FIRST)
    (tmp_path / "bad.apkg").write_bytes(content)
    with pytest.raises(AnkiFileError):
        built(folder, tmp_path / "d.apkg", since=tmp_path / "bad.apkg")
    assert not (tmp_path / "d.apkg").exists()


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git on the PATH")


def commit(folder: Path, at: int) -> None:
    date = f"{at} +0000"
    identity = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    identity |= {f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")}
    identity |= {f"GIT_{who}_EMAIL": "a@example.org" for who in ("AUTHOR", "COMMITTER")}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "Edit"]):
        subprocess.run(
            ["git", "-C", folder, *arguments], check=True, env={**os.environ, **identity}
        )


def last_changes(folder: Path) -> dict[str, int]:
    changes = LastChanges(folder)
    return {
        note.id: changes.of(note, topic)
        for topic in load_deck(folder).topics
        for note in topic.notes
    }


@needs_git
def test_without_an_earlier_package_git_tells_when_the_lines_of_a_note_changed(
    tmp_path: Path,
) -> None:
    current = notes(4)
    folder = written(tmp_path / "deck", current, FIRST)
    commit(folder, FIRST)
    current[1] = edited(current[1], "Better")
    current.insert(0, current.pop(3))
    written(folder, current, FIRST)
    commit(folder, FIRST + HOUR)
    assert last_changes(folder) == {
        "n3": FIRST + HOUR,
        "n0": FIRST,
        "n1": FIRST + HOUR,
        "n2": FIRST,
    }


@needs_git
def test_what_is_not_committed_has_its_files_time(tmp_path: Path) -> None:
    current = notes(4)
    folder = written(tmp_path / "deck", current, FIRST)
    commit(folder, FIRST)
    current[2] = edited(current[2], "Better")
    written(folder, [*current, BasicNote(id="new", front="N?", back="N")], FIRST + HOUR)
    assert last_changes(folder) == {
        **dict.fromkeys(("n0", "n1", "n3"), FIRST),
        **dict.fromkeys(("n2", "new"), FIRST + HOUR),
    }


@needs_git
@pytest.mark.parametrize("depth", [(), ("--depth", "1")], ids=["whole", "shallow"])
def test_a_build_from_a_fresh_clone_updates_the_one_note_that_changed(
    tmp_path: Path, depth: tuple[str, ...]
) -> None:
    """As continuous integration does it, which has no package but the last release."""
    current = notes(4)
    folder = written(tmp_path / "deck", current, FIRST)
    commit(folder, FIRST)
    release = built(folder, tmp_path / "release.apkg")
    current[1] = edited(current[1], "Better")
    written(folder, current, FIRST)
    commit(folder, FIRST + HOUR)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", *depth, folder.as_uri(), clone], check=True)
    package = built(clone, tmp_path / "next.apkg", since=release)
    with fresh_collection() as collection:
        import_package(collection, release)
        known = {"new": 0, "updated": 1, "duplicate": 3, "conflicting": 0}
        assert import_package(collection, package) == known


def test_outside_of_a_repository_a_note_has_its_files_time(tmp_path: Path) -> None:
    folder = written(tmp_path / "deck", notes(2), FIRST)
    assert set(last_changes(folder).values()) == {FIRST}


@needs_git
def test_a_strangers_repository_runs_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "deck", notes(2), FIRST)
    commit(folder, FIRST)
    trap = f"touch {tmp_path / 'sprung'}"
    (folder / ".gitattributes").write_text("*.yaml filter=trap diff=trap\n", encoding="utf-8")
    with (folder / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(
            f'[filter "trap"]\n\tclean = {trap}\n\tsmudge = {trap}\n[diff "trap"]\n'
            f"\ttextconv = {trap}\n\tcommand = {trap}\n[core]\n\tfsmonitor = {trap}\n"
            f"\tpager = {trap}\n"
        )
    (folder / "basics.yaml").touch()
    assert set(last_changes(folder).values()) == {FIRST}
    assert not (tmp_path / "sprung").exists()
