"""`ipt-cards anki push`, run by a learner."""

import os
import shutil
from pathlib import Path

import pytest
from anki.collection import Collection

from ipt_cards.deck.note import BasicNote
from ipt_cards.scheduling.grade import Grade
from tests.anki.push.anki_connect_server import AddOn, serving
from tests.anki.real_anki import fresh_collection
from tests.anki.test_stamps import commit, needs_git
from tests.cli.learner import DECK, Learner

FOUR_DAYS_AGO = 1_774_500_000


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learner:
    learner = Learner(tmp_path, monkeypatch)
    for file in learner.deck.iterdir():
        os.utime(file, (FOUR_DAYS_AGO, FOUR_DAYS_AGO))
    return learner


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    path = tmp_path / "collection.anki2"
    Collection(str(path)).close()
    return path


def test_progress_goes_into_a_closed_collection(learner: Learner, collection: Path) -> None:
    learner.answer((2, "weeks/c1", Grade.GOOD))
    pushed = learner.run("anki", "push", learner.deck, "--collection", collection)
    assert pushed.exit_code == 0, pushed.output
    assert pushed.stdout.splitlines()[:3] == [
        "Notes: 3 new.",
        "Reviews: 1 to Anki, 0 from Anki.",
        "Schedules: 1 card set.",
    ]
    assert "collection-before-push-2026-03-30-120000.anki2" in pushed.stdout
    again = learner.run("anki", "push", learner.deck, "--collection", collection)
    assert again.stdout.splitlines() == [
        "Notes: 3 unchanged.",
        "Reviews: 0 to Anki, 0 from Anki.",
        "Schedules: 0 cards set.",
    ]


def test_progress_goes_into_a_running_anki(learner: Learner) -> None:
    learner.answer((2, "weeks/c1", Grade.GOOD))
    with fresh_collection() as running, serving(AddOn(running)) as url:
        report = learner.json("anki", "push", learner.deck, "--url", url)
        assert running.note_count() == 3
    assert report == {
        "notes": {
            "new": ["capital", "weeks", "colour"],
            "updated": [],
            "unchanged": [],
            "edited": [],
            "deleted": [],
            "conflicting": [],
        },
        "refused": [],
        "reviews_to_anki": 1,
        "reviews_from_anki": 0,
        "schedules": 1,
        "reviews_taken_out": 0,
        "taken_back_but_staying": 0,
        "taken_back_but_answered_since": [],
        "notes_field_added": [],
        "suspended": 0,
        "unsuspended": 0,
        "in_filtered_decks": 0,
        "backup": None,
    }


