"""How a deck's texts are to be read, as deck.yaml says it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ipt_cards.deck.markup.macros import with_macros


@dataclass(frozen=True, slots=True)
class Notation:
    """What a deck's texts may hold beyond Markdown.

    macros: the deck's own commands in formulas, as `with_macros` takes them.
    """

    macros: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> str:
        """The text as every surface understands it. Raises MacroError."""
        return with_macros(text, self.macros)

    @property
    def key(self) -> str:
        """Unlike that of any other notation; "" where the texts are as written."""
        return json.dumps(sorted(self.macros.items())) if self.macros else ""
