"""When each note of a deck was last changed: by git's history of its lines, or its file's time."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from ipt_cards.anki.time_stamps.stamps import ChangedAt
from ipt_cards.deck.deck import Topic
from ipt_cards.deck.media_files.media import MediaFolder, may_have_media, media_in
from ipt_cards.deck.note import Note
from ipt_cards.deck.reading.folder import DECK_FILE
from ipt_cards.git import committed


def changes_in(folder: Path, fixed: int | None) -> ChangedAt:
    """Tells when each note of the deck in a folder last changed.

    fixed: SOURCE_DATE_EPOCH, where it is set: then all did at that time.
    """
    return LastChanges(folder).of if fixed is None else lambda *_: fixed


class LastChanges:
    """When the notes of the deck in a folder were last changed, in seconds since the epoch.

    What is not committed as it stands, or not in a repository, has its file's time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._media = MediaFolder(folder)
        self._lines: dict[str, Sequence[int]] = {}
        self._own: dict[str, Mapping[int, int]] = {}

    def of(self, note: Note, topic: Topic) -> int:
        """When a note, the name of its topic, a source that it cites or a medium last changed.

        Raises OSError where a file can't be read.
        """
        file = note.at.file or f"{topic.id}.yaml"
        if topic.id not in self._own:
            self._own[topic.id] = _by_first_line(
                self._times_in(file), sorted(each.at.line for each in topic.notes)
            )
        times = [self._own[topic.id].get(note.at.line, 0)]
        cited = self._source_times if note.sources else {}
        times += (cited[source] for source in note.sources if source in cited)
        if may_have_media(topic):
            times += map(self._medium_time, media_in([note]))
        return max(times) or self._file_time(file)

    def _times_in(self, file: str) -> Sequence[int]:
        """The time of each line of a file, the first one's first."""
        if file not in self._lines:
            self._lines[file] = self._read_times(file)
        return self._lines[file]

    def _read_times(self, file: str) -> list[int]:
        content = (self._folder / file).read_bytes()
        lines = content.split(b"\n")
        changed = self._file_time(file)
        known = self._committed(file)
        if not known:
            return [changed] * len(lines)
        if [text for text, _ in known] == lines[: len(known)]:
            times = [time for _, time in known]
        else:
            times = _times_of_same(lines, known, changed)
        times += [changed] * (len(lines) - len(times))
        return times[: len(lines) - 1] if lines[-1:] == [b""] else times

    def _committed(self, file: str) -> list[tuple[bytes, int]]:
        """The lines of a file as they were last committed, each with the time of its commit."""
        told = committed(self._folder, "blame", "--porcelain", "--no-textconv", "HEAD", "--", file)
        times: dict[bytes, int] = {}
        found: list[tuple[bytes, int]] = []
        commit = b""
        for line in (told or b"").split(b"\n"):
            if line.startswith(b"\t"):
                found.append((line[1:], times.get(commit, 0)))
            elif header := re.match(rb"([0-9a-f]{40,64}) \d+ \d+", line):
                commit = header[1]
            elif line.startswith(b"committer-time "):
                times[commit] = int(line.split()[1])
        return found

    @cached_property
    def _source_times(self) -> dict[str, int]:
        """When the line of each section and citation in deck.yaml last changed."""
        text = (self._folder / DECK_FILE).read_text(encoding="utf-8", errors="replace")
        times = self._times_in(DECK_FILE)
        found: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            named = re.match(r"\s+([a-z0-9-]+):", line)
            if named and number <= len(times):
                found[named[1]] = max(times[number - 1], found.get(named[1], 0))
        return found

    @cached_property
    def _committed_files(self) -> dict[str, int]:
        """When each file under the folder was last committed."""
        asked = ("log", "--format=%x00%ct", "--name-only", "--relative", "HEAD", "--", ".")
        told = committed(self._folder, *asked) or b""
        found: dict[str, int] = {}
        for commit in told.split(b"\0")[1:]:
            time, *names = commit.decode("utf-8", "replace").split("\n")
            for name in filter(None, names):
                found.setdefault(name, int(time))
        return found

    def _medium_time(self, written: str) -> int:
        place = self._media.place(written)
        return self._committed_files.get(place) or self._file_time(place)

    def _file_time(self, file: str) -> int:
        try:
            return int((self._folder / file).stat().st_mtime)
        except FileNotFoundError:
            return 0


def _by_first_line(times: Sequence[int], starts: Sequence[int]) -> dict[int, int]:
    """When each note was changed, or what stands above all of them, by the line it starts on."""
    above = max(times[: starts[0] - 1], default=0)
    ends = [*starts[1:], len(times) + 1]
    return {
        start: max(above, max(times[start - 1 : end - 1], default=0))
        for start, end in zip(starts, ends, strict=True)
    }


def _times_of_same(
    lines: Sequence[bytes], known: Sequence[tuple[bytes, int]], changed: int
) -> list[int]:
    """The times of lines that stand in what was known; `changed` for the others.

    Lines are taken for the same in runs that begin with one that stands there once, such as an id.
    """
    places: dict[bytes, int | None] = {}
    for place, (text, _) in enumerate(known):
        places[text] = None if text in places else place
    times: list[int] = []
    at: int | None = None
    for line in lines:
        if at is None or at >= len(known) or known[at][0] != line:
            at = places.get(line)
        times.append(changed if at is None else known[at][1])
        at = None if at is None else at + 1
    return times
