"""How a deck's texts are to be read, as deck.yaml says it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ipt_cards.deck.markup.ruby import with_readings
from ipt_cards.deck.spelling import USUAL, Spelling


@dataclass(frozen=True, slots=True)
class Notation:
    """What a deck's texts may hold beyond Markdown.

    macros: the deck's own commands in formulas, as `with_macros` takes them.
    ruby: whether brackets after a word hold its reading.
    spelling: how answers are spelled that are typed.
    """

    macros: Mapping[str, str] = field(default_factory=dict)
    ruby: bool = False
    spelling: Spelling = USUAL

    def read(self, text: str) -> str:
        """The text as every surface understands it. Raises MacroError."""
        if self.macros:
            from ipt_cards.deck.markup.macros import with_macros  # noqa: PLC0415 - few decks have any

            text = with_macros(text, self.macros)
        return with_readings(text) if self.ruby else text

    @property
    def key(self) -> str:
        """Unlike that of any other notation; "" where the texts are as written."""
        if self == Notation():
            return ""
        spelling = [self.spelling.language, self.spelling.accents]
        return json.dumps([sorted(self.macros.items()), self.ruby, *spelling])
