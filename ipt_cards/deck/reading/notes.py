"""From one YAML item to one note."""

from typing import TypedDict

from ipt_cards.deck.markup.cloze import (
    DEEPEST,
    MAXIMUM_NUMBER,
    cloze_numbers,
    near_miss,
    opening_count,
)
from ipt_cards.deck.markup.macros import MacroError
from ipt_cards.deck.markup.parser import media_of
from ipt_cards.deck.markup.plain import hidden_contents, to_plain
from ipt_cards.deck.media import MediaError, MediaFolder
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    Note,
    OcclusionNote,
    texts_by_key,
    with_texts,
)
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.findings import Findings, did_you_mean
from ipt_cards.deck.reading.keys import LONGEST_TEXT, Fields
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.occlusion import OCCLUSION_KEYS, read_occlusion
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.reading.yaml_tree import Mapping, Node, Scalar
from ipt_cards.deck.text import is_identifier, suggested_identifier

MOST_OPTIONS = 26
MOST_TEMPLATES = 1000
SHARED_KEYS = ("id", "extra", "tags", "source", "guid")
KEYS_BY_KIND = {
    "choice": ("question", "answer", "distractors"),
    "cloze": ("cloze",),
    "occlusion": OCCLUSION_KEYS,
    "basic": ("front", "back", "reversed", "typed", "accept", "template"),
}
_A = {"occlusion": "an"}
_KIND_OF_KEY = {key: kind for kind, keys in KEYS_BY_KIND.items() for key in keys}
_NOTE_OF_KEY = {key: f"{_A.get(kind, 'a')} {kind} note" for key, kind in _KIND_OF_KEY.items()}


class _Shared(TypedDict):
    id: str
    extra: str
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    guid: str
    at: Position


def read_note(node: Node, around: Surroundings, findings: Findings) -> Note | None:
    """The note that a YAML item says, or None, with each problem noted."""
    if not isinstance(node, Mapping):
        findings.error(node.mark, "wrong-type", "a note must hold keys and values, such as `id:`")
        return None
    before = len(findings.problems)
    kind = _kind(node)
    what = _NOTE_OF_KEY[KEYS_BY_KIND[kind][0]]
    fields = Fields(node, SHARED_KEYS + KEYS_BY_KIND[kind], what, findings, _NOTE_OF_KEY)
    shared = _read_shared(fields, around, findings)
    note: Note | None
    if kind == "cloze":
        note = _read_cloze(fields, shared)
    elif kind == "choice":
        note = _read_choice(fields, shared, findings)
    elif kind == "occlusion":
        said = read_occlusion(fields, around.media, findings)
        note = OcclusionNote(**said, **shared) if said and shared else None
    else:
        note = _read_basic(fields, shared)
    if note is not None:
        note = _in_notation(note, fields, around.notation)
        _check_media(note, fields, around.media)
    return note if len(findings.problems) == before else None


def _kind(node: Mapping) -> str:
    """The kind whose own keys the item has most of; with none, whose keys may be misspelt."""
    written = [key.text for key, _ in node.pairs if isinstance(key, Scalar)]
    exact = [kind for key in written if (kind := _KIND_OF_KEY.get(key))]
    if exact:
        return max(KEYS_BY_KIND, key=exact.count)
    own = [key for key in written if key not in SHARED_KEYS]
    return max(
        KEYS_BY_KIND,
        key=lambda kind: sum(bool(did_you_mean(key, KEYS_BY_KIND[kind])) for key in own),
    )


def _read_shared(fields: Fields, around: Surroundings, findings: Findings) -> _Shared | None:
    fields.require("id")
    note_id = fields.text("id") if "id" in fields else None
    if note_id is not None and not is_identifier(note_id):
        near = suggested_identifier(note_id)
        suggestion = f", such as `{near}`" if near else ""
        fields.error(
            "id",
            "malformed-id",
            f"`{note_id}` can't be an id: use lower-case letters, digits and hyphens{suggestion}",
        )
        note_id = None
    tags = fields.texts("tags")
    for tag, mark in tags or ():
        if tag.split() != [tag]:
            suggestion = "-".join(tag.split())
            findings.error(
                mark, "malformed-tag", f"a tag can't hold blanks: did you mean `{suggestion}`?"
            )
            tags = None
    sources = fields.texts("source")
    for source, mark in sources or ():
        if source not in around.sources:
            suggestion = did_you_mean(source, around.sources) or ": add it to deck.yaml's `sources`"
            findings.error(mark, "unknown-source", f"the deck has no source `{source}`{suggestion}")
    if note_id is None or tags is None or sources is None:
        return None
    return {
        "id": note_id,
        "extra": fields.text("extra") or "",
        "tags": tuple(tag for tag, _ in tags),
        "sources": tuple(source for source, _ in sources),
        "guid": fields.text("guid") or "",
        "at": findings.position(fields.mark),
    }


