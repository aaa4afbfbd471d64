"""YAML read by its lines: it says what PyYAML's parser says, places too, or nothing."""

import random
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ipt_cards.deck.reading.yaml.lines import tree_of_lines
from ipt_cards.deck.reading.yaml.nodes import MAXIMUM_DEPTH, Node, Scalar, Sequence, YamlError
from ipt_cards.deck.reading.yaml.parser import parse
from ipt_cards.deck.reading.yaml.tree import decode

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "decks", ROOT / "tests", ROOT.parent / "shared" / "cases")

PIECES = (
    *("- ", "-", ": ", ":", " #", "#", "#c\n", "  #c\n", '"', "'", "''", "\\", '\\"', "\\n"),
    *(
        "[",
        "]",
        "[]",
        "[a, b]",
        '[a, "b"]',
        ", ",
        "{",
        "}",
        "? ",
        "|\n",
        ">\n",
        ">-\n",
        ">-",
        "|-\n",
    ),
    *("&a ", "*a", "!t ", "%", "@", "`", "~", "null", "=", "<<", "---", "...", "--- a", "- - "),
    *(
        "\n",
        "\n\n",
        " ",
        "  ",
        "\n \n",
        "\n      \n",
        "\n    b",
        "\n- a\n",
        "\n  a: b\n",
        "a:",
        "a: b",
    ),
    *(
        "\t",
        "\r\n",
        "\r",
        "\x85",
        "\u2028",
        "\ufeff",
        "\xa0",
        "é",
        "“",
        "𝄞",
        "-1",
        ".5",
        "0o7",
        "1:2",
    ),
)
"""What YAML reads in ways of its own, and what of it stands in a text like any other sign."""

LINES = (
    *(
        "topic: A",
        "notes:",
        "- id: a",
        "  - id: a",
        "    front: Is it so?",
        "    back: It's #1: so",
    ),
    *(
        '    back: "a \\"b\\" c"',
        "    back: 'it''s'",
        "    extra: >-",
        "      said",
        "      and more",
    ),
    *(
        "    tags: [a, b c]",
        "    distractors:",
        "      - text: T",
        "        why: W",
        "      - one",
        "",
    ),
    *("# said", "      # said", "    # said", "  b:", "  - c", "    - d: e", "New York: US (of A)"),
)


def said_by(node: Node) -> object:
    """A node with all that is in it: what it is, where it begins, and what it says."""
    if isinstance(node, Scalar):
        return node.mark, node.text, node.plain
    if isinstance(node, Sequence):
        return node.mark, [said_by(item) for item in node.items]
    return node.mark, [(said_by(key), said_by(value)) for key, value in node.pairs]


def assert_as_pyyaml(text: str) -> bool:
    """Whether the lines tell the tree, which is then the parser's."""
    root = tree_of_lines(text)
    if root is None:
        return False
    tree = parse(text)  # raises where it isn't YAML
    assert tree.root is not None
    assert not tree.refused
    assert said_by(root) == said_by(tree.root)
    return True


def texts_in_the_repository() -> list[str]:
    """All YAML files that can be decoded."""
    found = {}
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.y*ml")):
            try:
                found[decode(path.read_bytes())] = path
            except YamlError:
                continue
    return list(found)


TEXTS = texts_in_the_repository()
SHORT = [text for text in TEXTS if len(text) < 4000]


def mutated(text: str, rng: random.Random) -> str:
    """A text with some characters, lines or indents changed."""
    for _ in range(rng.randint(1, 3)):
        lines = text.split("\n")
        number = rng.randrange(len(lines))
        place = rng.randrange(len(text) + 1)
        match rng.randrange(6):
            case 0:
                text = text[:place] + rng.choice(PIECES) + text[place:]
            case 1:
                text = text[:place] + text[place + rng.randint(1, 5) :]
            case 2:
                text = text[:place] + rng.choice(PIECES) + text[place + rng.randint(1, 5) :]
            case 3:
                del lines[number]
                text = "\n".join(lines)
            case 4:
                lines[number] = " " * rng.randint(1, 4) + lines[number]
                text = "\n".join(lines)
            case _:
                lines[number] = lines[number][rng.randint(1, 4) :]
                text = "\n".join(lines)
    return text


def decoded(text: str) -> str:
    """A text as a file's bytes would give it."""
    try:
        return decode(text.encode())
    except YamlError:
        assume(False)
        raise


def test_the_files_of_the_repository_are_read_as_pyyaml_reads_them() -> None:
    told = [assert_as_pyyaml(text) for text in TEXTS]
    assert sum(told) > len(told) / 2


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_usual_topic_needs_no_parser(line_end: str) -> None:
    text = """# yaml-language-server: $schema=x
topic: "Usual"
facts:
  a-fact: It is 1:1 (of no#2).

notes:
  - id: a
    front: >-
      A longer text of
      two lines
    back: 'It''s so'
    tags: [one, "two", three words]
    after: []

  # said
  - id: b
    question: "“Which?” he said, \\"this\\" or \\\\that"
    distractors:
    - text: -1
      why:
        - of a list
        - again
""".replace("\n", line_end)
    assert assert_as_pyyaml(text)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(LINES), max_size=9).map("\n".join), st.randoms())
@example("... a: b", random.Random(0))  # noqa: S311 - for a test
@example("a: >-\n  b\n    \nc: d\n", random.Random(0))  # noqa: S311 - for a test
@example("a:\n- b\nc: d\n", random.Random(0))  # noqa: S311 - for a test
def test_lines_in_any_order_say_what_pyyaml_says(text: str, rng: random.Random) -> None:
    for changed in (text, mutated(text, rng), mutated(text, rng)):
        assert_as_pyyaml(decoded(changed))


@settings(max_examples=400)
@given(st.sampled_from(SHORT), st.randoms(use_true_random=False))
def test_changed_files_say_what_pyyaml_says(text: str, rng: random.Random) -> None:
    assert_as_pyyaml(decoded(mutated(text, rng)))


@given(st.lists(st.sampled_from((*PIECES, "a", "b", "key", "\n  ", "\n    ")), max_size=12))
def test_any_signs_say_what_pyyaml_says(pieces: list[str]) -> None:
    assert_as_pyyaml(decoded("".join(pieces)))
    assert_as_pyyaml(decoded("a: " + "".join(pieces)))


def test_what_is_nested_too_deeply_is_left_to_the_parser() -> None:
    text = "".join("  " * depth + "a:\n" for depth in range(MAXIMUM_DEPTH + 1))
    assert tree_of_lines(f"{text}{'  ' * (MAXIMUM_DEPTH + 1)}a: b\n") is None
