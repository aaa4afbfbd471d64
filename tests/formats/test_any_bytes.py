"""Whatever stands in a file: notes come of it, or a message that names the place."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.formats.found import FormatError, Source
from ipt_cards.formats.importing import prepare, write
from ipt_cards.formats.media import gathered
from ipt_cards.formats.registry import READERS, read

PIECES = [
    *(
        "Q:",
        "A:",
        "C:",
        "[",
        "]",
        "::",
        ":::",
        "==",
        "?",
        "??",
        "---",
        "\n",
        "\n\n",
        "\t",
        ",",
        ";",
    ),
    *(
        '"',
        "'",
        "{{c1::",
        "}}",
        "{{c",
        "$",
        "`",
        "```\n",
        "![x](y.png)",
        "![[a b.png]]",
        "<b>",
        "&",
    ),
    *("#separator:tab\n", "#html:true\n", "#tags column:2\n", "#flashcards/a/b", "#columns:a\tb\n"),
    *("front,back\n", "id,kind,question,left,right\n", "\ufeff", "\x00", "\x07", "\u2028", "word"),
    *("<!--SR:!2026-01-01-->", "[[a|b]]", "\\", "|", "=1+1", "---\nname = 1\n---\n", "é", "漢"),
]
PIECES += [
    *("* H :fc:\n", ":PROPERTIES:\n", ":FC_TYPE: cloze\n", ":ANKI_NOTE_TYPE: Basic\n", ":END:\n"),
    *(
        "** Back\n",
        "#+begin_src\n",
        "#+end_src\n",
        "{{a}{b}@0}",
        "{{1::a}}",
        "{{a}}",
        "| a | b |\n",
    ),
    *("[[file:a.png]]", "- a :: b\n", "  1. c\n", "/i/", "\\(x\\)", "\\alpha", "^{x}"),
    *(
        "# T\n",
        "## an-id\n",
        "**Answer:**\n",
        "**Options:**\n",
        "- [x] a\n",
        "- [ ] b\n",
        "  > w\n",
    ),
    *(
        "**Number:** 5\n",
        "**Level:** x\n",
        "**Pairs:**\n",
        "- a\n  = b\n",
        "**Order:**\n",
        "1. a\n",
    ),
    *('<mnemosyne><item id="a"><Q>x</Q><A>y</A></item></mnemosyne>', "<$>", "</$>", "[a:b]"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=80)
ENCODED = st.tuples(
    TEXTS, st.sampled_from(["utf-8", "utf-16", "utf-16-le", "latin-1", "cp1251"])
).map(lambda pair: pair[0].encode(pair[1], "replace"))


@pytest.mark.parametrize("format_name", sorted(READERS))
@given(content=ENCODED | st.binary(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(format_name: str, content: bytes) -> None:
    try:
        found = read(Source("any.txt", content), format_name)
    except FormatError as error:
        assert str(error).startswith("any.txt:")  # noqa: PT017 - or it is read
        return
    for each in found.notes:
        assert each.line >= 1
        assert each.key


@pytest.mark.parametrize("format_name", sorted(READERS))
@given(content=ENCODED)
@settings(max_examples=25, deadline=None)
def test_what_was_read_of_any_bytes_makes_a_sound_deck(format_name: str, content: bytes) -> None:
    try:
        found = read(Source("any.txt", content), format_name)
    except FormatError:
        return
    with tempfile.TemporaryDirectory() as parent:
        folder, scratch = Path(parent, "deck"), Path(parent, "scratch")
        scratch.mkdir()
        media: dict[str, Path] = {}
        kept = gathered(found, None, scratch, media)
        write(prepare(folder, [("any.txt", kept)], media, scratch, {}))
        load_deck(folder)