def test_the_environment_tells_where_anki_is_and_its_key(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh_collection() as running, serving(AddOn(running, key="secret")) as url:
        monkeypatch.setenv("IPT_CARDS_ANKI_URL", url)
        refused = learner.run("anki", "push", learner.deck)
        assert (refused.exit_code, "IPT_CARDS_ANKI_KEY" in refused.stderr) == (2, True)
        monkeypatch.setenv("IPT_CARDS_ANKI_KEY", "secret")
        assert learner.run("anki", "push", learner.deck).exit_code == 0
        assert running.note_count() == 3


def test_a_rehearsal_says_that_it_is_one(learner: Learner, collection: Path) -> None:
    learner.answer((2, "weeks/c1", Grade.GOOD))
    before = collection.read_bytes()
    pushed = learner.run("anki", "push", learner.deck, "--collection", collection, "--dry-run")
    assert "Reviews: 1 to Anki, 0 from Anki." in pushed.stdout
    assert pushed.stdout.endswith("Nothing was changed.\n")
    assert collection.read_bytes() == before


def test_a_note_edited_in_anki_is_named(learner: Learner, collection: Path) -> None:
    learner.run("anki", "push", learner.deck, "--collection", collection)
    edit_in_anki(collection)
    pushed = learner.run("anki", "push", learner.deck, "--collection", collection)
    assert "where the deck has nothing newer, and left so: capital." in pushed.stdout
    over = learner.run("anki", "push", learner.deck, "--collection", collection, "--overwrite")
    assert over.stdout.startswith("Notes: 1 updated, 2 unchanged.\n")


@pytest.mark.parametrize(
    ("studied", "said"),
    [
        (["weeks/c1"], "1 card waits in a filtered deck: empty it in Anki"),
        (["weeks/c1", "colour"], "2 cards wait in a filtered deck: empty it in Anki"),
    ],
)
def test_one_card_waits_in_a_filtered_deck_and_two_wait(
    learner: Learner, collection: Path, studied: list[str], said: str
) -> None:
    learner.run("anki", "push", learner.deck, "--collection", collection)
    opened = Collection(str(collection))
    filtered = opened.sched.get_or_create_filtered_deck(0)  # type: ignore[arg-type] # a NewType
    filtered.name = "Tonight"
    filtered.config.search_terms[0].search = "deck:Small"
    opened.sched.add_or_update_filtered_deck(filtered)
    opened.close()
    learner.answer(*((2, card, Grade.GOOD) for card in studied))
    pushed = learner.run("anki", "push", learner.deck, "--collection", collection)
    assert said in pushed.stdout


def edit_in_anki(collection: Path) -> None:
    opened = Collection(str(collection))
    [note] = [opened.get_note(each) for each in opened.find_notes("Back:Paris")]
    note["Back"] = "Paris, I think"
    opened.update_note(note)
    opened.close()


def test_files_that_are_renewed_without_an_edit_leave_what_was_edited_in_anki(
    learner: Learner, collection: Path
) -> None:
    """As a new installation, a copy or a checkout does."""
    learner.run("anki", "push", learner.deck, "--collection", collection)
    edit_in_anki(collection)
    basics = learner.deck / "basics.yaml"
    text = basics.read_text("utf-8").replace("12", "13")
    basics.write_text(text, "utf-8")  # another note of the same file is edited, too
    os.utime(basics, (2_000_000_000, 2_000_000_000))
    pushed = learner.run("anki", "push", learner.deck, "--collection", collection)
    assert "The deck's text replaces Anki's in: weeks." in pushed.stdout
    assert "where the deck has nothing newer, and left so: capital." in pushed.stdout
    basics.write_text(text.replace("Paris", "Paris!"), "utf-8")
    os.utime(basics, (2_000_000_001, 2_000_000_001))
    pushed = learner.run("anki", "push", learner.deck, "--collection", collection)
    assert "The deck's text replaces Anki's in: capital." in pushed.stdout


@needs_git
def test_another_note_of_its_file_that_was_edited_later_leaves_one_edited_in_anki(
    learner: Learner, collection: Path
) -> None:
    """Also where nothing is known here of what was pushed, as on another machine."""
    push = ("anki", "push", learner.deck, "--collection", collection)
    commit(learner.deck, FOUR_DAYS_AGO)
    learner.run(*push)
    edit_in_anki(collection)
    basics = learner.deck / "basics.yaml"
    basics.write_text(basics.read_text("utf-8").replace("12", "13"), "utf-8")
    commit(learner.deck, 2_000_000_000)
    shutil.rmtree(learner.environment["IPT_CARDS_STATE"])
    pushed = learner.run(*push)
    assert "The deck's text replaces Anki's in: weeks." in pushed.stdout
    assert "where the deck has nothing newer, and left so: capital." in pushed.stdout


def test_when_the_deck_was_edited_is_told_by_its_files_and_source_date_epoch(
    learner: Learner, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.run("anki", "push", learner.deck, "--collection", collection)
    assert {note for _, note in modified(collection)} == {FOUR_DAYS_AGO}
    [capital, *_] = DECK.notes()
    assert isinstance(capital, BasicNote)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    text = (learner.deck / "basics.yaml").read_text()
    (learner.deck / "basics.yaml").write_text(text.replace("Paris", "Paris!"))
    learner.run("anki", "push", learner.deck, "--collection", collection)
    assert {note for _, note in modified(collection)} == {FOUR_DAYS_AGO, 1_800_000_000}


def modified(path: Path) -> list[tuple[int, int]]:
    collection = Collection(str(path))
    assert collection.db is not None
    rows = [(row[0], row[1]) for row in collection.db.execute("select id, mod from notes")]
    collection.close()
    return rows


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--url", "http://example.org"), "progress is sent nowhere else"),
        (("--url", "http://127.0.0.1:1"), "There is no Anki at http://127.0.0.1:1"),
        (("--collection", "gone.anki2"), "does not exist"),
    ],
)
def test_what_can_not_be_pushed_to_is_told(
    learner: Learner, arguments: tuple[str, str], said: str
) -> None:
    refused = learner.run("anki", "push", learner.deck, *arguments)
    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.split())


def test_what_is_no_collection_is_told(learner: Learner, tmp_path: Path) -> None:
    (tmp_path / "some.anki2").write_text("no collection")
    refused = learner.run("anki", "push", learner.deck, "--collection", tmp_path / "some.anki2")
    assert refused.exit_code == 2
    assert "neither a package (.apkg, .colpkg) nor a collection of Anki's" in refused.stderr


def test_collection_and_url_exclude_each_other(learner: Learner, collection: Path) -> None:
    refused = learner.run(
        "anki", "push", learner.deck, "--collection", collection, "--url", "http://127.0.0.1:1"
    )
    assert refused.exit_code == 2
    assert "--collection or --url" in refused.stderr