def _read_basic(fields: Fields, shared: _Shared | None) -> BasicNote | None:
    fields.require("front", "back")
    front, back = fields.text("front"), fields.text("back")
    typed = fields.flag("typed")
    accept = fields.texts("accept")
    if accept and not typed:
        fields.error("accept", "accept-untyped", "only a note with `typed: true` has `accept`")
        return None
    template = fields.whole_number("template", 1, MOST_TEMPLATES, 1)
    if template > 1 and shared is not None and not shared["guid"]:
        fields.error("template", "template-of-ours", "only a note with a `guid` has a `template`")
        return None
    if shared is None or front is None or back is None or accept is None:
        return None
    return BasicNote(
        front=front,
        back=back,
        reversed=fields.flag("reversed"),
        typed=typed,
        accept=tuple(text for text, _ in accept),
        template=template,
        **shared,
    )


def _read_cloze(fields: Fields, shared: _Shared | None) -> ClozeNote | None:
    text = fields.text("cloze")
    if text is None:
        return None
    fault = _cloze_fault(text)
    if fault:
        fields.error("cloze", "broken-cloze", fault)
        return None
    return None if shared is None else ClozeNote(text=text, **shared)


def _cloze_fault(text: str) -> str | None:
    """What is wrong with a text's clozes, if anything is."""
    wrong = near_miss(text)
    if wrong:
        return f"`{wrong.strip()}` opens no cloze: write it as {{{{c1::hidden::hint}}}}"
    numbers = cloze_numbers(text)
    if not numbers:
        return "no cloze stands here: hide a part of the text as {{c1::hidden}}"
    contents = list(hidden_contents(text))
    if len(contents) < opening_count(text):
        return (
            "a cloze isn't closed by }} in its own paragraph, or stands more than "
            f"{DEEPEST} deep in others"
        )
    if not 1 <= numbers[0] <= numbers[-1] <= MAXIMUM_NUMBER:
        return f"cloze numbers go from c1 to c{MAXIMUM_NUMBER}"
    for number, content in contents:
        if not content.strip():
            return f"the cloze c{number} hides nothing: write what it hides after the `::`"
    return None


def _read_choice(fields: Fields, shared: _Shared | None, findings: Findings) -> ChoiceNote | None:
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


def _read_distractors(fields: Fields, findings: Findings) -> list[tuple[Distractor, Mark]] | None:
    listed = fields.sequence("distractors")
    if listed is None:
        return None
    read: list[tuple[Distractor, Mark]] = []
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
            read.append((Distractor(text, why), item.mark))
    return read if len(read) == len(listed.items) else None


def _equal_options(
    answers: list[tuple[str, Mark]],
    distractors: list[tuple[Distractor, Mark]],
    findings: Findings,
) -> bool:
    """Whether two options say the same, each such option noted."""
    options = [(text, mark, "answer") for text, mark in answers]
    options += [(distractor.text, mark, "distractor") for distractor, mark in distractors]
    roles: dict[str, str] = {}
    equal = False
    for text, mark, role in options:
        said = to_plain(text).casefold()
        if said in roles:
            equal = True
            findings.error(
                mark,
                "equal-options",
                f"this {role} says the same as the {roles[said]} above: change one of them",
            )
        roles.setdefault(said, role)
    return equal


def _in_notation(note: Note, fields: Fields, notation: Notation) -> Note:
    def read(key: str, text: str) -> str:
        try:
            meant = notation.read(text)
        except MacroError as error:
            fields.error(key, "bad-macro", str(error))
            return text
        if len(meant) <= LONGEST_TEXT:
            return meant
        fields.error(key, "long-text", f"its macros make {len(meant):,} characters of `{key}`")
        return text

    return with_texts(note, read) if notation.key else note


def _check_media(note: Note, fields: Fields, media: MediaFolder) -> None:
    for key, text in texts_by_key(note):
        for written in media_of(text):
            try:
                media.locate(written)
            except MediaError as error:
                fields.error(key, "bad-media", str(error))
