"""The keys of a note whose answer is typed, and what deck.yaml says for all of them."""

from typing import TypedDict

from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.deck.reading.keys import Fields
from ipt_cards.deck.spelling import USUAL, Accents, Spelling, language_of, suggested_languages

TYPED_KEYS = ("typed", "accept", "accents")
SPELLING_KEYS = ("language", "accents")


class TypedKeys(TypedDict):
    """What they say."""

    typed: bool
    accept: tuple[str, ...]
    spelling: Spelling


def read_typed(fields: Fields, spelling: Spelling) -> TypedKeys | None:
    """What they say; None where something of it is wrong, which is noted.

    spelling: the deck's.
    """
    if not fields.have(TYPED_KEYS):
        return {"typed": False, "accept": (), "spelling": USUAL}
    typed = fields.flag("typed")
    accept = fields.texts("accept")
    accents = _accents(fields, spelling.accents)
    for key in ("accept", "accents"):
        if key in fields and not typed:
            fields.error(key, f"{key}-untyped", f"only a note with `typed: true` has `{key}`")
            return None
    if accept is None:
        return None
    return {
        "typed": typed,
        "accept": tuple(text for text, _ in accept),
        "spelling": Spelling(spelling.language, accents) if typed else USUAL,
    }


def read_spelling(fields: Fields) -> Spelling:
    """The deck's language and what accents count in it."""
    said = Spelling()
    written = fields.text("language") if "language" in fields else None
    language = said.language if written is None else language_of(written)
    if written is not None and language is None:
        near = suggested_languages(written)
        guess = did_you_mean(written, near).rpartition("`")[0].rpartition("`")[2]
        suggestion = f": did you mean `{near[guess]}`?" if guess else ", such as `en` or `de-AT`"
        fields.error(
            "language", "unknown-language", f"`{written}` is no language's code{suggestion}"
        )
    return Spelling(language or said.language, _accents(fields, said.accents))


def _accents(fields: Fields, default: Accents) -> Accents:
    written = fields.text("accents") if "accents" in fields else None
    if written is None:
        return default
    if written in {*Accents}:
        return Accents(written)
    known = [each.value for each in Accents]
    suggestion = did_you_mean(written, known) or f": it may be {', '.join(known)}"
    fields.error("accents", "wrong-type", f"`accents` can't be `{written}`{suggestion}")
    return default