def test_a_note_deleted_in_anki_stays_deleted_until_it_is_restored(
    learner: Learner, collection: Path
) -> None:
    push = ("anki", "push", learner.deck, "--collection", collection)
    learner.run(*push)
    opened = Collection(str(collection))
    opened.remove_notes(opened.find_notes("Front:*France*"))
    opened.close()
    file = learner.deck / next(
        each.name for each in learner.deck.iterdir() if each.name != "deck.yaml"
    )
    os.utime(file, (FOUR_DAYS_AGO + 7200, FOUR_DAYS_AGO + 7200))
    for _ in range(2):
        told = learner.run(*push).stdout
        assert "Notes: 2 unchanged, 1 deleted." in told
        assert "Deleted in Anki, and left so: capital. `--restore` brings them back." in told
    assert "Notes: 1 new, 2 unchanged." in learner.run(*push, "--restore").stdout
    assert "Notes: 3 unchanged." in learner.run(*push).stdout


def test_a_note_deleted_in_a_running_anki_stays_deleted_and_gets_no_reviews(
    learner: Learner,
) -> None:
    with fresh_collection() as running, serving(AddOn(running)) as url:
        learner.run("anki", "push", learner.deck, "--url", url)
        running.remove_notes(running.find_notes("Front:*France*"))
        learner.answer((2, "capital/forward", Grade.GOOD))
        for options in (("--dry-run",), ()):
            report = learner.json("anki", "push", learner.deck, "--url", url, *options)
            assert report["notes"]["deleted"] == ["capital"]
            assert report["reviews_to_anki"] == 0
        assert running.note_count() == 2


def test_a_review_taken_back_here_is_taken_out_of_a_closed_anki(
    learner: Learner, collection: Path
) -> None:
    push = ("anki", "push", learner.deck, "--collection", collection)
    learner.answer((9, "weeks/c1", Grade.GOOD), (2, "weeks/c1", Grade.GOOD))
    learner.run(*push)
    assert learner.run("undo").exit_code == 0
    rehearsed = learner.run(*push, "--dry-run").stdout
    told = learner.run(*push).stdout
    for each in (rehearsed, told):
        assert "Taken back here, and taken out of Anki: 1 review." in each
    opened = Collection(str(collection))
    [card] = [opened.get_card(each) for each in opened.find_cards("rated:30 or prop:reps=1")]
    assert (card.reps, card.ivl, len(opened.card_stats_data(card.id).revlog)) == (1, 1, 1)
    opened.close()
    assert "aken back" not in learner.run(*push).stdout


def test_a_review_taken_back_here_has_no_effect_on_a_running_anki(learner: Learner) -> None:
    learner.answer((2, "weeks/c1", Grade.GOOD))
    with fresh_collection() as running, serving(AddOn(running)) as url:
        push = ("anki", "push", learner.deck, "--url", url)
        learner.run(*push)
        assert len(running.find_cards("is:review")) == 1
        learner.run("undo")
        told = " ".join(learner.run(*push).stdout.split())
        assert "1 review that you took back stays in Anki's history" in told
        assert "close Anki, and `--collection` takes it out. The schedule is as before." in told
        assert (len(running.find_cards("is:review")), len(running.find_cards("is:new"))) == (0, 5)


def test_a_card_that_was_answered_in_anki_since_is_named(
    learner: Learner, collection: Path
) -> None:
    push = ("anki", "push", learner.deck, "--collection", collection)
    learner.answer((2, "weeks/c1", Grade.GOOD))
    learner.run(*push)
    learner.run("undo")
    opened = Collection(str(collection))
    [card] = opened.find_cards("is:review")
    opened.sched.set_due_date([card], "9")
    opened.close()
    told = learner.run(*push).stdout
    assert "but left in Anki, for something came after it there: weeks/c1." in told


def test_a_field_for_own_words_is_added_where_it_is_asked_for_and_kept(
    learner: Learner, collection: Path
) -> None:
    push = ("anki", "push", learner.deck, "--collection", collection)
    assert "Notes`" not in learner.run(*push).stdout
    told = learner.run(*push, "--notes-field").stdout
    assert "New field `Notes` for your own words in: IPT Basic, IPT Choice, IPT Cloze." in told
    opened = Collection(str(collection))
    [note] = [opened.get_note(each) for each in opened.find_notes("Back:Paris")]
    note["Notes"] = "Where I was in May"
    opened.update_note(note)
    opened.close()
    basics = learner.deck / "basics.yaml"
    basics.write_text(basics.read_text("utf-8").replace("Paris", "Paris!"), "utf-8")
    os.utime(basics, (FOUR_DAYS_AGO + 60, FOUR_DAYS_AGO + 60))
    assert "The deck's text replaces Anki's in: capital." in learner.run(*push).stdout
    opened = Collection(str(collection))
    [note] = [opened.get_note(each) for each in opened.find_notes("Back:Paris!")]
    assert note["Notes"] == "Where I was in May"
    opened.close()
