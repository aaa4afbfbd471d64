from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.terminal.pictures.display import Display, Way, after_reply, first_guess, questions
from ipt_cards.terminal.pictures.replies import WithoutReplies
from ipt_cards.terminal.pictures.size import Extent

REPLIES = [
    "\x1b[?62;4c",
    "\x1b[?6c",
    "\x1b[6;20;10t",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b_Gi=31;EINVAL:no\x1b\\",
]
KEYS = [
    "a",
    "?",
    "ü",
    "\x1b[A",
    "\x1b[1;5C",
    "\x1bOP",
    "\r",
    "\x1b[6~",
    "6;1t",
    "\x1b[200~pasted c\x1b[201~",
]


class Keys:
    def __init__(self) -> None:
        self.typed = ""

    def feed(self, data: str) -> None:
        self.typed += data

    def flush(self) -> None:
        self.typed += "|"


@given(
    st.lists(st.sampled_from(REPLIES + KEYS), max_size=12),
    st.lists(st.integers(1, 9), min_size=1, max_size=8),
)
def test_answers_are_taken_out_of_what_is_typed_however_they_are_cut(
    parts: list[str], lengths: list[int]
) -> None:
    keys, replies = Keys(), list[str]()
    parser = WithoutReplies(keys, replies.append)
    left, turn = "".join(parts), 0
    while left:
        length = lengths[turn % len(lengths)]
        parser.feed(left[:length])
        left, turn = left[length:], turn + 1
    parser.flush()
    assert replies == [part for part in parts if part in REPLIES]
    typed = "".join(part for part in parts if part in KEYS)
    assert keys.typed == typed + "|"


@given(st.text("\x1b[?_G;c6t\\a0", max_size=300))
def test_nothing_that_is_typed_is_lost_or_kept_for_ever(typed: str) -> None:
    keys, replies = Keys(), list[str]()
    parser = WithoutReplies(keys, replies.append)
    parser.feed(typed)
    parser.feed("z" * 300)
    assert len(keys.typed) + sum(map(len, replies)) == len(typed) + 300


def test_a_lone_escape_is_the_key_as_soon_as_nothing_follows() -> None:
    keys = Keys()
    parser = WithoutReplies(keys, lambda _: None)
    parser.feed("\x1b")
    assert keys.typed == ""
    parser.flush()
    assert keys.typed == "\x1b|"


def test_what_the_answers_say() -> None:
    blocks = Display(Way.HALF_BLOCKS)
    assert after_reply(blocks, "\x1b[?62;4;22c").way is Way.SIXEL
    assert after_reply(blocks, "\x1b[?4c").way is Way.HALF_BLOCKS  # a VT132, no attribute
    assert after_reply(blocks, "\x1b[?62;22c") == blocks
    assert after_reply(blocks, "\x1b_Gi=31;OK\x1b\\").way is Way.KITTY
    assert after_reply(blocks, "\x1b_Gi=31;ENOTSUPPORTED:x\x1b\\") == blocks
    assert after_reply(blocks, "\x1b[6;32;15t").cell == Extent(15, 32)
    assert after_reply(blocks, "\x1b[6;0;0t") == blocks
    assert after_reply(Display(Way.KITTY), "\x1b[?62;4c").way is Way.KITTY


def test_what_the_environment_says_and_whom_it_lets_be_asked() -> None:
    blocks = Display(Way.HALF_BLOCKS)
    for environment, way in (
        ({"TERM": "xterm-kitty"}, Way.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Way.ITERM2),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, Way.ITERM2),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "iTerm.app"}, Way.HALF_BLOCKS),
        ({"TERM": "xterm-kitty", "TMUX": "1"}, Way.HALF_BLOCKS),
    ):
        assert first_guess(environment, blocks).way is way
    assert questions({"TERM": "linux"}) == questions({}) == ""
    assert questions({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}) == ""
    assert "\x1b_G" not in questions({"TERM": "screen-256color"})
    assert questions({"TERM": "xterm-256color"}).endswith("\x1b[c")
