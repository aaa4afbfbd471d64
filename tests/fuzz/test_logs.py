"""Any lines at all to merge: a line that is no entry is named, and what is one does no harm."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.errors import MalformedLineError
from ipt_cards.progress.fold import fold
from ipt_cards.progress.lines import read_lines, to_line
from ipt_cards.progress.log import ReviewLog
from tests.fuzz.found import inputs
from tests.fuzz.mutation import mutated
from tests.progress.making import BERLIN

SOUND = [(Path(__file__).parents[1] / "progress" / "version-1.jsonl").read_bytes()]
TOKENS = [
    *(b"\n", b"\r\n", b"null", b"true", b"-1", b"1e999", b"NaN", b"9" * 5000, b"[" * 5000, b"{}"),
    *(b'"kind":"move"', b'"kind":"retraction"', b'"kind":"review"', b'"v":2', b'"v":0', b'"v":1'),
    *(b"0001-01-01", b"9999-12-31", b"ffffffff-ffff", b"00000000-0000", b"duration-weeks/c1"),
    *(b"\x00", b"\xff", b"\\ud800", b"\\u001b[2J", "٣".encode(), b"cbt-contrast", b"new-name/c1"),
]


def merge(content: bytes) -> None:
    """Merge what can be read; the same lines again change nothing."""
    entries = []
    with suppress(MalformedLineError):
        for entry in read_lines(content.splitlines(keepends=True), "other.jsonl"):
            entries.append(entry)  # noqa: PERF402 - those before the malformed line
    assert list(read_lines(map(to_line, entries), "again")) == entries
    fold(entries)


@given(mutated(SOUND, TOKENS))
def test_lines_that_something_happened_to(content: bytes) -> None:
    merge(content)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_arbitrary_bytes(content: bytes) -> None:
    merge(content)


@pytest.mark.parametrize("path", inputs("log"), ids=lambda path: path.name)
def test_what_once_did_harm(path: Path, tmp_path: Path) -> None:
    merge(path.read_bytes())
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as log:
        with suppress(MalformedLineError):
            log.merge(read_lines(path.read_bytes().splitlines(keepends=True), path.name))
        assert log.check() == []
