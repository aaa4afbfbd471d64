"""What is told of a file that is no YAML: the mistakes that authors make, in plain words."""

import pytest

from ipt_cards.deck.reading.yaml.nodes import YamlError
from ipt_cards.deck.reading.yaml.parser import parse

MISPLACED = (
    "this line is indented by too much or too little: the keys of a note stand exactly below one "
    "another, and so do the dashes before notes"
)
TAB = "a tab can't indent YAML: use spaces"


@pytest.mark.parametrize(
    ("lines", "at", "told"),
    [
        ("  - id: a\n    front: A\n     back: B\n", (5, 10), MISPLACED),
        ("  - id: a\n    front: A\n   back: B\n", (5, 4), MISPLACED),
        ("  - id: a\n  front: A\n  - id: b\n", (4, 3), MISPLACED),
        ("  id: a\n  - x\n", (4, 3), MISPLACED),
        ("  - id: a\n\t front: A\n", (4, 1), TAB),
        ("  - id: a\n    back: |\n\tB\n", (5, 1), TAB),
        (
            "  - id: a\n    front\n    back: B\n",
            (5, 5),
            "a key and its text are parted by `: `, which is missing on the line above",
        ),
        (
            '  - id: a\n    front: "A" or B\n',
            (4, 16),
            "after a text in quotation marks nothing else can stand on its line",
        ),
        (
            "  - id: a\n    front: One thing: the other\n",
            (4, 21),
            "a text that holds `: ` must stand in quotes, or on a line of its own after `>-`",
        ),
    ],
)
def test_a_mistake_is_told_with_what_to_do(lines: str, at: tuple[int, int], told: str) -> None:
    with pytest.raises(YamlError) as raised:
        parse(f"topic: T\nnotes:\n{lines}")
    assert (raised.value.mark, raised.value.message) == (at, told)
