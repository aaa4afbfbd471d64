"""The largest files that a stranger can make: they cost no more than 500 MB and a few seconds."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the platform has no limits", allow_module_level=True)

from ipt_cards.deck.reading.yaml.nodes import MAXIMUM_NODES
from ipt_cards.deck.reading.yaml_file import MAXIMUM_BYTES
from tests.faults.faulty import Bounded, run

BOUNDS = Bounded(memory=500 * 10**6, seconds=10)
"""Half of the processor's time would do; a shared machine may be slow."""

NOTES = b"topic: T\nnotes:\n"
TOPICS = {
    "brackets": b"[" * MAXIMUM_BYTES,
    "items": b"[" + b"a," * (MAXIMUM_BYTES // 2 - 2) + b"]",
    "items that are just few enough": b"[" + b"a," * (MAXIMUM_NODES - 10) + b"]",
    "aliases": b"- *a\n" * (MAXIMUM_NODES - 10),
    "one text": NOTES + b'  - id: a\n    front: "' + b"x " * (MAXIMUM_BYTES // 2 - 50) + b'"\n',
    "unknown keys": NOTES
    + b"  - id: a\n"
    + b"".join(b"    k%d: v\n" % number for number in range(MAXIMUM_NODES // 2 - 10)),
    "line feeds": b"\n" * MAXIMUM_BYTES,
}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_s_file_of_any_content_is_read_or_refused_within_bounds(
    tmp_path: Path, topic: str
) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "deck.yaml").write_text("id: demo\nname: Demo\n")
    (folder / "topic.yaml").write_bytes(TOPICS[topic])
    ended = run(tmp_path, "check", "deck", fault=BOUNDS)
    assert ended.code == 1
    assert "defect" not in ended.errors
    assert "topic.yaml:" in ended.output


def test_an_endless_line_to_merge_is_refused_within_bounds(tmp_path: Path) -> None:
    with (tmp_path / "other.jsonl").open("wb") as stream:
        stream.truncate(100 * 2**20)
    ended = run(tmp_path, "progress", "merge", "other.jsonl", fault=BOUNDS)
    assert ended.code == 2
    assert "is no entry" in ended.errors
    assert "Nothing was merged" in ended.errors
