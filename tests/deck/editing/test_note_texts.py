import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.editing.note_texts import NotFoundError, note_texts, with_note_texts
from ipt_cards.deck.text import normal_text

FILE = """\
# The first line.
topic: Techniques   # a name
notes:

  - id: role-play        # never changes
    front: Why does an IPT therapist
      use role-playing?  # asked
    back: |  # a block

      The client can **practise**.

      Often.

    # before extra
    extra: >-
      Folded
      text.
    tags: [a, b]
  - {id: flow, front: "In, {flow}?", back: yes}

  - id: choice
    question: 'It''s which?'
    answer:
      - One
      - Two
    distractors:
      - text: Three
        why: Because.   # why
      - {text: Four, why: "No."}
  # the end
"""
KEYS = frozenset({"front", "back", "extra", "question", "answer", "distractors", "accept"})


def texts(content: bytes, note: str) -> dict[str, str]:
    return {text.name: text.text for text in note_texts(content, note, KEYS)}


def test_the_texts_of_a_note_stand_under_their_keys() -> None:
    assert texts(FILE.encode(), "role-play") == {
        "front": "Why does an IPT therapist use role-playing?",
        "back": "The client can **practise**.\n\nOften.",
        "extra": "Folded text.",
    }
    assert texts(FILE.encode(), "choice") == {
        "question": "It's which?",
        "answer 1": "One",
        "answer 2": "Two",
        "distractors 1 text": "Three",
        "distractors 1 why": "Because.",
        "distractors 2 text": "Four",
        "distractors 2 why": "No.",
    }


@pytest.mark.parametrize("note", ["nothing", ""])
def test_a_note_that_is_not_there_is_told(note: str) -> None:
    with pytest.raises(NotFoundError):
        note_texts(FILE.encode(), note, KEYS)
    with pytest.raises(NotFoundError):
        with_note_texts(FILE.encode(), "choice", {("answer", 2): "Three"})


@pytest.mark.parametrize(
    ("note", "path", "text", "line"),
    [
        ("role-play", ("front",), "Why", "    front: Why  # asked"),
        ("role-play", ("front",), "Why: so?", '    front: "Why: so?"  # asked'),
        ("role-play", ("back",), "Short", '    back: "Short"  # a block'),
        ("role-play", ("back",), "Longer\n\ntwo", "    back: |  # a block"),
        ("role-play", ("extra",), "One\ntwo", "    extra: |"),
        ("flow", ("front",), "Two\nlines", r'  - {id: flow, front: "Two\nlines", back: yes}'),
        ("flow", ("back",), "a, b", '  - {id: flow, front: "In, {flow}?", back: "a, b"}'),
        ("choice", ("question",), "Whose 'one'?", "    question: 'Whose ''one''?'"),
        ("choice", ("answer", 1), "- dash", '      - "- dash"'),
        ("choice", ("distractors", 0, "why"), "# no", '        why: "# no"   # why'),
        ("choice", ("distractors", 0, "why"), "a\n- b", "        why: |   # why"),
    ],
)
def test_one_text_changes_and_no_other_line(
    note: str, path: tuple[str | int, ...], text: str, line: str
) -> None:
    written = with_note_texts(FILE.encode(), note, {path: text})
    before, after = FILE.split("\n"), written.decode().split("\n")
    assert line in after
    changed = [each for each in before if each not in after]
    assert 1 <= len(changed) <= 6  # the lines of the text that was there
    assert dict(note_texts(written, note, KEYS))[path] == text


def test_all_comments_and_blank_lines_stay() -> None:
    changes: dict[tuple[str | int, ...], str]
    changes = {("front",): "A\nB", ("back",): "One line", ("extra",): "Other"}
    written = with_note_texts(FILE.encode(), "role-play", changes).decode()
    assert written == FILE.replace(
        """front: Why does an IPT therapist
      use role-playing?  # asked
""",
        """front: |  # asked
      A
      B
""",
    ).replace(
        """back: |  # a block

      The client can **practise**.

      Often.

""",
        """back: "One line"  # a block

""",
    ).replace(
        """extra: >-
      Folded
      text.
""",
        """extra: "Other"
""",
    )


def test_line_ends_and_the_mark_of_the_encoding_stay() -> None:
    file = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    written = with_note_texts(file, "role-play", {("front",): "A\nB", ("back",): "C\nD"})
    assert written.startswith(b"\xef\xbb\xbf# The")
    assert written.count(b"\n") == written.count(b"\r\n")
    assert b"\r\r" not in written


@given(
    st.dictionaries(
        st.sampled_from([("front",), ("back",), ("extra",)]),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
        | st.text("ab \n:#-|>\"'[]{},&*!%@`", min_size=1),
        min_size=1,
    )
)
def test_any_text_comes_back_as_it_was_given_or_is_refused(
    changes: dict[tuple[str | int, ...], str],
) -> None:
    try:
        written = with_note_texts(FILE.encode(), "role-play", changes)
    except ValueError:
        return
    found = dict(note_texts(written, "role-play", KEYS))
    for path, text in changes.items():
        assert normal_text(found[path]).split() == normal_text(text).split()
    assert texts(written, "choice") == texts(FILE.encode(), "choice")
    assert written.decode().split("\n")[-3:] == FILE.split("\n")[-3:]
