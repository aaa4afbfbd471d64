"""From a YAML item to a note whose question has options: to choose, to order, to match."""

from collections.abc import Sequence

from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import ChoiceNote, Distractor, MatchingNote, OrderingNote, Pair
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.keys import Fields, text_of
from ipt_cards.deck.reading.kinds.shared_keys import SharedKeys
from ipt_cards.deck.reading.yaml.nodes import Mapping, Node

MOST_OPTIONS = 26


def read_choice(fields: Fields, shared: SharedKeys | None, findings: Findings) -> ChoiceNote | None:
    """A choice note, or None, with each problem noted."""
    fields.require("question", "answer", "distractors")
    question, answers = fields.text("question"), fields.texts("answer")
    distractors = _read_distractors(fields, findings)
    if question is None or answers is None or distractors is None:
        return None
    if "distractors" in fields and "answer" in fields:
        if not answers:
            fields.error("answer", "too-few-options", "`answer` needs a right answer")
        elif len(answers) + len(distractors) < 2:
            fields.error(
                "distractors", "too-few-options", "a choice needs two options: add a distractor"
            )
        elif len(answers) + len(distractors) > MOST_OPTIONS:
            fields.error(
                "distractors",
                "too-many-options",
                f"a choice has {MOST_OPTIONS} options at most, one for each letter: delete some",
            )
            return None
    equal = _equal_options(answers, distractors, findings)
    if shared is None or equal or not answers or len(answers) + len(distractors) < 2:
        return None
    return ChoiceNote(
        question=question,
        answers=tuple(text for text, _ in answers),
        distractors=tuple(distractor for distractor, _ in distractors),
        **shared,
    )


def _read_distractors(fields: Fields, findings: Findings) -> list[tuple[Distractor, Node]] | None:
    listed = fields.sequence("distractors")
    if listed is None:
        return None
    read: list[tuple[Distractor, Node]] = []
    for item in listed.items:
        if not isinstance(item, Mapping):
            findings.error(
                item.mark,
                "wrong-type",
                "a distractor must have `text:` and `why:` (why it's wrong)",
            )
            continue
        inner = Fields(item, ("text", "why"), "a distractor", findings)
        inner.require("text", "why")
        text, why = inner.text("text"), inner.text("why")
        if text is not None and why is not None:
            read.append((Distractor(text, why), item))
    return read if len(read) == len(listed.items) else None


def _equal_options(
    answers: list[tuple[str, Node]],
    distractors: list[tuple[Distractor, Node]],
    findings: Findings,
) -> bool:
    """Whether two options say the same, each such option noted."""
    options = [(text, node, "answer") for text, node in answers]
    options += [(distractor.text, node, "distractor") for distractor, node in distractors]
    return _are_equal(options, findings)


def _are_equal(options: Sequence[tuple[str, Node, str]], findings: Findings) -> bool:
    """The same for texts with what holds them and with what they are."""
    roles: dict[str, str] = {}
    equal = False
    for text, node, role in options:
        said = to_plain(text).casefold()
        if said in roles:
            equal = True
            findings.error(
                node.mark,
                "equal-options",
                f"this {role} says the same as the {roles[said]} above: change one of them",
            )
        roles.setdefault(said, role)
    return equal


def read_ordering(
    fields: Fields, shared: SharedKeys | None, findings: Findings
) -> OrderingNote | None:
    """An ordering note, or None, with each problem noted."""
    fields.require("question", "order")
    question, listed = fields.text("question"), fields.sequence("order")
    steps = fields.texts("order") if listed is not None else None
    if question is None or not steps or not _fits(fields, "order", len(steps), "steps"):
        return None
    equal = _are_equal([(text, node, "step") for text, node in steps], findings)
    if shared is None or equal:
        return None
    return OrderingNote(question=question, steps=tuple(text for text, _ in steps), **shared)


def read_matching(
    fields: Fields, shared: SharedKeys | None, findings: Findings
) -> MatchingNote | None:
    """A matching note, or None, with each problem noted."""
    fields.require("question", "pairs")
    question, node = fields.text("question"), fields.mapping("pairs")
    if node is None:
        return None
    pairs = [
        (
            text_of(left, "a left side", findings),
            left,
            text_of(right, "a right side", findings),
            right,
        )
        for left, right in node.pairs
    ]
    found = [(left, at, right, to) for left, at, right, to in pairs if left and right]
    if question is None or len(found) < len(pairs):
        return None
    if not _fits(fields, "pairs", len(found), "pairs"):
        return None
    equal = _are_equal([(left, at, "left side") for left, at, _, _ in found], findings)
    equal |= _are_equal([(right, to, "right side") for _, _, right, to in found], findings)
    if shared is None or equal:
        return None
    made = tuple(Pair(left, right) for left, _, right, _ in found)
    return MatchingNote(question=question, pairs=made, **shared)


def _fits(fields: Fields, key: str, count: int, what: str) -> bool:
    """Whether that many options can be asked; if not, it is noted at the key."""
    if count < 2:
        fields.error(key, "too-few-options", f"`{key}` needs two {what} at least")
    elif count > MOST_OPTIONS:
        fields.error(
            key,
            "too-many-options",
            f"`{key}` takes {MOST_OPTIONS} {what} at most, one for each letter: make two notes",
        )
    return 2 <= count <= MOST_OPTIONS
