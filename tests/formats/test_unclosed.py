"""What is opened again and again and never closed: without bounds, each of these took minutes.

A text of 30,000 characters is the longest that a card shows.
"""

import pytest

from ipt_cards.formats.found import FormatError, Source
from ipt_cards.formats.registry import READERS, read

BEGINNINGS = {
    "org": "* T :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\n{{x}} ",
    "mochi": "a\n---\n{{x}} ",
    "hashcards": "C: [x] ",
    "obsidian": "==x== ",
    "gift": "q{=a ",
    "mnemosyne": '<mnemosyne><item id="a"><Q>x</Q><A>',
    "moodle": '<quiz><question type="cloze"><questiontext><text>{1:SA:=a} ',
}
ENDS = {
    "gift": "}",
    "mnemosyne": "</A></item></mnemosyne>",
    "moodle": "</text></questiontext></question></quiz>",
}
OPENINGS = ["*a ", r"\[", "[[", "![](", "`", "{{", "&lt;a ", "<<#a>>", "=a "]


@pytest.mark.parametrize("format_name", sorted(READERS.keys() & BEGINNINGS.keys()))
@pytest.mark.parametrize("opening", OPENINGS)
def test_what_is_never_closed_is_read_or_told(format_name: str, opening: str) -> None:
    if ENDS.get(format_name, "").startswith("<"):
        opening = opening.replace("<<", "&lt;&lt;").replace(">>", "&gt;&gt;")
    text = BEGINNINGS[format_name] + opening * (30_000 // len(opening)) + ENDS.get(format_name, "")
    try:
        found = read(Source("x.txt", text.encode()), format_name)
    except FormatError as error:
        assert str(error).startswith("x.txt:")  # noqa: PT017 - or it is read
        return
    assert found.notes or found.losses
