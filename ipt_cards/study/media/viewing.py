"""The media of the card that is shown, opened in the system's viewer or played."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from ipt_cards.deck.markup.parser import medium_kind
from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.text import visible
from ipt_cards.study.decks import shown_path
from ipt_cards.study.media.programs import player_command, viewer_command

_A_MOMENT = 0.3
"""Seconds in which a program that can't do it says so."""


class MediaViewer:
    """Opens and plays what a side of a card shows, the next each time that it is asked to."""

    def __init__(self, media: MediaFolder) -> None:
        self._media = media
        self._last: dict[str, tuple[list[str], int]] = {}
        self._playing: subprocess.Popen[bytes] | None = None

    def open(self, shown: Sequence[str], key: str) -> str:
        """Open the first of the media that are shown, or the next. key: what does so again.

        Returns what came of it, for the learner. Nothing is waited for but a moment.
        """
        if not shown:
            return "No picture, sound or video is shown here to be opened."
        return self._next(shown, key, "opens", self._open)

    def play(self, shown: Sequence[str], key: str) -> str:
        """Play the first of the sounds among the media that are shown, or the next; as `open`."""
        sounds = [each for each in shown if medium_kind(each) == "sound"]
        if not sounds:
            return "No sound is here to be played."
        return self._next(sounds, key, "plays", self._play)

    def _next(self, media: Sequence[str], key: str, does: str, start: Callable[[Path], str]) -> str:
        before, place = self._last.get(does, ([], -1))
        place = (place + 1) % len(media) if before == list(media) else 0
        self._last[does] = (list(media), place)
        try:
            path = self._media.locate(media[place])
        except MediaError as error:
            return f"{error}."
        told = start(path)
        if len(media) > 1:
            told += f" It is {place + 1} of {len(media)}: {key} {does} the next."
        return told

    def _open(self, path: Path) -> str:
        name = visible(path.name)
        if sys.platform == "win32":
            try:
                os.startfile(path)  # noqa: S606 - a medium's, by its ending
            except OSError as error:
                return f"Windows can't open {name} ({error.strerror})."
            return f"Opened {name}."
        command = viewer_command(path, sys.platform, os.environ, shutil.which)
        if command is None:
            return f"There is no viewer here: the file is {visible(str(shown_path(path)))}."
        started = _started(command)
        if isinstance(started, str):
            return f"{Path(command[0]).name} can't open {name} ({started})."
        return f"Opened {name}."

    def _play(self, path: Path) -> str:
        if self._playing is not None and self._playing.poll() is None:
            self._playing.terminate()
            self._playing = None
        name = visible(path.name)
        if sys.platform == "win32":
            import winsound  # noqa: PLC0415 - Windows only

            if path.suffix.lower() != ".wav":
                return self._open(path)
            try:
                winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC)
            except RuntimeError:
                return f"Windows can't play {name}."
            return f"Playing {name}."
        command = player_command(path, shutil.which)
        if command is None:
            if viewer_command(path, sys.platform, os.environ, shutil.which) is None:
                return f"There is no player here, such as mpv or ffplay, for {name}."
            return self._open(path)
        started = _started(command)
        if isinstance(started, str):
            return f"{Path(command[0]).name} can't play {name} ({started})."
        self._playing = started
        return f"Playing {name}."


def _started(command: list[str]) -> "subprocess.Popen[bytes] | str":
    """A program that goes on by itself, silent; or why it failed."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the learner's own, the file's path its argument
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return error.strerror or "it doesn't start"
    try:
        failed = process.wait(_A_MOMENT)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()
        return process
    return f"it ended with {failed}" if failed else process
