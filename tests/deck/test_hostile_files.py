"""Files that no author means to write: each is a clear error or the right card, never a crash."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_cards.deck.media_files.media import MAXIMUM_BYTES as MAXIMUM_MEDIUM
from ipt_cards.deck.note import BasicNote
from ipt_cards.deck.problem import DeckError
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.reading.yaml.nodes import YamlError
from ipt_cards.deck.reading.yaml.parser import parse
from ipt_cards.deck.reading.yaml.tree import decode
from ipt_cards.deck.reading.yaml_file import MAXIMUM_BYTES

DESCRIPTION = "id: demo\nname: Demo\n"
HEAD = "topic: Basics\nnotes:\n"


def deck_with(folder: Path, topic: bytes) -> Path:
    (folder / "deck.yaml").write_text(DESCRIPTION)
    (folder / "topic.yaml").write_bytes(topic)
    return folder


def problems_of(folder: Path) -> list[str]:
    return [f"{problem.at}: {problem.message}" for problem in read_folder(folder).problems]


def test_a_hundred_broken_notes_give_a_hundred_errors(tmp_path: Path) -> None:
    notes = "".join(f"  - id: note-{number}\n    front: *Q{number}\n" for number in range(100))
    folder = deck_with(tmp_path, (HEAD + notes.replace("*Q", "Q")).encode())
    with pytest.raises(DeckError) as raised:
        load_deck(folder)
    assert len(raised.value.problems) == 100


def test_of_ever_more_errors_a_thousand_are_told(tmp_path: Path) -> None:
    notes = "".join(f"  - id: note-{number}\n" for number in range(2000))
    problems = problems_of(deck_with(tmp_path, (HEAD + notes).encode()))
    assert len(problems) == 1001
    assert problems[-1].endswith("here is the next of too many problems: mend those above")


def test_words_that_yaml_takes_for_something_else_stay_the_words(tmp_path: Path) -> None:
    words = ["yes", "no", "null", "~", "1984", "0x1F", "2024-01-01", "1e3", ".nan", "12:30:45"]
    notes = "".join(
        f"  - id: note-{number}\n    front: {word}\n    back: {word}\n"
        for number, word in enumerate(words)
    )
    deck = load_deck(deck_with(tmp_path, (HEAD + notes).encode()))
    assert [(note.front, note.back) for note in deck.notes() if isinstance(note, BasicNote)] == [
        (word, word) for word in words
    ]


def test_a_byte_order_mark_emoji_and_right_to_left_text_are_read(tmp_path: Path) -> None:
    text = HEAD + "  - id: note\n    front: 👩‍⚕️ ما هو؟\n    back: שלום\n"
    deck = load_deck(deck_with(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    (note,) = deck.notes()
    assert isinstance(note, BasicNote)
    assert (note.front, note.back) == ("👩‍⚕️ ما هو؟", "שלום")


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    text = HEAD + "  - id: note\n    front: |\n      one\n      two\n    back: B\n"
    deck = load_deck(deck_with(tmp_path, text.replace("\n", "\r\n").encode()))
    (note,) = deck.notes()
    assert isinstance(note, BasicNote)
    assert note.front == "one\ntwo"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            HEAD.encode() + b"  - id: caf\xe9\n",
            "topic.yaml:3:12: byte 0xE9 is not UTF-8: save the file in the encoding UTF-8",
        ),
        (
            HEAD.encode() + b"  - id: a\x00b\n",
            "topic.yaml:3:10: the control character U+0000 can't stand in a text: delete it",
        ),
        (b"topic: [[[[", "topic.yaml:2:1: the indentation or a bracket doesn't fit here"),
        (b'topic: "open\n', "topic.yaml:1:8: a quotation mark opens here and doesn't close"),
        (b"", "topic.yaml:1:1: a topic needs `topic:` and `notes:`"),
        (b"- a\n- b\n", "topic.yaml:1:1: a topic must hold `topic:` and `notes:`"),
        (b"notes: @x\n", "topic.yaml:1:8: a text can't begin with @ unless it stands in quotes"),
    ],
)
def test_a_file_that_is_no_topic_says_where_and_what_to_do(
    tmp_path: Path, raw: bytes, said: str
) -> None:
    problems = problems_of(deck_with(tmp_path, raw))
    assert problems[0].startswith(said)


def test_aliases_that_would_explode_are_refused_one_by_one(tmp_path: Path) -> None:
    laughs = "a: &a [lol, lol]\n" + "".join(
        f"{after}: &{after} [{', '.join(['*' + before] * 9)}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    problems = problems_of(deck_with(tmp_path, laughs.encode()))
    assert sum("alias" in problem for problem in problems) == 72


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_refused(opening: str) -> None:
    with pytest.raises(YamlError) as raised:
        parse(opening * 100_000)
    assert "nested too deeply" in raised.value.message


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    folder = deck_with(tmp_path, b"")
    with (folder / "topic.yaml").open("wb") as stream:
        stream.truncate(100 * 2**20)
    (problem,) = problems_of(folder)
    assert problem.startswith(
        f"topic.yaml:1:1: the file has more than {MAXIMUM_BYTES // 2**20} MiB"
    )


def test_a_topic_s_file_must_have_a_name_that_can_be_an_id(tmp_path: Path) -> None:
    deck_with(tmp_path, (HEAD + "  []\n").encode())
    (tmp_path / "Zwei Wörter.yaml").write_text(HEAD)
    (tmp_path / "old.yml").write_text(HEAD)
    assert problems_of(tmp_path) == [
        "Zwei Wörter.yaml:1:1: a topic's file is named like this: `zwei-worter.yaml`",
        "old.yml:1:1: a topic's file is named like this: `old.yaml`",
    ]


def test_a_folder_without_a_deck_says_how_to_start_one(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path)
    assert "`ipt-cards new DIR`" in problem


def test_a_symlink_out_of_the_deck_is_no_medium(tmp_path: Path) -> None:
    outside = tmp_path / "secret.png"
    outside.write_bytes(b"secret")
    folder = tmp_path / "deck"
    folder.mkdir()
    try:
        (folder / "link.png").symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no symlinks for this user")
    text = HEAD + "  - id: note\n    front: Q?\n    back: '![x](link.png)'\n"
    (problem,) = problems_of(deck_with(folder, text.encode()))
    assert "lies outside the deck's folder" in problem


@pytest.mark.parametrize("name", ["deck.yaml", "topic.yaml"])
def test_a_file_that_a_symlink_puts_into_the_deck_is_not_read(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    deck_with(folder, HEAD.encode() + b"  []\n")
    (folder / name).replace(tmp_path / "secret")
    try:
        (folder / name).symlink_to(tmp_path / "secret")
    except OSError:
        pytest.skip("this system makes no symlinks for this user")
    assert problems_of(folder) == [
        f"{name}:1:1: the file lies outside the deck's folder: copy it into it"
    ]


def test_links_to_nowhere_and_folders_are_no_topics(tmp_path: Path) -> None:
    deck_with(tmp_path, HEAD.encode() + b"  []\n")
    (tmp_path / "folder.yaml").mkdir()
    try:
        (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
        (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "missing")
    except OSError:
        pytest.skip("this system makes no symlinks for this user")
    assert problems_of(tmp_path) == [
        "folder.yaml:1:1: this is no file: give it another name",
        "loop.yaml:1:1: the link leads nowhere: put the file in its place",
        "nowhere.yaml:1:1: the link leads nowhere: put the file in its place",
    ]


@pytest.mark.skipif(os.name != "posix", reason="the platform has no pipes with names")
def test_a_pipe_that_nobody_writes_to_is_no_topic(tmp_path: Path) -> None:
    deck_with(tmp_path, HEAD.encode() + b"  []\n")
    os.mkfifo(tmp_path / "waits.yaml")
    assert problems_of(tmp_path) == ["waits.yaml:1:1: this is no file: give it another name"]


def test_a_medium_too_large_for_anki_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "map.png").open("wb") as stream:
        stream.truncate(MAXIMUM_MEDIUM + 1)
    text = HEAD + "  - id: note\n    front: Q?\n    back: '![x](map.png)'\n"
    (problem,) = problems_of(deck_with(tmp_path, text.encode()))
    assert "`map.png` has more than 100 MiB" in problem


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(YamlError):
        parse(decode(raw))


@given(st.text("abc:-[]{}#&*!|>'\"%@` \n?,", max_size=60))
def test_anything_like_yaml_is_read_or_refused(text: str) -> None:
    with suppress(YamlError):
        parse(text)
