"""From one YAML item to one note."""

from functools import lru_cache
from itertools import islice

from ipt_cards.deck.markup.cloze import (
    DEEPEST,
    MAXIMUM_NUMBER,
    cloze_numbers,
    near_miss,
    opening_count,
)
from ipt_cards.deck.markup.macros import MacroError
from ipt_cards.deck.markup.parser import media_of
from ipt_cards.deck.markup.plain import hidden_contents
from ipt_cards.deck.markup.simple import is_simple
from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.note import BasicNote, ClozeNote, Note, OcclusionNote
from ipt_cards.deck.note_texts import texts_by_key, with_texts
from ipt_cards.deck.reading.findings import Findings, did_you_mean
from ipt_cards.deck.reading.keys import LONGEST_TEXT, Fields
from ipt_cards.deck.reading.kinds.numeric import read_numeric
from ipt_cards.deck.reading.kinds.occlusion import OCCLUSION_KEYS, read_occlusion
from ipt_cards.deck.reading.kinds.options import read_choice, read_matching, read_ordering
from ipt_cards.deck.reading.kinds.shared_keys import SHARED_KEYS, SharedKeys, read_shared
from ipt_cards.deck.reading.kinds.typed_keys import TYPED_KEYS, read_typed
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.yaml.nodes import Mapping, Node, Scalar

MOST_TEMPLATES = 1000
_TELLING_KEYS = 50
"""How many keys of a note tell its kind; none has as many."""
KEYS_BY_KIND = {
    "choice": ("question", "answer", "distractors"),
    "cloze": ("cloze", *TYPED_KEYS),
    "occlusion": OCCLUSION_KEYS,
    "basic": ("front", "back", "reversed", *TYPED_KEYS, "template"),
    "numeric": ("question", "number", "tolerance", "unit"),
    "ordering": ("question", "order"),
    "matching": ("question", "pairs"),
}


def _named(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind} note"


_NOTE_OF_KEY = {
    key: _named(kind) for kind, keys in reversed(KEYS_BY_KIND.items()) for key in keys
} | dict.fromkeys(KEYS_BY_KIND["basic"], _named("basic"))


_FIELDS_BY_KIND = {
    kind: (dict.fromkeys(SHARED_KEYS + keys), _named(kind)) for kind, keys in KEYS_BY_KIND.items()
}


def read_note(node: Node, around: Surroundings, findings: Findings) -> Note | None:
    """The note that a YAML item says, or None, with each problem noted."""
    if not isinstance(node, Mapping):
        findings.error(node.mark, "wrong-type", "a note must hold keys and values, such as `id:`")
        return None
    before = len(findings.problems)
    kind = _kind(node)
    fields = Fields(node, *_FIELDS_BY_KIND[kind], findings, _NOTE_OF_KEY)
    shared = read_shared(fields, around, findings)
    note: Note | None
    match kind:
        case "cloze":
            note = _read_cloze(fields, shared, around.notation)
        case "choice":
            note = read_choice(fields, shared, findings)
        case "occlusion":
            said = read_occlusion(fields, around.media, findings)
            note = OcclusionNote(**said, **shared) if said and shared else None
        case "numeric":
            note = read_numeric(fields, shared)
        case "ordering":
            note = read_ordering(fields, shared, findings)
        case "matching":
            note = read_matching(fields, shared, findings)
        case _:
            note = _read_basic(fields, shared, around.notation)
    if note is not None:
        note = _in_notation(note, fields, around.notation)
        _check_media(note, fields, around.media)
    return note if len(findings.problems) == before else None


def _kind(node: Mapping) -> str:
    """The kind whose own keys the item has most of; with none, whose keys may be misspelt."""
    first = islice(node.pairs, _TELLING_KEYS)
    return _kind_of(tuple([key.text for key, _ in first if isinstance(key, Scalar)]))


@lru_cache(maxsize=256)
def _kind_of(keys: tuple[str, ...]) -> str:  # most notes of a deck have the same
    written = [key for key in keys if key not in SHARED_KEYS]
    own = {kind: sum(key in keys for key in written) for kind, keys in KEYS_BY_KIND.items()}
    if any(own.values()):
        return max(own, key=own.__getitem__)
    near = {
        kind: sum(bool(did_you_mean(key, keys)) for key in written)
        for kind, keys in KEYS_BY_KIND.items()
    }
    return max(near, key=near.__getitem__) if any(near.values()) else "basic"


def _read_basic(fields: Fields, shared: SharedKeys | None, notation: Notation) -> BasicNote | None:
    fields.require("front", "back")
    front, back = fields.text("front"), fields.text("back")
    typed = read_typed(fields, notation.spelling)
    template = fields.whole_number("template", 1, MOST_TEMPLATES, 1)
    if template > 1 and shared is not None and not shared["guid"]:
        fields.error("template", "template-of-ours", "only a note with a `guid` has a `template`")
        return None
    if shared is None or front is None or back is None or typed is None:
        return None
    return BasicNote(
        front=front,
        back=back,
        reversed=fields.flag("reversed"),
        template=template,
        **typed,
        **shared,
    )


def _read_cloze(fields: Fields, shared: SharedKeys | None, notation: Notation) -> ClozeNote | None:
    text = fields.text("cloze")
    typed = read_typed(fields, notation.spelling)
    if text is None:
        return None
    fault = _cloze_fault(text)
    if fault:
        fields.error("cloze", "broken-cloze", fault)
        return None
    if typed and typed["accept"] and len(cloze_numbers(text)) > 1:
        fields.error(
            "accept",
            "accept-for-several",
            "`accept` can't tell which of the cloze numbers it is for: make a note of each",
        )
        return None
    return ClozeNote(text=text, **typed, **shared) if typed and shared else None


def _cloze_fault(text: str) -> str | None:
    """What is wrong with a text's clozes, if anything is."""
    has_only_sound_ones = is_simple(text)
    wrong = None if has_only_sound_ones else near_miss(text)
    if wrong:
        return f"`{wrong.strip()}` opens no cloze: write it as {{{{c1::hidden::hint}}}}"
    numbers = cloze_numbers(text)
    if not numbers:
        return "no cloze stands here: hide a part of the text as {{c1::hidden}}"
    contents = list(hidden_contents(text))
    if not has_only_sound_ones and len(contents) < opening_count(text):
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


def _in_notation(note: Note, fields: Fields, notation: Notation) -> Note:
    if not notation.macros and not notation.ruby:
        return note

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

    return with_texts(note, read)


def _check_media(note: Note, fields: Fields, media: MediaFolder) -> None:
    for key, text in texts_by_key(note):
        for written in media_of(text):
            try:
                media.locate(written)
            except MediaError as error:
                fields.error(key, "bad-media", str(error))
