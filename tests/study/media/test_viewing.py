"""Opening and playing by real programs, which write down what they were given."""

import os
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("programs are found by POSIX's rules", allow_module_level=True)

from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.study.media.viewing import MediaViewer

NAME = "a map; touch $HOME owned.png"


class Programs:
    """Programs of a machine, and what they were given."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        folder.mkdir()
        monkeypatch.setenv("PATH", f"{folder}:{os.defpath}")
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.delenv("WSL_DISTRO_NAME", raising=False)
        monkeypatch.setattr(sys, "platform", "linux")

    def add(self, name: str, status: int = 0) -> None:
        program = self._folder / name
        program.write_text(
            f'#!/bin/sh\necho noise; echo noise >&2\nprintf "%s\\n" "$@" > {self._folder}/given\n'
            f"exit {status}\n"
        )
        program.chmod(0o755)

    @property
    def given(self) -> list[str]:
        return (self._folder / "given").read_text().splitlines()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    return Programs(tmp_path / "bin", monkeypatch)


@pytest.fixture
def viewer(tmp_path: Path) -> MediaViewer:
    folder = tmp_path / "deck"
    folder.mkdir()
    for name in (NAME, "say.mp3", "more.mp3"):
        (folder / name).write_bytes(PIXEL if name.endswith("png") else b"ID3")
    return MediaViewer(MediaFolder(folder))


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def test_the_file_is_one_argument_and_nothing_is_heard_of_the_viewer(
    tmp_path: Path, viewer: MediaViewer, programs: Programs, capfd: pytest.CaptureFixture[str]
) -> None:
    programs.add("xdg-open")
    assert viewer.open([NAME], "o") == f"Opened {NAME}."
    assert programs.given == [str(tmp_path / "deck" / NAME)]
    assert capfd.readouterr() == ("", "")


def test_of_several_media_each_press_opens_the_next(
    viewer: MediaViewer, programs: Programs
) -> None:
    programs.add("xdg-open")
    media = [NAME, "say.mp3"]
    assert viewer.open(media, "o") == f"Opened {NAME}. It is 1 of 2: o opens the next."
    assert viewer.open(media, "o") == "Opened say.mp3. It is 2 of 2: o opens the next."
    assert viewer.open(media, "o").startswith(f"Opened {NAME}.")
    assert viewer.open(["more.mp3"], "o") == "Opened more.mp3."  # another side
    assert viewer.open(media, "o").startswith(f"Opened {NAME}.")


def test_sounds_alone_are_played(tmp_path: Path, viewer: MediaViewer, programs: Programs) -> None:
    programs.add("mpg123")
    assert viewer.play([NAME, "say.mp3"], "p") == "Playing say.mp3."
    assert programs.given == ["-q", str(tmp_path / "deck" / "say.mp3")]
    assert viewer.play([NAME], "p") == "No sound is here to be played."


def test_without_a_player_the_viewer_plays(viewer: MediaViewer, programs: Programs) -> None:
    programs.add("xdg-open")
    assert viewer.play(["say.mp3"], "p") == "Opened say.mp3."


def test_what_can_not_be_done_is_told(
    tmp_path: Path, viewer: MediaViewer, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert viewer.open([], "o") == "No picture, sound or video is shown here to be opened."
    programs.add("xdg-open", status=3)
    assert viewer.open(["say.mp3"], "o") == "xdg-open can't open say.mp3 (it ended with 3)."
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.chdir(tmp_path)
    assert viewer.open(["say.mp3"], "o") == "There is no viewer here: the file is deck/say.mp3."
    assert "no player here, such as mpv" in viewer.play(["say.mp3"], "p")
    assert "there is no file `gone.png`" in viewer.open(["gone.png"], "o")
    assert "lies outside the deck's folder" in viewer.open(["../x.png"], "o")
