"""Reading deck.yaml."""

from ipt_cards.deck.deck import Blueprint
from ipt_cards.deck.level import Level
from ipt_cards.deck.reading.allowances import read_allow
from ipt_cards.deck.reading.description import Description
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.keys import Fields, text_of
from ipt_cards.deck.reading.kinds.typed_keys import SPELLING_KEYS, read_spelling
from ipt_cards.deck.reading.macros import read_macros
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.yaml.nodes import Mapping, Scalar
from ipt_cards.deck.reading.yaml.tree import root_of
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.text import allowed_in_identifiers, is_identifier

DECK_KEYS = (
    *("id", "name", "description", "version", "exam", "sources", "macros", "ruby", "allow"),
    *SPELLING_KEYS,
)
EXAM_KEYS = ("pass", "questions", "minutes", "blueprint", "levels")


def read_description(content: bytes, findings: Findings) -> Description | None:
    """What deck.yaml says, or None where it lacks a usable id or name, each problem noted."""
    node = root_of(content, findings)
    if node is None and findings.problems:
        return None  # it can't be read at all, as is told
    if not isinstance(node, Mapping):
        mark = node.mark if node else Mark(1, 1)
        findings.error(mark, "wrong-type", "deck.yaml must hold `id:` and `name:` at least")
        return None
    fields = Fields(node, DECK_KEYS, "the deck", findings)
    fields.require("id", "name")
    deck_id, name = fields.text("id"), fields.name("name")
    if deck_id is not None and not is_identifier(deck_id):
        fields.error("id", "malformed-id", f"the deck's id {allowed_in_identifiers(deck_id)}")
    exam = fields.mapping("exam")
    blueprint, weight_marks = _read_exam(exam, findings) if exam else (None, {})
    sources = fields.mapping("sources")
    inner = Fields(sources, ("sections", "citations"), "`sources`", findings) if sources else None
    sections = _read_titles(inner, "sections", findings)
    citations = _read_titles(inner, "citations", findings)
    for key in sections.keys() & citations.keys():
        findings.error(
            citations[key][1], "duplicate-key", f"`{key}` is a section, too: give it another id"
        )
    macros = fields.mapping("macros")
    notation = Notation(
        macros=read_macros(macros, findings) if macros else {},
        ruby=fields.flag("ruby"),
        spelling=read_spelling(fields),
    )
    allow = read_allow(fields, findings)
    if deck_id is None or name is None:
        return None
    return Description(
        id=deck_id,
        name=name,
        text=fields.text("description") or "",
        version=fields.text("version") or "",
        blueprint=blueprint,
        weight_marks=weight_marks,
        sections={key: title for key, (title, _) in sections.items()},
        section_marks={key: mark for key, (_, mark) in sections.items()},
        citations={key: title for key, (title, _) in citations.items()},
        notation=notation,
        allow=allow or (),
    )


def _read_exam(node: Mapping, findings: Findings) -> tuple[Blueprint | None, dict[str, Mark]]:
    fields = Fields(node, EXAM_KEYS, "the exam", findings)
    fields.require("blueprint")
    listed = fields.mapping("blueprint")
    weights: dict[str, int] = {}
    marks: dict[str, Mark] = {}
    if listed is not None:
        topics = [key.text for key, _ in listed.pairs if isinstance(key, Scalar)]
        inner = Fields(listed, topics, "the blueprint", findings)
        for topic in dict.fromkeys(topics):
            weights[topic] = inner.whole_number(topic, 0, 100, 0)
            marks[topic] = inner.mark_of(topic)
        if not weights:
            fields.error("blueprint", "bad-blueprint", "the blueprint names no topic")
        elif sum(weights.values()) != 100:
            fields.error(
                "blueprint",
                "bad-blueprint",
                f"the blueprint's weights sum to {sum(weights.values())}, not to 100",
            )
            weights = {}
    levels = _read_levels(fields, findings)
    pass_percent = fields.whole_number("pass", 1, 100, 60)
    questions = fields.whole_number("questions", 1, 1000, 40)
    minutes = fields.whole_number("minutes", 1, 1000, 60)
    if not weights:
        return None, marks
    return Blueprint(tuple(weights.items()), pass_percent, questions, minutes, levels), marks


def _read_levels(fields: Fields, findings: Findings) -> tuple[tuple[Level, int], ...]:
    listed = fields.mapping("levels")
    if listed is None:
        return ()
    before = len(findings.problems)
    inner = Fields(listed, [level.value for level in Level], "`levels`", findings)
    weights = {level: inner.whole_number(level, 0, 100, 0) for level in Level}
    if len(findings.problems) > before:
        return ()
    if sum(weights.values()) != 100:
        fields.error(
            "levels",
            "bad-blueprint",
            f"the levels' weights sum to {sum(weights.values())}, not to 100",
        )
        return ()
    return tuple((level, weight) for level, weight in weights.items() if level in inner)


def _read_titles(
    fields: Fields | None, key: str, findings: Findings
) -> dict[str, tuple[str, Mark]]:
    node = fields.mapping(key) if fields else None
    titles: dict[str, tuple[str, Mark]] = {}
    for name, value in node.pairs if node else ():
        if not isinstance(name, Scalar) or not is_identifier(name.text):
            written = name.text if isinstance(name, Scalar) else ""
            findings.error(
                name.mark, "malformed-id", f"a source's id {allowed_in_identifiers(written)}"
            )
            continue
        if name.text in titles:
            findings.error(name.mark, "duplicate-key", f"`{name.text}` stands here twice")
        title = text_of(value, f"`{name.text}`", findings)
        titles[name.text] = (title or "", name.mark)
    return titles
